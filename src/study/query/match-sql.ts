import { literal } from "../../warehouse/sql-text.ts";
import type { CompiledTopics } from "./compile.ts";
import { likePattern, patternSql } from "./pattern-sql.ts";
import { isSearched } from "./search-words.ts";

/** Rows as a `values` list; the type of an empty one is given by the columns. */
function table(name: string, columns: string, rows: readonly (string | number)[][]): string[] {
  const made = `create or replace temp table ${name} (${columns})`;
  if (rows.length === 0) return [made];
  return [made, `insert into ${name} values ${rows.map((row) => `(${row.join(", ")})`).join(", ")}`];
}

/** Literal characters before the first wildcard, as far as the join on beginnings looks. */
function literalHead(text: string): string {
  return [...text.slice(0, text.search(/[*?]/))].slice(0, 3).join("");
}

/** Wildcards with a literal beginning are joined on it; the others look at every form. */
function wildcardSearches(wildcards: readonly { set: number; mask: number; text: string }[]): string[] {
  const lengths = new Set(wildcards.map(({ text }) => [...literalHead(text)].length));
  return [...lengths].map((length) => {
    const group = wildcards.filter(({ text }) => [...literalHead(text)].length === length);
    const rows = group.map(({ set, mask, text }) => {
      const head = literal(literalHead(text));
      return `(${set}, ${mask}, ${head}, ${literal(likePattern(text))})`;
    });
    return `select q.set_id, f.word_id
      from cache.word_forms as f
      join (values ${rows.join(", ")}) as q (set_id, mask, head, pattern) on q.head = left(f.form, ${length})
      where (q.mask >> f.kind) & 1 = 1 and like_escape(f.form, q.pattern, '\\')`;
  });
}

/** Words of the index that belong to each set: table `query_words(set_id, word_id)`. */
export function wordSetStatements(compiled: CompiledTopics): string[] {
  const equal: (string | number)[][] = [];
  const wildcards: { set: number; mask: number; text: string }[] = [];
  const scans: string[] = [];
  compiled.sets.forEach((tests, set) => {
    for (const test of tests) {
      const { kinds, pattern } = test;
      if (pattern.type === "equal") equal.push(...kinds.map((kind) => [set, kind, literal(pattern.text)]));
      else if (pattern.type === "wildcard" && literalHead(pattern.text) !== "")
        wildcards.push({ set, mask: kinds.reduce((sum, kind) => sum + 2 ** kind, 0), text: pattern.text });
      else if (!isSearched(test))
        scans.push(
          `select ${set}, word_id from cache.word_forms where kind in (${kinds.join(", ")}) and (${patternSql(pattern)})`,
        );
    }
  });
  const equalWords = `select q.set_id, f.word_id
    from query_equal as q
    join cache.word_forms as f on f.form = q.form and f.kind = q.kind`;
  return [
    ...table("query_equal", "set_id integer, kind utinyint, form varchar", equal),
    `create or replace temp table query_words as ${[equalWords, ...wildcardSearches(wildcards), ...scans].join(" union ")}`,
  ];
}

/** Positions of everything NEAR and phrases look at: table `query_spans(span_id, text_id, first, last)`. */
export function spanStatements(compiled: CompiledTopics): string[] {
  const { wordSpans, phrases, nears } = compiled;
  const parts = phrases.flatMap(({ span, parts: sets }) =>
    sets.map((set, index) => [span, index, set, sets.length]),
  );
  const needed = [...new Set([...wordSpans.map(({ set }) => set), ...phrases.flatMap((p) => p.parts)])];
  const sides = nears.flatMap(({ span, left, right }) => [
    ...left.map((side) => [span, 0, side]),
    ...right.map((side) => [span, 1, side]),
  ]);
  if (needed.length === 0)
    return [
      "create or replace temp table query_spans (span_id integer, text_id integer, first integer, last integer)",
    ];
  return [
    `create or replace temp table query_positions as
     select w.set_id, p.text_id, p.position
     from cache.word_positions as p
     join (select set_id, word_id from query_words where set_id in (${needed.join(", ")})) as w using (word_id)`,
    ...table(
      "query_word_spans",
      "span_id integer, set_id integer",
      wordSpans.map(({ span, set }) => [span, set]),
    ),
    ...table("query_phrases", "span_id integer, part integer, set_id integer, parts integer", parts),
    ...table("query_sides", "span_id integer, side integer, part_id integer", sides),
    ...table(
      "query_nears",
      "span_id integer, level integer, distance integer, ordered boolean, longest integer",
      nears.map((n) => [n.span, n.level, n.distance, String(n.ordered), n.longest ?? "null"]),
    ),
    `create or replace temp table query_spans as
     select s.span_id, p.text_id, p.position as first, p.position as last
     from query_positions as p
     join query_word_spans as s using (set_id)
     union all
     select h.span_id, p.text_id, p.position - h.part, p.position - h.part + any_value(h.parts) - 1
     from query_positions as p
     join query_phrases as h using (set_id)
     group by h.span_id, p.text_id, p.position - h.part
     having count(*) = any_value(h.parts)`,
    ...[...new Set(nears.map(({ level }) => level))].sort((a, b) => a - b).map(nearStatement),
  ];
}

