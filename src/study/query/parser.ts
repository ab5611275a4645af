import type { Place, QueryNode, QueryProblem } from "./ast.ts";
import { parseField } from "./field-parser.ts";
import { Lexer, type Token } from "./lexer.ts";
import { fuzzyMistake, hasPositions, ignoredSigns, operandMistake } from "./operands.ts";

const DEEPEST = 100;
const FARTHEST = 1000;

/** Recursive descent over the tokens; NEAR binds tightest, then NOT, AND, OR. */
export class Parser {
  readonly problems: QueryProblem[] = [];
  readonly #tokens: Token[];
  #index = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = new Lexer(text, this.problems).tokens();
  }

  peek(): Token {
    return this.#tokens[this.#index]!;
  }

  take(): Token {
    const token = this.peek();
    if (token.type !== "end") this.#index++;
    return token;
  }

  problem(severity: "error" | "warning", at: Place, message: string, rule: string, hint?: string): void {
    this.problems.push({ severity, start: at.start, end: at.end, message, rule, ...(hint ? { hint } : {}) });
  }

  fail(at: Place, message: string, rule: string, hint?: string): null {
    this.problem("error", at, message, rule, hint);
    return null;
  }

  whole(): QueryNode | null {
    const node = this.or();
    while (this.peek().type === "close") {
      this.fail(this.take(), "this bracket was never opened", "close-bracket", "Remove it, or add ( before.");
      const { type } = this.peek();
      if (type !== "end" && type !== "close") this.or();
    }
    return node;
  }

  or(): QueryNode | null {
    if (++this.#depth > DEEPEST) {
      this.#index = this.#tokens.length - 1;
      return this.fail(this.peek(), `more than ${DEEPEST} brackets inside each other`, "too-deep");
    }
    const items: (QueryNode | null)[] = [];
    const seen = { or: null as Token | null, and: null as Token | null };
    items.push(this.#and(seen));
    while (this.peek().type === "or") {
      seen.or = this.take();
      items.push(this.#and(seen));
    }
    if (seen.or && seen.and) {
      this.problem(
        "warning",
        seen.or,
        "AND and OR are mixed without brackets; AND is done first",
        "mixed-operators",
        "Put brackets around what belongs together.",
      );
    }
    this.#depth--;
    return join("or", items);
  }

  #and(seen: { and: Token | null }): QueryNode | null {
    const items = [this.#not()];
    for (;;) {
      const next = this.peek();
      if (next.type === "or" || next.type === "close" || next.type === "end") return join("and", items);
      seen.and ??= next;
      if (next.type === "and") this.take();
      else if (next.type !== "not" && next.type !== "near")
        this.problem(
          "warning",
          next,
          "no operator before this; read as AND",
          "implicit-and",
          "Write AND, or quote the words if they are one phrase.",
        );
      items.push(this.#not());
    }
  }

  #not(): QueryNode | null {
    const token = this.peek();
    if (token.type !== "not") return this.#near();
    this.take();
    if (++this.#depth > DEEPEST) return this.or();
    const item = this.#not();
    this.#depth--;
    return item && { type: "not", item, at: { start: token.start, end: item.at.end } };
  }

  #near(): QueryNode | null {
    let left = this.operand();
    for (let token = this.peek(); token.type === "near"; token = this.peek()) {
      this.take();
      if (token.distance < 1 || token.distance > FARTHEST)
        this.fail(token, `invalid distance: ${token.distance}; expected 1 to ${FARTHEST}`, "near-distance");
      const right = this.operand();
      for (const side of [left, right]) this.#checkSide(side);
      left =
        left && right
          ? {
              type: "near",
              left,
              right,
              distance: token.distance,
              ordered: token.ordered,
              at: { start: left.at.start, end: right.at.end },
            }
          : null;
    }
    return left;
  }

  #checkSide(side: QueryNode | null): void {
    if (side && !hasPositions(side))
      this.fail(
        side.at,
        "NEAR cannot measure from this",
        "near-operand",
        "Beside NEAR stand words, phrases, and brackets with OR between them.",
      );
  }

  operand(): QueryNode | null {
    const token = this.take();
    switch (token.type) {
      case "open":
        return this.group(token);
      case "word":
        return this.#word(token);
      case "string":
        return this.#string(token);
      case "macro":
        return { type: "macro", name: token.name, at: { start: token.start, end: token.end } };
      case "field":
        return parseField(this, token);
      case "bracket":
        return this.fail(token, "[ ] stands only after a number or date field", "unexpected-bracket");
      default:
        return this.#missing(token);
    }
  }

  #missing(token: Token): null {
    if (token.type === "close") this.#index--;
    const found = token.type === "end" ? "the query ends" : `found ${this.#name(token)}`;
    this.fail(token, `expected a word, a phrase or a bracket, but ${found}`, "missing-operand");
    return null;
  }

  #name(token: Token): string {
    if (token.type === "close") return ")";
    return token.type === "near" ? "NEAR" : token.type.toUpperCase();
  }

  group(open: Token): QueryNode | null {
    if (this.peek().type === "close") {
      this.take();
      return this.fail(open, "nothing stands between these brackets", "empty-group");
    }
    const inner = this.or();
    if (this.peek().type === "close") this.take();
    else this.fail(open, "this bracket is never closed", "open-bracket", "Add ) where the group ends.");
    return inner;
  }

  #word(token: Token & { type: "word" }): QueryNode | null {
    const at = { start: token.start, end: token.end };
    const { text, exact, fuzzy } = token;
    if (/^https?:\/\//i.test(text))
      return { type: "field", field: "link", test: { op: "is", value: text }, at };
    const wrong = operandMistake(text, true) ?? fuzzyMistake(text, fuzzy, exact);
    if (wrong) return this.fail(at, wrong.message, "invalid-word", wrong.hint);
    if (/~\d*$/.test(text))
      return this.fail(at, "~ needs the number of misspellings", "invalid-word", "Write ~1 or ~2.");
    if (/[{}]/.test(text)) return this.fail(at, "braces hold the name of a macro: {name}", "invalid-macro");
    this.#checkSigns(text, at);
    return { type: "word", text, exact, fuzzy, at };
  }

  #checkSigns(text: string, at: Place): void {
    if (/^'/.test(text))
      this.problem(
        "warning",
        at,
        "single quotes do not make a phrase",
        "single-quote",
        'Write "…" around a phrase.',
      );
    const signs = ignoredSigns(text);
    if (signs === null) return;
    this.problem(
      "warning",
      at,
      `${signs} is not part of a word and is not looked for`,
      "ignored-signs",
      `Write raw:${JSON.stringify(text)} to find the very characters.`,
    );
  }

  #string(token: Token & { type: "string" }): QueryNode | null {
    const at = { start: token.start, end: token.end };
    const wrong = operandMistake(token.text, true);
    if (wrong) return this.fail(at, wrong.message, "invalid-phrase", wrong.hint);
    if (token.slop !== null && token.slop > FARTHEST)
      return this.fail(at, `invalid distance: ${token.slop}; expected 0 to ${FARTHEST}`, "near-distance");
    this.#checkSigns(token.text, at);
    return { type: "phrase", text: token.text, exact: token.exact, slop: token.slop, at };
  }
}

function join(type: "and" | "or", items: (QueryNode | null)[]): QueryNode | null {
  const whole = items.filter((item) => item !== null);
  if (whole.length < items.length) return null;
  if (whole.length === 1) return whole[0]!;
  return { type, items: whole, at: { start: whole[0]!.at.start, end: whole.at(-1)!.at.end } };
}
