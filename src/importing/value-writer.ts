import { isUtf8 } from "node:buffer";
import { isJson } from "./is-json.ts";
import { type ElementLists, elementLines } from "./json-elements.ts";
import { type BadRow, MAX_RAW } from "./records.ts";
import { ScratchText } from "./scratch-text.ts";
import { MAX_VALUE } from "./value-splitter.ts";

/** A file of `line<TAB>value` lines, and where rows lie inside values the lines of these: `value<TAB>element<TAB>line`, each from 1. */
export interface ValueFile {
  path: string;
  elements: string | null;
  /** Characters of its longest value. */
  longest: number;
}

/** Pages in one file: what DuckDB takes apart at once. */
const BATCH = 48 * 2 ** 20;

/** Writes values as lines, those with rows inside into files of bounded size, with the lines of their rows beside. */
export class ValueWriter {
  readonly files: ValueFile[] = [];
  readonly bad: BadRow[] = [];
  /** Rows written. */
  rows = 0;
  /** A value was no JSON, or no UTF-8; of lines that DuckDB reads by itself this is not asked. */
  damaged = false;
  private out: ScratchText | null = null;
  private side: ScratchText | null = null;
  private values = 0;
  private texts: string[] = [];
  private places: string[] = [];
  private readonly target: string;
  private readonly elements: ElementLists | null;
  private readonly batch: number;

  private readonly checks: boolean;

  /** `checks`: look at values without rows inside whether they are JSON. */
  constructor(target: string, elements: ElementLists | null, batch = BATCH, checks = false) {
    this.checks = checks;
    this.target = target;
    this.elements = elements;
    this.batch = batch;
  }

  reject(line: number, reason: string, text: string): void {
    this.damaged ||= reason.startsWith("not valid");
    const raw = Buffer.from(text.slice(0, MAX_RAW), "latin1").toString("utf8");
    this.bad.push({ line, reason, raw });
  }

  /** Why a value cannot be taken; null where it can. */
  private faultOf(whole: string, size: number): string | null {
    if (size > MAX_VALUE) return "JSON value larger than 256 MiB";
    if (!isUtf8(Buffer.from(whole, "latin1"))) return "not valid UTF-8";
    return this.elements && !isJson(whole) ? "not valid JSON" : null;
  }

  value(line: number, whole: string, size: number): void {
    if (whole.trim() === "") return;
    const { elements } = this;
    const fault = this.faultOf(whole, size);
    if (fault) this.reject(line, fault, whole);
    else {
      this.damaged ||= this.checks && !elements && !isJson(whole);
      this.page(line, whole, elements ? elementLines(whole, line, elements) : [line]);
    }
  }

  page(line: number, whole: string, rows: readonly number[]): void {
    const file = this.files[this.files.length - 1] ?? this.open();
    const text = whole.replace(/[\t\r\n]/g, " ").trim();
    this.values += 1;
    file.longest = Math.max(file.longest, text.length);
    this.rows += rows.length;
    this.texts.push(`${line}\t${text}\n`);
    if (this.side)
      this.places.push(rows.map((each, index) => `${this.values}\t${index + 1}\t${each}\n`).join(""));
  }

  /** Write what has been taken. */
  async write(): Promise<void> {
    await this.out?.write(this.texts.splice(0).join(""));
    await this.side?.write(this.places.splice(0).join(""));
    if (this.elements && this.out && this.out.size > this.batch) {
      await this.close();
      this.open();
    }
  }

  async end(): Promise<void> {
    if (!this.out) this.open();
    await this.write();
    await this.close();
  }

  private open(): ValueFile {
    const path = `${this.target}-${this.files.length + 1}.tsv`;
    const file = { path, elements: this.elements ? `${path}.elements` : null, longest: 0 };
    this.files.push(file);
    this.out = new ScratchText(path);
    this.side = file.elements ? new ScratchText(file.elements) : null;
    this.values = 0;
    return file;
  }

  private async close(): Promise<void> {
    await this.out?.end();
    await this.side?.end();
  }
}
