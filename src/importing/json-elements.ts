/** Where rows stand inside a JSON value: key paths of lists, `a.b`, arrays on the way as `a[]`. */
export interface ElementLists {
  /** Lists of a page, from the value's top; a value that has none of them is a row itself. */
  lists: readonly string[];
  /** Lists inside rows whose elements are rows, too; the ends of their paths. */
  within: readonly string[];
  /** Keys that stand behind a list. */
  behind?: readonly string[];
  /** Path that says of a value without any list that it is an empty page, and no row. */
  emptyPage?: string;
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
  private readonly stack: Level[] = [];
  private key: string | null = null;
  private awaited = false;
  private line: number;
  private readonly text: string;
  private readonly spec: ElementLists;

  constructor(text: string, firstLine: number, spec: ElementLists) {
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
        else if (code === 123 || code === 91) this.open(code === 91);
        else if (code === 125 || code === 93) this.close();
        else if (code === 44) this.comma();
        else if (code > 32 && code !== 58) this.scalar();
        at += 1;
      }
    }
  }

  private string(open: number): number {
    const end = afterString(this.text, open);
    const top = this.stack[this.stack.length - 1];
    if (top && !top.array && this.key === null) this.key = this.text.slice(open + 1, end - 1);
    else this.scalar();
    return end;
  }

  private scalar(): void {
    this.element();
    if (this.key !== null && this.spec.emptyPage !== undefined && this.stack.length < 4)
      this.empty ||= this.path() === this.spec.emptyPage;
    this.key = null;
  }

  /** The first sign of an element that is a row. */
  private element(): void {
    if (!this.awaited) return;
    this.rows.push(this.line);
    this.awaited = false;
  }

  private comma(): void {
    this.awaited = this.stack[this.stack.length - 1]?.rows ?? false;
  }

  private path(): string {
    const top = this.stack[this.stack.length - 1];
    const base = top ? (top.array ? `${top.path}[]` : top.path) : "";
    if (this.key === null) return base;
    return base === "" ? this.key : `${base}.${this.key}`;
  }

  private open(array: boolean): void {
    this.element();
    const path = this.path();
    this.key = null;
    const page = array && this.spec.lists.includes(path);
    this.paged ||= page;
    const rows = page || (array && this.spec.within.some((end) => path === end || path.endsWith(`.${end}`)));
    this.stack.push({ path, array, rows });
    this.awaited = rows;
  }

  private close(): void {
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
