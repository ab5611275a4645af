import type { Study, Topic } from "../study.ts";
import { CONDITION_COLUMNS, charactersCondition, columnCondition } from "./column-sql.ts";
import type { Macros } from "./macros.ts";
import { matchesWithoutWords, planQuery, type QueryPlan, type SpanPlan } from "./plan.ts";
import { QueryError } from "./query-error.ts";
import { readQuery } from "./read-query.ts";
import { type TopicQuery, topicQueries } from "./topic-query.ts";
import { PLAIN_OPTIONS, type WordOptions, type WordTest } from "./word-tests.ts";

/** Leaves a mask holds; one bit each of a BIGINT. */
const BITS = 62;

/** Where a leaf's hits go: bit `mask` (a power of two, as SQL text) of mask column `slot`. */
export interface LeafBit {
  topic: number;
  slot: number;
  mask: string;
}

export interface NearStep {
  span: number;
  level: number;
  left: number[];
  right: number[];
  distance: number;
  ordered: boolean;
  longest: number | null;
}

export interface CompiledTopic {
  id: string;
  /** SQL condition over a row `m` (a mention) with its masks `text_0…` and `title_0…`. */
  condition: string;
  /** A mention without any of the words may match. */
  needsAll: boolean;
}

/** Topics as tables and conditions; `matchTopics` runs them inside DuckDB. */
export interface CompiledTopics {
  topics: CompiledTopic[];
  /** Word sets by number: words of the index that fit one of the comparisons. */
  sets: WordTest[][];
  wordLeaves: (LeafBit & { set: number })[];
  spanLeaves: (LeafBit & { span: number })[];
  /** Sets whose positions are needed, each with the span that it stands for. */
  wordSpans: { span: number; set: number }[];
  phrases: { span: number; parts: number[] }[];
  nears: NearStep[];
  slots: number;
  /** Columns of `mentions` (and `language`) that the conditions read. */
  columns: string[];
}

class Compiler {
  readonly result: CompiledTopics = {
    topics: [],
    sets: [],
    wordLeaves: [],
    spanLeaves: [],
    wordSpans: [],
    phrases: [],
    nears: [],
    slots: 1,
    columns: [],
  };
  readonly #sets = new Map<string, number>();
  readonly #spans = new Map<string, { id: number; level: number }>();
  readonly #columns = new Set<string>();
  #topic = 0;
  #leaves = 0;

  topic(query: TopicQuery): void {
    this.#topic = this.result.topics.length;
    this.#leaves = 0;
    const items = query.parts.map((part) => planQuery(part.node, part.options));
    const plan: QueryPlan = items.length === 1 ? items[0]! : { type: "and", items };
    const condition = this.#condition(plan);
    this.result.topics.push({ id: query.id, condition, needsAll: matchesWithoutWords(plan) });
    this.result.slots = Math.max(this.result.slots, Math.ceil(this.#leaves / BITS));
    this.result.columns = [...this.#columns].sort();
  }

  #condition(plan: QueryPlan): string {
    switch (plan.type) {
      case "and":
      case "or":
        return `(${plan.items.map((item) => this.#condition(item)).join(` ${plan.type} `)})`;
      case "not":
        return `(not ${this.#condition(plan.item)})`;
      case "text":
        return this.#leaf(plan);
      case "column":
        for (const column of CONDITION_COLUMNS.get(plan.field.field) ?? []) this.#columns.add(column);
        return columnCondition(plan.field);
      case "characters":
        for (const column of plan.scope === "any" ? ["text", "title"] : [plan.scope])
          this.#columns.add(column);
        return charactersCondition(plan.text, plan.scope);
    }
  }

  #leaf(plan: QueryPlan & { type: "text" }): string {
    const number = this.#leaves++;
    const slot = Math.floor(number / BITS);
    const mask = (1n << BigInt(number % BITS)).toString();
    const bit = { topic: this.#topic, slot, mask };
    if (plan.span.type === "words") this.result.wordLeaves.push({ ...bit, set: this.#set(plan.span.tests) });
    else for (const span of this.#spansOf(plan.span).ids) this.result.spanLeaves.push({ ...bit, span });
    const sides = plan.scope === "any" ? ["text", "title"] : [plan.scope];
    return `((${sides.map((side) => `m.${side}_${slot}`).join(" | ")}) & ${mask} <> 0)`;
  }

  #set(tests: WordTest[]): number {
    const key = JSON.stringify(tests);
    const known = this.#sets.get(key);
    if (known !== undefined) return known;
    this.#sets.set(key, this.result.sets.length);
    return this.result.sets.push(tests) - 1;
  }

  /** Numbers of the spans that stand for a part, and the steps of NEAR below it. */
  #spansOf(span: SpanPlan): { ids: number[]; level: number } {
    if (span.type === "any") {
      const inner = span.items.map((item) => this.#spansOf(item));
      return { ids: inner.flatMap(({ ids }) => ids), level: Math.max(...inner.map(({ level }) => level)) };
    }
    const key = JSON.stringify(span);
    const known = this.#spans.get(key);
    if (known) return { ids: [known.id], level: known.level };
    const sides = span.type === "near" ? [this.#spansOf(span.left), this.#spansOf(span.right)] : [];
    const level = sides.length === 0 ? 0 : Math.max(...sides.map((side) => side.level)) + 1;
    const id = this.#spans.size;
    this.#spans.set(key, { id, level });
    if (span.type === "near") {
      const { distance, ordered, longest } = span;
      const [left, right] = sides.map((side) => side.ids) as [number[], number[]];
      this.result.nears.push({ span: id, level, left, right, distance, ordered, longest });
    } else if (span.type === "words") this.result.wordSpans.push({ span: id, set: this.#set(span.tests) });
    else this.result.phrases.push({ span: id, parts: span.parts.map((tests) => this.#set(tests)) });
    return { ids: [id], level };
  }
}

/** Turn composed topic queries into tables and conditions. */
export function compileTopicQueries(queries: readonly TopicQuery[]): CompiledTopics {
  const compiler = new Compiler();
  for (const query of queries) compiler.topic(query);
  return compiler.result;
}

/** Compile the topics of a study with its macros and exclusions. Throws on a query that `loadStudy` refuses. */
export function compileTopics(
  study: Pick<Study, "macros" | "exclusions"> & { topics: readonly Topic[] },
): CompiledTopics {
  return compileTopicQueries(topicQueries(study));
}

/** Compile one query; throws a `QueryError` that shows every mistake with a caret. */
export function compileQuery(
  text: string,
  options: Partial<WordOptions> & { macros?: Macros; id?: string } = {},
): CompiledTopics {
  const { node, problems } = readQuery(text, options.macros);
  if (node === null) throw new QueryError(text, problems);
  return compileTopicQueries([
    { id: options.id ?? "query", parts: [{ node, options: { ...PLAIN_OPTIONS, ...options } }] },
  ]);
}