/**
 * All NEARs of one level. Only pairs in the same or neighbouring stretch of `distance` positions are compared,
 * so that a text of one word repeated a million times stays cheap.
 */
function nearStatement(level: number): string {
  const side = (number: number) => `
     select n.span_id as near_id, n.distance, n.ordered, n.longest, s.text_id, s.first, s.last
     from query_nears as n
     join query_sides as d on d.span_id = n.span_id and d.side = ${number}
     join query_spans as s on s.span_id = d.part_id
     where n.level = ${level}`;
  const pairs = (before: string, after: string, condition: string) => `
     select a.near_id, a.text_id, a.first, b.last, a.longest
     from (select *, unnest([last // distance, last // distance + 1]) as stretch from ${before}) as a
     join ${after} as b
       on b.near_id = a.near_id and b.text_id = a.text_id and b.first // b.distance = a.stretch
     where b.first - a.last between 1 and a.distance${condition}`;
  return `insert into query_spans
     with lefts as materialized (${side(0)}), rights as materialized (${side(1)}),
     found as (${pairs("lefts", "rights", "")} union all ${pairs("rights", "lefts", " and not a.ordered")})
     select distinct near_id, text_id, first, last
     from found
     where longest is null or last - first + 1 <= longest`;
}

/** Which leaves of which topic a text satisfies: table `query_hits(topic, text_hash, hits_0…)`. */
export function hitStatements(compiled: CompiledTopics): string[] {
  const slots = [...Array(compiled.slots).keys()];
  const masks = slots.map((slot) => `bit_or(if(slot = ${slot}, mask, 0)) as hits_${slot}`).join(", ");
  const leaf = "topic integer, slot integer, mask bigint";
  return [
    ...table(
      "query_word_leaves",
      `${leaf}, set_id integer`,
      compiled.wordLeaves.map((l) => [l.topic, l.slot, l.mask, l.set]),
    ),
    ...table(
      "query_span_leaves",
      `${leaf}, span_id integer`,
      compiled.spanLeaves.map((l) => [l.topic, l.slot, l.mask, l.span]),
    ),
    `create or replace temp table query_hits as
     select g.topic, x.text_hash, ${slots.map((slot) => `g.hits_${slot}`).join(", ")}
     from (
       select topic, text_id, ${masks}
       from (
         select w.topic, w.slot, w.mask, p.text_id
         from cache.word_positions as p
         join (
           select l.topic, l.slot, w.word_id, bit_or(l.mask) as mask
           from query_word_leaves as l
           join query_words as w using (set_id)
           group by all
         ) as w using (word_id)
         union all
         select l.topic, l.slot, l.mask, s.text_id
         from query_span_leaves as l
         join query_spans as s using (span_id)
       )
       group by topic, text_id
     ) as g
     join cache.word_texts as x using (text_id)`,
  ];
}

/** Temporary tables that the statements above leave behind. */
export const QUERY_TABLES = [
  "query_equal",
  "query_words",
  "query_positions",
  "query_word_spans",
  "query_phrases",
  "query_sides",
  "query_nears",
  "query_spans",
  "query_word_leaves",
  "query_span_leaves",
  "query_hits",
  "query_mentions",
] as const;
