import { isUtf8 } from "node:buffer";
import { once } from "node:events";
import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { type ElementLists, elementLines } from "./json-elements.ts";
import { isJson, type SavedPage, savedPage } from "./json-salvage.ts";
import { type BadRow, MAX_RAW } from "./records.ts";
import { MAX_VALUE, ValueSplitter } from "./value-splitter.ts";

export interface SplitJson {
  /** Values written. */
  values: number;
  /** Rows in them: the values, or the elements of their lists. */
  rows: number;
  longest: number;
  bad: BadRow[];
}

/** Text that is written behind the reading of a file. */
class Pending {
  private texts: string[] = [];
  private readonly out: WriteStream;

  constructor(path: string) {
    this.out = createWriteStream(path, { encoding: "latin1" });
  }

  add(text: string): void {
    this.texts.push(text);
  }

  async write(): Promise<void> {
    const text = this.texts.join("");
    this.texts = [];
    if (text !== "" && !this.out.write(text)) await once(this.out, "drain");
  }

  async end(): Promise<void> {
    this.out.end(this.texts.join(""));
    await once(this.out, "finish");
  }
}

/** A value as it is where it is JSON, else what can be saved of it; null where nothing can. */
function pageOf(text: string, line: number, elements: ElementLists): SavedPage | null {
  return isJson(text) ? { text, damaged: [] } : savedPage(text, line, elements);
}

/**
 * Rewrite JSON text as `line<TAB>value` lines that DuckDB reads; values keep their bytes but for white space.
 * Values that are too large or no UTF-8 come back as bad rows. With `elements`, the lines of the rows inside each value
 * are counted, and written as `value<TAB>element<TAB>line` (each from 1); of a damaged page the sound rows are kept.
 */
export async function splitJson(
  path: string,
  target: string,
  options: { lines: boolean; signal?: AbortSignal; elements?: ElementLists & { target: string } },
): Promise<SplitJson> {
  const { elements } = options;
  const out = new Pending(target);
  const side = elements ? new Pending(elements.target) : null;
  const found: SplitJson = { values: 0, rows: 0, longest: 0, bad: [] };
  const bad = (line: number, reason: string, text: string) =>
    found.bad.push({ line, reason, raw: Buffer.from(text.slice(0, MAX_RAW), "latin1").toString("utf8") });
  const splitter = new ValueSplitter(options.lines, (line, whole, size) => {
    if (whole.trim() === "") return;
    if (size > MAX_VALUE) return bad(line, "JSON value larger than 256 MiB", whole);
    if (!isUtf8(Buffer.from(whole, "latin1"))) return bad(line, "not valid UTF-8", whole);
    const page = elements ? pageOf(whole, line, elements) : { text: whole, damaged: [] };
    if (page === null) return bad(line, "not valid JSON", whole);
    for (const each of page.damaged) bad(each.line, "not valid JSON", each.raw);
    const text = page.text.replace(/[\t\r\n]/g, " ").trim();
    const rows = elements ? elementLines(page.text, line, elements) : [line];
    found.values += 1;
    found.longest = Math.max(found.longest, text.length);
    found.rows += rows.length;
    out.add(`${line}\t${text}\n`);
    side?.add(rows.map((each, index) => `${found.values}\t${index + 1}\t${each}\n`).join(""));
  });
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20, signal: options.signal })) {
    const piece = (chunk as Buffer).toString("latin1");
    splitter.push(first && piece.startsWith("\u00EF\u00BB\u00BF") ? piece.slice(3) : piece);
    first = false;
    await out.write();
    await side?.write();
  }
  splitter.end();
  await out.end();
  await side?.end();
  return { ...found, rows: found.rows + found.bad.length };
}
