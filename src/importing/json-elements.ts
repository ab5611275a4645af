/** Where rows stand inside a JSON value: key paths of lists, `a.b`, arrays on the way as `a[]`. */
export interface ElementLists {
  /** Lists of a page, from the value's top; a value that has none of them is a row itself. */
  lists: readonly string[];
  /** Lists inside rows whose elements are rows, too; the ends of their paths. */
  within: readonly string[];
  /** Path that says of a value without any list that it is an empty page, and no row. */
  emptyPage?: string;
}

/** One element of a page's list: where it begins and ends (absent: it is cut off), and its line. */
export interface ElementSpan {
  list: number;
  start: number;
  end: number | null;
  line: number;
}

interface Level {
  path: string;
  array: boolean;
  /** The elements of this list are rows. */
  rows: boolean;
}

const QUOTE = 34;
const BACKSLASH = 92;
const LF = 10;

/** Position behind the string that opens at `open`, or the text's length. */
function afterString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at + 1;
  }
  return text.length;
}

/** Walks through one value and notes on which line each of its rows begins. */
class ElementWalk {
  readonly rows: number[] = [];
  paged = false;
  empty = false;
  readonly spans: ElementSpan[] = [];
  closers = "";
  private lists = 0;
  private readonly stack: Level[] = [];
  private key: string | null = null;
  private awaited = false;
  private line: number;
  private readonly text: string;
  private readonly spec: ElementLists;
  private readonly spanning: boolean;

  constructor(text: string, firstLine: number, spec: ElementLists, spanning = false) {
    this.spanning = spanning;
    this.text = text;
    this.line = firstLine;
    this.spec = spec;
  }

  run(): void {
    const { text } = this;
    for (let at = 0; at < text.length; ) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) at = this.string(at);
      else {
        if (code === LF) this.line += 1;
        else if (code === 123 || code === 91) this.open(code === 91, at);
        else if (code === 125 || code === 93) this.close(at);
        else if (code === 44) this.comma(at);
        else if (code > 32 && code !== 58) this.scalar(at);
        at += 1;
      }
    }
  }

  private string(open: number): number {
    const end = afterString(this.text, open);
    const top = this.stack[this.stack.length - 1];
    if (top && !top.array && this.key === null) this.key = this.text.slice(open + 1, end - 1);
    else this.scalar(open);
    return end;
  }

  private scalar(at: number): void {
    this.element(at);
    if (this.key !== null && this.spec.emptyPage !== undefined && this.stack.length < 4)
      this.empty ||= this.path() === this.spec.emptyPage;
    this.key = null;
  }

  /** The first sign of an element that is a row. */
  private element(at: number): void {
    if (!this.awaited) return;
    this.rows.push(this.line);
    this.awaited = false;
    if (this.spanning) this.spans.push({ list: this.lists, start: at, end: null, line: this.line });
  }

  /** An element ends at the comma or bracket of its list. */
  private endElement(at: number): void {
    const last = this.spans[this.spans.length - 1];
    if (!this.spanning || !last || last.end !== null) return;
    last.end = at;
    this.closers = this.stack
      .map(({ array }) => (array ? "]" : "}"))
      .reverse()
      .join("");
  }

  private comma(at: number): void {
    const rows = this.stack[this.stack.length - 1]?.rows ?? false;
    if (rows) this.endElement(at);
    this.awaited = rows;
  }

  private path(): string {
    const top = this.stack[this.stack.length - 1];
    const base = top ? (top.array ? `${top.path}[]` : top.path) : "";
    if (this.key === null) return base;
    return base === "" ? this.key : `${base}.${this.key}`;
  }

  private open(array: boolean, at: number): void {
    this.element(at);
    const path = this.path();
    this.key = null;
    const page = array && this.spec.lists.includes(path);
    this.paged ||= page;
    if (page) this.lists += 1;
    const rows = page || (array && this.spec.within.some((end) => path === end || path.endsWith(`.${end}`)));
    this.stack.push({ path, array, rows });
    this.awaited = rows;
  }

  private close(at: number): void {
    if (this.stack[this.stack.length - 1]?.rows) this.endElement(at);
    this.stack.pop();
    this.key = null;
    this.awaited = false;
  }
}

/**
 * Lines (from 1) on which the rows of one JSON value begin, in the order of the text: the elements of its lists, and
 * the value itself where it is no page. Builds no values.
 */
export function elementLines(text: string, firstLine: number, spec: ElementLists): number[] {
  const walk = new ElementWalk(text, firstLine, spec);
  walk.run();
  if (walk.paged) return walk.rows;
  return walk.empty && walk.rows.length === 0 ? [] : [firstLine, ...walk.rows];
}

/** The elements of a value's lists; `closers` is what would end the value behind the last of them. */
export function elementSpans(
  text: string,
  firstLine: number,
  spec: ElementLists,
): { spans: ElementSpan[]; closers: string } {
  const walk = new ElementWalk(text, firstLine, { ...spec, within: [] }, true);
  walk.run();
  return { spans: walk.spans, closers: walk.closers };
}
