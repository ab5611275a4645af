import { isUtf8 } from "node:buffer";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { type BadRow, MAX_RAW } from "./records.ts";

/** Largest JSON value that is taken in one piece. */
export const MAX_VALUE = 256 * 2 ** 20;

const QUOTE = 34;
const BACKSLASH = 92;
const LF = 10;

/**
 * Cuts a stream of JSON text into its values: the elements of a top-level array, or values one after the other
 * (`mode: "values"`), or one value a line (`mode: "lines"`). Works on bytes kept as latin1; builds nothing.
 */
class ValueSplitter {
  line = 1;
  private depth = 0;
  private base = 0;
  private inString = false;
  private escaped = false;
  private started = false;
  private startLine = 1;
  private buffer: string[] = [];
  private size = 0;
  private readonly lines: boolean;
  private readonly emit: (line: number, value: string, size: number) => void;

  constructor(lines: boolean, emit: (line: number, value: string, size: number) => void) {
    this.lines = lines;
    this.emit = emit;
  }

  push(piece: string): void {
    if (this.lines) this.pushLines(piece);
    else this.pushValues(piece);
  }

  private pushValues(piece: string): void {
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (code === LF) this.line += 1;
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (code === BACKSLASH) this.escaped = true;
        else if (code === QUOTE) this.inString = false;
        continue;
      }
      if (code === QUOTE) this.inString = true;
      else if (code === 123 || code === 91) {
        if (this.depth === 0 && this.base === 0 && code === 91 && !this.started) {
          this.base = 1;
          this.depth = 1;
          this.started = true;
          continue;
        }
        if (this.depth === this.base) {
          from = at;
          this.startLine = this.line;
        }
        this.started = true;
        this.depth += 1;
      } else if (code === 125 || code === 93) {
        this.depth -= 1;
        if (this.depth === this.base) {
          this.keep(piece.slice(from, at + 1));
          this.flush();
        } else if (this.depth < this.base) {
          this.base = 0;
          this.depth = 0;
          this.started = false;
        }
      }
    }
    if (this.depth > this.base) this.keep(piece.slice(from));
  }

  private pushLines(piece: string): void {
    let from = 0;
    for (let at = piece.indexOf("\n"); at >= 0; at = piece.indexOf("\n", from)) {
      this.keep(piece.slice(from, at));
      this.startLine = this.line;
      this.flush();
      this.line += 1;
      from = at + 1;
    }
    this.keep(piece.slice(from));
  }

  end(): void {
    this.startLine = this.lines ? this.line : this.startLine;
    if (this.size > 0) this.flush();
  }

  private keep(text: string): void {
    this.size += text.length;
    if (this.size <= MAX_VALUE || this.buffer.length === 0)
      this.buffer.push(text.length > MAX_VALUE ? text.slice(0, MAX_RAW) : text);
  }

  private flush(): void {
    const value = this.buffer.join("");
    this.emit(this.startLine, value, this.size);
    this.buffer = [];
    this.size = 0;
  }
}

/**
 * Rewrite JSON text as `line<TAB>value` lines that DuckDB reads; values keep their bytes but for white space.
 * Values that are too large or no UTF-8 come back as bad rows.
 */
export async function splitJson(
  path: string,
  target: string,
  lines: boolean,
  signal?: AbortSignal,
): Promise<{ values: number; longest: number; bad: BadRow[] }> {
  const out = createWriteStream(target, { encoding: "latin1" });
  const bad: BadRow[] = [];
  let values = 0;
  let longest = 0;
  let pending: string[] = [];
  const splitter = new ValueSplitter(lines, (line, value, size) => {
    const text = value.replace(/[\t\r\n]/g, " ").trim();
    if (text === "") return;
    const raw = () => Buffer.from(text.slice(0, MAX_RAW), "latin1").toString("utf8");
    if (size > MAX_VALUE) bad.push({ line, reason: "JSON value larger than 256 MiB", raw: raw() });
    else if (!isUtf8(Buffer.from(text, "latin1"))) bad.push({ line, reason: "not valid UTF-8", raw: raw() });
    else {
      values += 1;
      longest = Math.max(longest, text.length);
      pending.push(`${line}\t${text}\n`);
    }
  });
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20, signal })) {
    const piece = (chunk as Buffer).toString("latin1");
    splitter.push(first && piece.startsWith("\u00EF\u00BB\u00BF") ? piece.slice(3) : piece);
    first = false;
    const text = pending.join("");
    pending = [];
    if (text !== "" && !out.write(text)) await once(out, "drain");
  }
  splitter.end();
  out.end(pending.join(""));
  await once(out, "finish");
  return { values, longest, bad };
}
