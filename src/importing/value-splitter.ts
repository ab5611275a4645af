import { MAX_RAW } from "./records.ts";

/** Largest JSON value that is taken in one piece. */
export const MAX_VALUE = 256 * 2 ** 20;

const QUOTE = 34;
const BACKSLASH = 92;
const LF = 10;
const COMMA = 44;

/** Gets the line a value begins on (from 1), its text, its size in bytes, also of what was cut off, and the byte it begins at. */
export type EmitValue = (line: number, value: string, size: number, start: number) => void;

/**
 * Cuts a stream of JSON text into its values: the elements of a top-level array, or values one after the other, or
 * (`lines`) one value a line. What stands between values and is none comes out too, line by line, so that nothing is
 * passed over. Works on bytes kept as latin1; builds nothing.
 */
export class ValueSplitter {
  private line = 1;
  private depth = 0;
  private base = 0;
  private inString = false;
  private escaped = false;
  private started = false;
  /** Inside a value at the level of values; `bare`: one without brackets. */
  private inside = false;
  private bare = false;
  private from = 0;
  private startLine = 1;
  private buffer: string[] = [];
  private size = 0;
  /** Bytes before the piece in hand, and before the value. */
  private before = 0;
  private start = 0;
  private readonly lines: boolean;
  private readonly emit: EmitValue;
  private readonly largest: number;

  /** Of values above `largest` bytes only the beginning comes out. */
  constructor(lines: boolean, emit: EmitValue, largest = MAX_VALUE) {
    this.lines = lines;
    this.emit = emit;
    this.largest = largest;
  }

  push(piece: string): void {
    if (this.lines) this.pushLines(piece);
    else this.pushValues(piece);
    this.before += piece.length;
  }

  end(): void {
    if (this.lines) this.startLine = this.line;
    if (this.size > 0) this.flush();
  }

  private pushValues(piece: string): void {
    this.from = 0;
    for (let at = 0; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (this.inString) this.inText(code);
      else if (code === QUOTE) {
        if (!this.inside) this.begin(at, true);
        this.inString = true;
      } else if (code === 123 || code === 91) this.open(piece, code, at);
      else if (code === 125 || code === 93) this.close(piece, at);
      else if (this.bare ? code === COMMA || code === LF : false) this.finish(piece, at);
      else if (!this.inside && code > 32 && code !== COMMA) this.begin(at, true);
      if (code === LF) this.line += 1;
    }
    if (this.inside) this.keep(piece.slice(this.from));
  }

  private inText(code: number): void {
    if (this.escaped) this.escaped = false;
    else if (code === BACKSLASH) this.escaped = true;
    else if (code === QUOTE) this.inString = false;
  }

  private begin(at: number, bare: boolean): void {
    this.inside = true;
    this.bare = bare;
    this.from = at;
    this.startLine = this.line;
    this.start = this.before + at;
    this.started = true;
  }

  private finish(piece: string, end: number): void {
    this.keep(piece.slice(this.from, end));
    this.inside = false;
    this.bare = false;
    this.flush();
  }

  private open(piece: string, code: number, at: number): void {
    if (this.depth === 0 && code === 91 && !this.started) {
      this.base = 1;
      this.depth = 1;
      this.started = true;
      return;
    }
    if (this.bare) this.finish(piece, at);
    if (!this.inside) this.begin(at, false);
    this.depth += 1;
  }

  private close(piece: string, at: number): void {
    if (this.bare) this.finish(piece, at);
    this.depth -= 1;
    if (this.depth === this.base && this.inside) this.finish(piece, at + 1);
    else if (this.depth < this.base) {
      this.base = 0;
      this.depth = 0;
      this.started = false;
    }
  }

  private pushLines(piece: string): void {
    let from = 0;
    for (let at = piece.indexOf("\n"); at >= 0; at = piece.indexOf("\n", from)) {
      if (this.size === 0) this.start = this.before + from;
      this.keep(piece.slice(from, at));
      this.startLine = this.line;
      this.flush();
      this.line += 1;
      from = at + 1;
    }
    if (this.size === 0) this.start = this.before + from;
    this.keep(piece.slice(from));
  }

  private keep(text: string): void {
    this.size += text.length;
    if (this.size <= this.largest || this.buffer.length === 0)
      this.buffer.push(text.length > this.largest ? text.slice(0, MAX_RAW) : text);
  }

  private flush(): void {
    const value = this.buffer.join("");
    this.emit(this.startLine, value, this.size, this.start);
    this.buffer = [];
    this.size = 0;
  }
}
