import { isUtf8 } from "node:buffer";
import type { ByteSource } from "./byte-source.ts";
import { isJson } from "./is-json.ts";
import type { ElementLists } from "./json-elements.ts";
import { PAGE_LIMITS, type PageLimits, Piece } from "./large-pages.ts";
import { PageSalvage } from "./page-salvage.ts";
import { MAX_RAW } from "./records.ts";
import { MAX_VALUE } from "./value-splitter.ts";
import type { ValueWriter } from "./value-writer.ts";

/** Rows of a list that stands at the top of a file. */
const TOP: ElementLists = { lists: [""], within: [] };

interface RowPlace {
  slot: number;
  start: number;
  end: number;
  line: number;
}

/** Lines of places that are asked for in their order, or a little before. */
class Lines {
  private place = 0;
  private line: number;
  private before: [number, number] = [0, 1];
  private readonly bytes: ByteSource;

  constructor(bytes: ByteSource, first: number) {
    this.bytes = bytes;
    this.line = first;
    this.before = [0, first];
  }

  at(place: number): number {
    if (place < this.place) [this.place, this.line] = this.before;
    if (place < this.place) return this.line;
    this.before = [this.place, this.line];
    for (; this.place < place; this.place++) if (this.bytes.at(this.place) === 10) this.line += 1;
    return this.line;
  }
}

const flat = (text: string) => text.replace(/[\t\r\n]/g, " ");

/** Writes what can be saved of damaged JSON: sound rows, in pages with what stood around them, and damaged ones as rejected. */
export class Salvage {
  private texts: string[] = [];
  private rows: RowPlace[] = [];
  private readonly lines: Lines;
  private readonly bytes: ByteSource;
  private readonly spec: ElementLists | null;
  private readonly writer: ValueWriter;
  private readonly limits: PageLimits;

  constructor(
    bytes: ByteSource,
    spec: ElementLists | null,
    writer: ValueWriter,
    options: { line: number; limits?: PageLimits | undefined },
  ) {
    this.bytes = bytes;
    this.spec = spec;
    this.writer = writer;
    this.limits = options.limits ?? PAGE_LIMITS;
    this.lines = new Lines(bytes, options.line);
  }

  async run(signal?: AbortSignal): Promise<void> {
    let steps = 0;
    let bare = false;
    for (const each of new PageSalvage(this.bytes, this.spec ?? TOP).read()) {
      if (each.found === "list") {
        this.texts.push(flat(each.text));
        bare = !this.spec || each.text.trim() === "[";
      } else if (each.found === "page") await this.page(each.text, each.closers);
      else if (each.found === "damage") this.reject(each.start, each.end, "not valid JSON");
      else if (each.found === "value" || bare) this.value(each.start, each.end);
      else this.rows.push({ ...each, slot: this.texts.length - 1, line: this.lines.at(each.start) });
      steps += 1;
      if (steps % 2000 > 0) continue;
      await this.writer.write();
      await new Promise((resume) => setImmediate(resume));
      signal?.throwIfAborted();
    }
    await this.writer.write();
  }

  private reject(start: number, end: number, reason: string): void {
    const raw = this.bytes.slice(start, Math.min(end, start + MAX_RAW)).replace(/[\s,]+$/, "");
    if (raw !== "") this.writer.reject(this.lines.at(start), reason, raw);
  }

  private value(start: number, end: number): void {
    const text = this.bytes.slice(start, Math.min(end, start + MAX_VALUE));
    this.writer.value(this.lines.at(start), text, end - start);
  }

  /** The frame around the lists of a page: as it stood, or ended behind the last list. */
  private frame(text: string, closers: string): string[] | null {
    const size = this.texts.reduce((sum, each) => sum + each.length, text.length);
    if (size > this.limits.around) return null;
    for (const end of [flat(text), closers])
      if (isJson([...this.texts, end].join(""))) return [...this.texts, end];
    return null;
  }

  private async page(text: string, closers: string): Promise<void> {
    const texts = this.frame(text, closers);
    const { rows, spec } = this;
    this.rows = [];
    this.texts = [];
    if (!spec) return;
    const whole = Math.max(this.limits.piece, 4 * (texts ?? []).join("").length);
    let piece = new Piece();
    const flush = async () => {
      if (!texts || piece.size === 0) return;
      const page = piece.page({ texts }, 1, spec);
      this.writer.page(rows[0]?.line ?? 1, page.text, page.lines);
      piece = new Piece();
      await this.writer.write();
    };
    for (const { slot, start, end, line } of rows) {
      const row = this.bytes.slice(start, Math.min(end, start + MAX_VALUE));
      const fault = !texts
        ? "what stands around the rows is damaged"
        : end - start > MAX_VALUE
          ? "JSON value larger than 256 MiB"
          : isUtf8(Buffer.from(row, "latin1"))
            ? null
            : "not valid UTF-8";
      if (fault) this.writer.reject(line, fault, row);
      else piece.add(slot, row, line);
      if (piece.size >= whole) await flush();
    }
    await flush();
  }
}
