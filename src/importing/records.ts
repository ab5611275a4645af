/** How a delimited text is written. */
export interface Dialect {
  delimiter: string;
  /** `\"` stands for a quote inside a quoted field (beside `""`). */
  backslash: boolean;
}

export type RecordFault =
  | "unclosed quote"
  | "text after a closing quote"
  | "wrong number of fields"
  | "too large";

/** One record of a delimited text; `line` is the physical line it begins on, from 1. */
export interface TextRecord {
  line: number;
  fields: string[];
  /** The record as it stood, at most 64 Ki characters. */
  raw: string;
  /** Why it is no proper record, or null. */
  fault: RecordFault | null;
}

/** A row that could not be read as one. */
export interface BadRow {
  line: number;
  reason: string;
  raw: string;
}

/** Characters of a rejected row that are kept. */
export const MAX_RAW = 65_536;
const LF = 10;
const CR = 13;
const QUOTE = 34;
const BACKSLASH = 92;

interface Quoted {
  value: string;
  end: number;
}

/**
 * Splits delimited text into records, piece by piece: RFC 4180, with `\n`, `\r\n` and `\r` as line ends (also
 * mixed) and quotes inside unquoted fields taken as they stand. A faulty record of several lines costs its first
 * line only, so that one torn quote does not swallow the rows after it. Memory is bounded by `maxRecord`
 * characters.
 */
export class RecordSplitter {
  private line = 1;
  private text = "";
  private position = 0;
  private skipping = false;
  private readonly delimiter: number;
  private readonly backslash: boolean;
  private readonly expected: number | null;
  private readonly maxRecord: number;

  constructor(dialect: Dialect, options: { expected?: number | null; maxRecord?: number } = {}) {
    this.delimiter = dialect.delimiter.charCodeAt(0);
    this.backslash = dialect.backslash;
    this.expected = options.expected ?? null;
    this.maxRecord = options.maxRecord ?? 16 * 2 ** 20;
  }

  /** Add a piece; returns the records completed so far. */
  push(piece: string): TextRecord[] {
    this.text += piece;
    return this.drain(false);
  }

  /** No more pieces; returns the remaining records. */
  end(): TextRecord[] {
    return this.drain(true);
  }

  private drain(last: boolean): TextRecord[] {
    const records: TextRecord[] = [];
    this.position = 0;
    if (this.skipping) this.skipLine();
    while (!this.skipping && this.position < this.text.length) {
      const record = this.next(last) ?? this.oversized();
      if (record === null) break;
      records.push(record);
    }
    this.text = this.text.slice(this.position);
    return records;
  }

  /** The rest of a line that is too large. */
  private skipLine(): void {
    const end = this.text.indexOf("\n");
    this.skipping = end < 0;
    this.position = end < 0 ? this.text.length : end + 1;
  }

  private oversized(): TextRecord | null {
    if (this.text.length - this.position <= this.maxRecord) return null;
    const newline = this.text.indexOf("\n", this.position);
    if (newline >= 0 && newline - this.position <= this.maxRecord) return this.giveUpLine("unclosed quote");
    const raw = this.text.slice(this.position, this.position + MAX_RAW);
    const record: TextRecord = { line: this.line++, fields: [], raw, fault: "too large" };
    this.skipping = newline < 0;
    this.position = newline < 0 ? this.text.length : newline + 1;
    return record;
  }

  private next(last: boolean): TextRecord | null {
    const begin = this.position;
    const fields: string[] = [];
    let fault: RecordFault | null = null;
    let at = begin;
    for (;;) {
      let value = "";
      const quote = this.text.charCodeAt(at) === QUOTE;
      if (quote) {
        const quoted = this.quoted(at, last);
        if (quoted === null) return last ? this.giveUpLine("unclosed quote") : null;
        value = quoted.value;
        at = quoted.end;
      }
      const end = this.fieldEnd(at);
      if (quote && end > at) fault = "text after a closing quote";
      fields.push(value + this.text.slice(at, end));
      at = end;
      if (!last && at + 1 >= this.text.length) return null;
      if (at >= this.text.length || this.text.charCodeAt(at) !== this.delimiter) break;
      at += 1;
    }
    return this.finish(begin, at, fields, fault);
  }

  private finish(begin: number, end: number, fields: string[], found: RecordFault | null): TextRecord | null {
    const { expected } = this;
    const blank = end === begin;
    const wrong = expected !== null && !blank && fields.length !== expected;
    const fault = found ?? (wrong ? "wrong number of fields" : null);
    const lines = this.lineEnds(begin, end);
    if (fault && lines > 0) return this.giveUpLine(fault);
    const record: TextRecord = {
      line: this.line,
      fields,
      raw: this.text.slice(begin, Math.min(end, begin + MAX_RAW)),
      fault,
    };
    this.position = this.afterLineEnd(end);
    this.line += lines + 1;
    return record;
  }

  /** Reject the first line of what should have been a record and go on behind it. */
  private giveUpLine(fault: RecordFault): TextRecord {
    const begin = this.position;
    let end = begin;
    while (end < this.text.length && this.text.charCodeAt(end) !== LF && this.text.charCodeAt(end) !== CR)
      end++;
    this.position = this.afterLineEnd(end);
    return {
      line: this.line++,
      fields: [],
      raw: this.text.slice(begin, Math.min(end, begin + MAX_RAW)),
      fault,
    };
  }

  private afterLineEnd(at: number): number {
    const next = this.text.charCodeAt(at) === CR ? at + 1 : at;
    return this.text.charCodeAt(next) === LF ? next + 1 : next;
  }

  private lineEnds(begin: number, end: number): number {
    let count = 0;
    for (let at = begin; at < end; at++) {
      const code = this.text.charCodeAt(at);
      if (code === LF || (code === CR && this.text.charCodeAt(at + 1) !== LF)) count++;
    }
    return count;
  }

  private fieldEnd(from: number): number {
    const { text, delimiter } = this;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === delimiter || code === LF || code === CR) return at;
    }
    return text.length;
  }

  private quoted(open: number, last: boolean): Quoted | null {
    const { text } = this;
    let from = open + 1;
    let value = "";
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === BACKSLASH && this.backslash) {
        const next = text.charCodeAt(at + 1);
        if (next !== QUOTE && next !== BACKSLASH) continue;
        value += text.slice(from, at);
        from = at + 1;
        at += 1;
      } else if (code === QUOTE) {
        if (at + 1 >= text.length && !last) return null;
        if (text.charCodeAt(at + 1) !== QUOTE) return { value: value + text.slice(from, at), end: at + 1 };
        value += text.slice(from, at + 1);
        at += 1;
        from = at + 1;
      }
    }
    return null;
  }
}

/** All records of a text held in memory; `cut`: the text is the head of more, its last record may be torn. */
export function splitRecords(text: string, dialect: Dialect, cut = false): TextRecord[] {
  const splitter = new RecordSplitter(dialect);
  const records = splitter.push(text);
  return cut ? records : [...records, ...splitter.end()];
}
