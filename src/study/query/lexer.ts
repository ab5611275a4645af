import type { QueryProblem } from "./ast.ts";

export type Token = {
  start: number;
  end: number;
} & (
  | { type: "open" | "close" | "and" | "or" | "not" | "end" }
  | { type: "near"; distance: number; ordered: boolean }
  | { type: "word"; text: string; exact: boolean; fuzzy: number }
  | { type: "string"; text: string; exact: boolean; slop: number | null }
  | { type: "field"; name: string }
  | { type: "bracket"; text: string }
  | { type: "macro"; name: string }
);

/** Opening marks with all that may close them: word processors and languages differ. */
const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["“", '”“"'],
  ["„", '“”"'],
  ["”", '”"'],
  ["«", "»"],
  ["»", "«»"],
]);
const FIELD = /^([A-Za-z]+(?:\.[A-Za-z]{2})?):(?!\/\/)/;
const NEAR = /^(o?near)\/(\d+)(f?)$/i;

/** Cuts a query into tokens. Never throws: what cannot be read is a problem with its place. */
export class Lexer {
  readonly #text: string;
  readonly #problems: QueryProblem[];
  #at = 0;
  #tokens: Token[] = [];

  constructor(text: string, problems: QueryProblem[]) {
    this.#text = text;
    this.#problems = problems;
  }

  tokens(): Token[] {
    while (this.#at < this.#text.length) this.#next();
    this.#tokens.push({ type: "end", start: this.#text.length, end: this.#text.length });
    return this.#tokens;
  }

  #fail(start: number, end: number, message: string, rule: string, hint?: string): void {
    this.#problems.push({ severity: "error", start, end, message, rule, ...(hint ? { hint } : {}) });
  }

  #next(): void {
    const start = this.#at;
    const c = this.#text[start]!;
    if (/\s/.test(c)) this.#at++;
    else if (c === "(" || c === ")") {
      this.#at++;
      this.#tokens.push({ type: c === "(" ? "open" : "close", start, end: this.#at });
    } else if (c === "[") this.#bracket(start);
    else if (c === "-" && this.#startsOperand(start)) {
      this.#at++;
      this.#tokens.push({ type: "not", start, end: this.#at });
    } else if (this.#text.startsWith("++", start) && /[^\s()]/.test(this.#text[start + 2] ?? " ")) {
      this.#at += 2;
      this.#operand(start, true);
    } else this.#operand(start, false);
  }

  #startsOperand(at: number): boolean {
    const before = this.#text[at - 1] ?? " ";
    return /[\s(]/.test(before) && /[^\s)]/.test(this.#text[at + 1] ?? " ");
  }

  #operand(start: number, exact: boolean): void {
    const closing = QUOTES.get(this.#text[this.#at] ?? "");
    if (closing !== undefined) this.#string(start, closing, exact);
    else this.#word(start, exact);
  }

  #string(start: number, closing: string, exact: boolean): void {
    const open = this.#at;
    let text = "";
    let at = open + 1;
    while (at < this.#text.length && !closing.includes(this.#text[at]!)) {
      if (this.#text[at] === "\\" && /["\\]/.test(this.#text[at + 1] ?? "")) at++;
      text += this.#text[at++];
    }
    if (at >= this.#text.length) {
      this.#fail(
        open,
        open + 1,
        "this quotation mark is never closed",
        "open-quote",
        `Add ${closing[0]} after the phrase.`,
      );
      this.#at = this.#text.length;
    } else this.#at = at + 1;
    const slop = this.#number(/~(\d+)/y);
    this.#tokens.push({ type: "string", text, exact, slop, start, end: this.#at });
  }

  #number(pattern: RegExp): number | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) return null;
    this.#at += found[0].length;
    return Number(found[1]);
  }

  #bracket(start: number): void {
    const close = this.#text.indexOf("]", start);
    const end = close < 0 ? this.#text.length : close + 1;
    if (close < 0)
      this.#fail(start, start + 1, "this bracket is never closed", "open-bracket", "Write [LOW TO HIGH].");
    this.#at = end;
    this.#tokens.push({
      type: "bracket",
      text: this.#text.slice(start + 1, close < 0 ? end : close),
      start,
      end,
    });
  }

  #word(start: number, exact: boolean): void {
    const from = this.#at;
    let at = from;
    while (at < this.#text.length && !/[\s()]/.test(this.#text[at]!) && !QUOTES.has(this.#text[at]!)) at++;
    let text = this.#text.slice(from, at);
    const field = exact ? null : FIELD.exec(text);
    if (field) {
      this.#at = from + field[0].length;
      this.#tokens.push({ type: "field", name: field[1]!.toLowerCase(), start, end: this.#at });
      return;
    }
    this.#at = Math.max(at, from + 1);
    if (at === from) {
      this.#fail(start, this.#at, `unexpected ${JSON.stringify(this.#text[from])}`, "unexpected-character");
      return;
    }
    if (!exact && this.#keyword(text, start)) return;
    const fuzzy = /~(\d+)$/.exec(text);
    if (fuzzy && fuzzy.index > 0) text = text.slice(0, fuzzy.index);
    const edits = fuzzy && fuzzy.index > 0 ? Number(fuzzy[1]) : 0;
    this.#tokens.push({ type: "word", text, exact, fuzzy: edits, start, end: this.#at });
  }

  #keyword(text: string, start: number): boolean {
    const end = this.#at;
    const lower = text.toLowerCase();
    if (lower === "and" || lower === "or" || lower === "not") {
      this.#tokens.push({ type: lower, start, end });
      return true;
    }
    const near = NEAR.exec(text);
    if (near) {
      const ordered = near[1]!.length === 5 || near[3] !== "";
      this.#tokens.push({ type: "near", distance: Number(near[2]), ordered, start, end });
      return true;
    }
    if (/^O?NEAR(\/.*)?$/.test(text) || /^o?near\//i.test(text)) {
      this.#fail(
        start,
        end,
        `${text} has no distance`,
        "near-distance",
        "Write NEAR/5, or ONEAR/5 for this order.",
      );
      this.#tokens.push({ type: "near", distance: 5, ordered: false, start, end });
      return true;
    }
    const macro = /^\{([^{}\s]+)\}$/.exec(text);
    if (macro) this.#tokens.push({ type: "macro", name: macro[1]!, start, end });
    return macro !== null;
  }
}
