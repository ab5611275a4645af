import { identifier, literal } from "../../warehouse/sql-text.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import type { CompiledTopic, CompiledTopics } from "./compile.ts";
import { hitStatements, QUERY_TABLES, spanStatements, wordSetStatements } from "./match-sql.ts";
import { addSearchedWords } from "./search-words.ts";
import { indexWords } from "./word-index.ts";

export interface MatchOptions {
  /** Table or view with the columns of `mentions`. Default `mentions`. */
  mentions?: string;
  /** Table of mention_id and language for `lang:`; null: the language that the vendor gave. */
  languages?: string | null;
  progress?: (done: number, total: number) => void;
}

/** Select of every text and title of a mentions table with its hash, for `indexWords`. */
export function mentionTexts(mentions: string): string {
  const m = identifier(mentions);
  return `select text_hash, text from ${m} where text is not null
    union all
    select md5_number_lower(title)::ubigint, title from ${m} where title is not null`;
}

/** Mentions as the conditions see them: `query_mentions`, with the columns that are read and nothing else. */
async function prepareMentions(
  warehouse: Warehouse,
  compiled: CompiledTopics,
  options: MatchOptions,
): Promise<void> {
  const columns = compiled.columns
    .filter((column) => column !== "language")
    .map((column) => `m.${identifier(column)}`);
  const withLanguage = compiled.columns.includes("language");
  const languages = options.languages ?? null;
  if (withLanguage) columns.push(languages === null ? "m.vendor_language as language" : "l.language");
  await warehouse.run(`
    create or replace temp table query_mentions as
    select m.mention_id,
      case when m.text is not null then m.text_hash end as text_hash,
      case when m.title is not null then md5_number_lower(m.title)::ubigint end as title_hash
      ${columns.map((column) => `, ${column}`).join("")}
    from ${identifier(options.mentions ?? "mentions")} as m
    ${withLanguage && languages !== null ? `left join ${identifier(languages)} as l using (mention_id)` : ""}`);
}

function masks(compiled: CompiledTopics, of: (side: "text" | "title", slot: number) => string): string {
  const slots = [...Array(compiled.slots).keys()];
  return (["text", "title"] as const)
    .flatMap((side) => slots.map((slot) => `${of(side, slot)} as ${side}_${slot}`))
    .join(", ");
}

/** Rows (mention, topic, masks) of mentions with at least one hit; titles only where there are any. */
function pairs(compiled: CompiledTopics, titles: boolean): string {
  const one = (side: "text" | "title") => `
    select m.*, d.topic, ${masks(compiled, (s, slot) => (s === side ? `d.hits_${slot}` : "0::bigint"))}
    from query_mentions as m
    join query_hits as d on d.text_hash = m.${side}_hash`;
  if (!titles) return one("text");
  const columns = ["text_hash", "title_hash", ...compiled.columns].map(
    (c) => `any_value(${identifier(c)}) as ${identifier(c)}`,
  );
  return `
    select mention_id, topic, ${columns.join(", ")}, ${masks(compiled, (s, slot) => `bit_or(${s}_${slot})`)}
    from (${one("text")} union all ${one("title")})
    group by mention_id, topic`;
}

function matched(compiled: CompiledTopics, titles: boolean): string {
  const numbered = compiled.topics.map((topic, number) => ({ topic, number }));
  const withWords = numbered.filter(({ topic }) => !topic.needsAll);
  const parts: string[] = [];
  if (withWords.length > 0) {
    const cases = withWords.map(({ topic, number }) => `when ${number} then ${topic.condition}`).join("\n");
    parts.push(`
      select m.mention_id, m.topic
      from (${pairs(compiled, titles)}) as m
      where case m.topic ${cases} else false end`);
  }
  for (const { topic, number } of numbered.filter((n) => n.topic.needsAll))
    parts.push(overAll(compiled, titles, topic, number));
  return parts.join(" union all ");
}

/** A topic that may match without any word is tried on every mention. */
function overAll(compiled: CompiledTopics, titles: boolean, topic: CompiledTopic, number: number): string {
  const zero = masks(compiled, (side, slot) => `coalesce(p.${side}_${slot}, 0)`);
  const own = `select mention_id as own_id, ${masks(compiled, (side, slot) => `${side}_${slot}`)}
    from (${pairs(compiled, titles)})
    where topic = ${number}`;
  return `
    select m.mention_id, ${number} as topic
    from (select q.*, ${zero} from query_mentions as q left join (${own}) as p on p.own_id = q.mention_id) as m
    where ${topic.condition}`;
}

/**
 * Match compiled topics against all mentions, inside DuckDB. Texts that are not indexed yet are indexed first.
 * Leaves the temporary table `into` with one row per mention and topic: mention_id, topic (the topic's id).
 */
export async function matchTopics(
  warehouse: Warehouse,
  compiled: CompiledTopics,
  into: string,
  options: MatchOptions = {},
): Promise<void> {
  await indexWords(warehouse, mentionTexts(options.mentions ?? "mentions"), options.progress);
  for (const statement of wordSetStatements(compiled)) await warehouse.run(statement);
  await addSearchedWords(warehouse, compiled);
  for (const statement of [...spanStatements(compiled), ...hitStatements(compiled)])
    await warehouse.run(statement);
  await prepareMentions(warehouse, compiled, options);
  const titles = await warehouse.row<{ n: number }>("select count(title_hash) as n from query_mentions");
  const ids = compiled.topics.map(({ id }, number) => `(${number}, ${literal(id)})`);
  await warehouse.run(
    compiled.topics.length === 0
      ? `create or replace temp table ${identifier(into)} (mention_id varchar, topic varchar)`
      : `create or replace temp table ${identifier(into)} as
         select r.mention_id, n.id as topic
         from (${matched(compiled, (titles?.n ?? 0) > 0)}) as r
         join (values ${ids.join(", ")}) as n (number, id) on n.number = r.topic`,
  );
  for (const name of QUERY_TABLES) await warehouse.run(`drop table if exists temp.${name}`);
}
