import { matchesInflected, sameStem } from "../../text/inflection/index.ts";
import { editDistance, normaliseText, wordForms, words } from "../../text/normalise/index.ts";
import type { QueryNode } from "./ast.ts";
import { charactersRegex } from "./column-sql.ts";
import { type EvaluatedMention, fieldHolds } from "./evaluate-fields.ts";
import { fitsAddress, fitsWildcard } from "./evaluate-wildcards.ts";
import { STEM_LANGUAGES } from "./plan.ts";
import { linkTest, operandTests, type Pattern, type WordOptions, type WordTest } from "./word-tests.ts";

interface Span {
  first: number;
  last: number;
}

type Scope = "any" | "title" | "text";

function fits(form: string, pattern: Pattern): boolean {
  switch (pattern.type) {
    case "equal":
      return form === pattern.text;
    case "wildcard":
      return fitsWildcard(form, pattern.text);
    case "fuzzy":
      return (
        Math.abs(form.length - pattern.text.length) <= 2 * pattern.edits &&
        editDistance(form, pattern.text) <= pattern.edits
      );
    case "inflected":
      return matchesInflected(form, pattern.text, pattern.languages);
    case "stem":
      return sameStem(form, pattern.text, pattern.languages);
    case "address":
      return fitsAddress(form, pattern.text);
  }
}

/** One text, cut into words once. */
class Words {
  readonly #words: ReturnType<typeof wordForms>[];

  constructor(text: string) {
    this.#words = words(normaliseText(text)).map(wordForms);
  }

  spans(tests: readonly WordTest[]): Span[] {
    return this.#words.flatMap((forms, position) => {
      const found = tests.some(({ kinds, pattern }) =>
        forms.some(({ kind, form }) => kinds.includes(kind) && fits(form, pattern)),
      );
      return found ? [{ first: position, last: position }] : [];
    });
  }
}

/** All ways to take one span of each part, in order, with at most `slop` other words between in all. */
function inOrder(parts: readonly Span[][], slop: number): Span[] {
  let chains = (parts[0] ?? []).map((span) => ({ ...span, between: 0 }));
  for (const part of parts.slice(1)) {
    chains = chains.flatMap((chain) =>
      part
        .map((span) => ({
          first: chain.first,
          last: span.last,
          between: chain.between + span.first - chain.last - 1,
        }))
        .filter((next) => next.between >= chain.between && next.between <= slop),
    );
  }
  return chains;
}

function near(left: readonly Span[], right: readonly Span[], distance: number, ordered: boolean): Span[] {
  return left.flatMap((a) =>
    right.flatMap((b) => {
      const forward = b.first - a.last;
      const backward = a.first - b.last;
      const close = (gap: number) => gap >= 1 && gap <= distance;
      if (!close(forward) && (ordered || !close(backward))) return [];
      return [{ first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) }];
    }),
  );
}

function spansOf(node: QueryNode, text: Words, options: WordOptions): Span[] {
  const parts = (tests: WordTest[][]) => tests.map((each) => text.spans(each));
  switch (node.type) {
    case "word":
      return inOrder(
        parts(operandTests(node.text, { exact: node.exact, fuzzy: node.fuzzy, stem: null }, options)),
        0,
      );
    case "phrase":
      return inOrder(
        parts(operandTests(node.text, { exact: node.exact, fuzzy: 0, stem: null }, options)),
        node.slop ?? 0,
      );
    case "stem": {
      const own = options.inflect.length > 0 ? options.inflect : STEM_LANGUAGES;
      const stem = node.language === null ? own : [node.language];
      return inOrder(parts(operandTests(node.text, { exact: false, fuzzy: 0, stem }, options)), 0);
    }
    case "or":
      return node.items.flatMap((item) => spansOf(item, text, options));
    case "near":
      return near(
        spansOf(node.left, text, options),
        spansOf(node.right, text, options),
        node.distance,
        node.ordered,
      );
    default:
      return [];
  }
}

function textsOf(mention: EvaluatedMention, scope: Scope): string[] {
  const all: (string | null | undefined)[] = {
    any: [mention.text, mention.title],
    text: [mention.text],
    title: [mention.title],
  }[scope];
  return all.filter((text): text is string => typeof text === "string");
}

/**
 * Does the mention match the query (macros expanded)? The reference for the SQL that `compileQuery` makes: it
 * shares the word rules with it and nothing of the evaluation.
 */
export function evaluateQuery(
  node: QueryNode,
  mention: EvaluatedMention,
  options: WordOptions,
  scope: Scope = "any",
): boolean {
  switch (node.type) {
    case "and":
      return node.items.every((item) => evaluateQuery(item, mention, options, scope));
    case "or":
      return node.items.some((item) => evaluateQuery(item, mention, options, scope));
    case "not":
      return !evaluateQuery(node.item, mention, options, scope);
    case "scope":
      return evaluateQuery(node.item, mention, options, node.scope);
    case "raw":
      return textsOf(mention, scope).some((text) =>
        new RegExp(
          charactersRegex(node.text).replace("(?s)", "").replaceAll("\\pL\\pN", "\\p{L}\\p{N}"),
          "su",
        ).test(text),
      );
    case "field":
      if (node.field === "link" && node.test.op === "is") {
        const test = linkTest(node.test.value);
        return textsOf(mention, scope).some((text) => new Words(text).spans([test]).length > 0);
      }
      return fieldHolds(node, mention);
    default:
      return textsOf(mention, scope).some((text) => spansOf(node, cut(text), options).length > 0);
  }
}

const recent = new Map<string, Words>();

function cut(text: string): Words {
  let found = recent.get(text);
  if (!found) {
    if (recent.size > 1000) recent.clear();
    found = new Words(text);
    recent.set(text, found);
  }
  return found;
}
