/** What a scan tells of a page, in the order of its bytes. */
export interface PageSink {
  /** Bytes around the rows: everything but the elements of the page's lists and what stands between these. */
  around(bytes: Buffer): void;
  /** A list ends whose elements are rows; `closers` would end the page behind it. */
  list(closers: string): void;
  /** Bytes of a row. */
  row(bytes: Buffer): void;
  /** The row ends that began on `line`. */
  rowEnd(line: number): void;
}

interface Level {
  path: string;
  array: boolean;
}

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const LF = 10;
const isOpen = (byte: number) => byte === 123 || byte === 91;
const isClose = (byte: number) => byte === 125 || byte === 93;

/** Bytes of a key that are looked at. */
const LONGEST_KEY = 1000;

/**
 * Passes over one JSON value piece by piece and parts the elements of its lists from what stands around them. Builds nothing and
 * keeps nothing but the path it is at, so that a value may be larger than memory.
 */
export class PageScan {
  private mode: "around" | "between" | "row" = "around";
  private readonly stack: Level[] = [];
  private key: string | null = null;
  private word: string | null = null;
  private inString = false;
  private escaped = false;
  private rowDepth = 0;
  private bare = false;
  private rowLine = 0;
  private from = 0;
  private line: number;
  private readonly lists: readonly string[];
  private readonly sink: PageSink;

  constructor(lists: readonly string[], firstLine: number, sink: PageSink) {
    this.lists = lists;
    this.line = firstLine;
    this.sink = sink;
  }

  push(bytes: Buffer): void {
    this.from = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (this.inString) this.text(bytes, byte, at);
      else if (this.mode === "around") this.outer(bytes, byte, at);
      else this.inner(bytes, byte, at);
      if (byte === LF) this.line += 1;
    }
    const rest = bytes.subarray(this.from);
    if (this.mode === "around") this.sink.around(rest);
    else if (this.mode === "row") this.sink.row(rest);
  }

  /** Is a row cut off at the end? */
  get open(): boolean {
    return this.mode === "row";
  }

  /** Is a list cut off between two rows? */
  get between(): boolean {
    return this.mode === "between";
  }

  /** Line on which the row that is cut off began. */
  get openLine(): number {
    return this.rowLine;
  }

  /** What would end the value here. */
  get closers(): string {
    return this.stack
      .map(({ array }) => (array ? "]" : "}"))
      .reverse()
      .join("");
  }

  private text(bytes: Buffer, byte: number, at: number): void {
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) {
      this.inString = false;
      if (this.mode === "around") this.wordEnds();
      else if (this.bare && this.rowDepth === 0) this.endRow(bytes, at + 1);
      return;
    }
    if (this.word !== null && this.word.length < LONGEST_KEY) this.word += String.fromCharCode(byte);
  }

  /** A string in the surroundings is a key, or a value of the key before. */
  private wordEnds(): void {
    const top = this.stack[this.stack.length - 1];
    this.key = top && !top.array && this.key === null ? this.word : null;
    this.word = null;
  }

  private path(): string {
    const top = this.stack[this.stack.length - 1];
    const base = top ? (top.array ? `${top.path}[]` : top.path) : "";
    if (this.key === null) return base;
    return base === "" ? this.key : `${base}.${this.key}`;
  }

  private outer(bytes: Buffer, byte: number, at: number): void {
    if (byte === QUOTE) {
      this.inString = true;
      this.word = "";
    } else if (isOpen(byte)) {
      const path = this.path();
      const array = byte === 91;
      this.key = null;
      this.stack.push({ path, array });
      if (!array || !this.lists.includes(path)) return;
      this.sink.around(bytes.subarray(this.from, at + 1));
      this.mode = "between";
    } else if (isClose(byte)) {
      this.stack.pop();
      this.key = null;
    } else if (byte === COMMA) this.key = null;
  }

  private inner(bytes: Buffer, byte: number, at: number): void {
    if (this.mode === "between") {
      if (byte <= 32 || byte === COMMA) return;
      if (byte === 93) {
        this.endList(at);
        return;
      }
      this.mode = "row";
      this.from = at;
      this.rowLine = this.line;
      this.rowDepth = 0;
      this.bare = !isOpen(byte);
    }
    if (byte === QUOTE) this.inString = true;
    else if (isOpen(byte)) this.rowDepth += 1;
    else if (this.bare && this.rowDepth === 0 && (byte === COMMA || byte === 93)) {
      this.endRow(bytes, at);
      if (byte === 93) this.endList(at);
    } else if (isClose(byte)) {
      this.rowDepth -= 1;
      if (this.rowDepth <= 0 && !this.bare) this.endRow(bytes, at + 1);
    }
  }

  private endRow(bytes: Buffer, end: number): void {
    this.sink.row(bytes.subarray(this.from, end));
    this.sink.rowEnd(this.rowLine);
    this.mode = "between";
  }

  private endList(at: number): void {
    this.sink.list(this.closers);
    this.stack.pop();
    this.mode = "around";
    this.from = at;
  }
}
