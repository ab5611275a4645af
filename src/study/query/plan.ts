import type { FieldNode, PhraseNode, QueryNode } from "./ast.ts";
import {
  linkTest,
  operandTests,
  PLAIN_STYLE,
  type WordOptions,
  type WordStyle,
  type WordTest,
} from "./word-tests.ts";

export type Scope = "any" | "title" | "text";

/** Something with positions in a text. */
export type SpanPlan =
  | { type: "words"; tests: WordTest[] }
  /** Words at adjacent positions. */
  | { type: "phrase"; parts: WordTest[][] }
  | {
      type: "near";
      left: SpanPlan;
      right: SpanPlan;
      distance: number;
      ordered: boolean;
      /** Most positions from the first to the last word, both counted. */
      longest: number | null;
    }
  | { type: "any"; items: SpanPlan[] };

/** A query ready to be turned into SQL: macros gone, words resolved to comparisons. */
export type QueryPlan =
  | { type: "and" | "or"; items: QueryPlan[] }
  | { type: "not"; item: QueryPlan }
  | { type: "text"; scope: Scope; span: SpanPlan }
  | { type: "column"; field: FieldNode }
  | { type: "characters"; scope: Scope; text: string };

function sequence(parts: WordTest[][], slop: number | null): SpanPlan {
  if (parts.length === 1) return { type: "words", tests: parts[0]! };
  if (slop === null || slop === 0) return { type: "phrase", parts };
  return parts
    .map((tests): SpanPlan => ({ type: "words", tests }))
    .reduce((left, right, index) => ({
      type: "near",
      left,
      right,
      distance: slop + 1,
      ordered: true,
      longest: index + 1 + slop,
    }));
}

/** Default languages of `stem:` where the topic names none. */
export const STEM_LANGUAGES = ["en"] as const;

function phraseSpan(node: PhraseNode, options: WordOptions): SpanPlan {
  const style: WordStyle = { ...PLAIN_STYLE, exact: node.exact };
  return sequence(operandTests(node.text, style, options), node.slop);
}

/** Positions that a part of a query stands for; null where it has none. */
export function spanPlan(node: QueryNode, options: WordOptions): SpanPlan | null {
  switch (node.type) {
    case "word":
      return sequence(
        operandTests(node.text, { exact: node.exact, fuzzy: node.fuzzy, stem: null }, options),
        null,
      );
    case "phrase":
      return phraseSpan(node, options);
    case "stem": {
      const topic = options.inflect.length > 0 ? options.inflect : STEM_LANGUAGES;
      const stem = node.language === null ? topic : [node.language];
      return sequence(operandTests(node.text, { exact: false, fuzzy: 0, stem }, options), null);
    }
    case "near": {
      const left = spanPlan(node.left, options);
      const right = spanPlan(node.right, options);
      const { distance, ordered } = node;
      return left && right && { type: "near", left, right, distance, ordered, longest: null };
    }
    case "or": {
      const items = node.items.map((item) => spanPlan(item, options));
      return items.every((item) => item !== null) ? { type: "any", items } : null;
    }
    default:
      return null;
  }
}

/** Words side by side in an OR are one comparison. */
function mergeWords(items: QueryPlan[]): QueryPlan[] {
  const merged = new Map<Scope, WordTest[]>();
  const rest: QueryPlan[] = [];
  for (const item of items) {
    if (item.type !== "text" || item.span.type !== "words") {
      rest.push(item);
      continue;
    }
    const tests = merged.get(item.scope);
    if (tests) tests.push(...item.span.tests);
    else {
      const own = [...item.span.tests];
      merged.set(item.scope, own);
      rest.push({ type: "text", scope: item.scope, span: { type: "words", tests: own } });
    }
  }
  return rest;
}

/** Plan of an expanded query. A macro left in it is a defect of the caller. */
export function planQuery(node: QueryNode, options: WordOptions, scope: Scope = "any"): QueryPlan {
  switch (node.type) {
    case "and":
      return { type: "and", items: node.items.map((item) => planQuery(item, options, scope)) };
    case "or": {
      const items = mergeWords(node.items.map((item) => planQuery(item, options, scope)));
      return items.length === 1 ? items[0]! : { type: "or", items };
    }
    case "not":
      return { type: "not", item: planQuery(node.item, options, scope) };
    case "scope":
      return planQuery(node.item, options, node.scope);
    case "raw":
      return { type: "characters", scope, text: node.text };
    case "field":
      if (node.field === "link" && node.test.op === "is")
        return { type: "text", scope, span: { type: "words", tests: [linkTest(node.test.value)] } };
      return { type: "column", field: node };
    case "macro":
      throw new Error(`macro {${node.name}} was not expanded`);
    default:
      return { type: "text", scope, span: spanPlan(node, options)! };
  }
}

/** Can a mention without any of the words match? Then all mentions must be looked at. */
export function matchesWithoutWords(plan: QueryPlan): boolean {
  return possible(plan, true);
}

function possible(plan: QueryPlan, wanted: boolean): boolean {
  switch (plan.type) {
    case "and":
    case "or": {
      const every = (plan.type === "and") === wanted;
      return every
        ? plan.items.every((i) => possible(i, wanted))
        : plan.items.some((i) => possible(i, wanted));
    }
    case "not":
      return possible(plan.item, !wanted);
    case "text":
      return !wanted;
    default:
      return true;
  }
}
