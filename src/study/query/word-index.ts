import { WORDS_VERSION } from "../../text/normalise/index.ts";
import { literal } from "../../warehouse/sql-text.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import { registerWordFunctions } from "./word-functions.ts";

/** Texts read at once; bounds memory. */
const BATCH = 200_000;

/** Version of the index: of the word rules and of the Unicode tables of this Node. */
export function wordIndexVersion(): string {
  return `${WORDS_VERSION}/icu-${process.versions.icu ?? "none"}`;
}

const TABLES = [
  "create schema if not exists cache",
  "create table if not exists cache.word_index (version varchar)",
  "create table if not exists cache.word_texts (text_id integer, text_hash ubigint)",
  "create table if not exists cache.words (word_id integer, word varchar)",
  "create table if not exists cache.word_forms (form varchar, kind utinyint, word_id integer)",
  "create table if not exists cache.word_positions (word_id integer, text_id integer, position integer)",
];

async function startAgainWhenChanged(warehouse: Warehouse): Promise<void> {
  for (const statement of TABLES) await warehouse.run(statement);
  const version = wordIndexVersion();
  const kept = await warehouse.row<{ version: string }>("select version from cache.word_index");
  if (kept?.version === version) return;
  for (const table of ["word_index", "word_texts", "words", "word_forms", "word_positions"])
    await warehouse.run(`delete from cache.${table}`);
  await warehouse.run(`insert into cache.word_index values (${literal(version)})`);
}

async function indexBatch(warehouse: Warehouse, from: number): Promise<void> {
  await warehouse.run(`
    create or replace temp table word_tokens as
    select text_id, unnest(found) as word, generate_subscripts(found, 1) - 1 as position
    from (
      select text_id, string_split(earshot_words(text), chr(10)) as found
      from texts_to_index
      where text_id >= ${from} and text_id < ${from + BATCH}
    )`);
  await warehouse.run(`
    create or replace temp table words_to_add as
    select (select coalesce(max(word_id), -1) from cache.words) + row_number() over (order by word) as word_id, word
    from (
      select distinct word
      from word_tokens
      anti join cache.words using (word)
    )`);
  await warehouse.run("insert into cache.words select word_id, word from words_to_add");
  await warehouse.run(`
    insert into cache.word_forms
    select split_part(line, chr(9), 2), split_part(line, chr(9), 1)::utinyint, word_id
    from (select word_id, unnest(string_split(earshot_word_forms(word), chr(10))) as line from words_to_add)`);
  await warehouse.run(`
    insert into cache.word_positions
    select w.word_id, t.text_id, t.position
    from word_tokens as t
    join cache.words as w using (word)
    order by w.word_id, t.text_id, t.position`);
}

/**
 * Index the words of the texts that are not indexed yet: for every distinct text its words with positions, for
 * every distinct word the forms under which it is found. Kept in `cache.` by text hash; a changed version of
 * the word rules starts again.
 * @param texts select of `text_hash` (UBIGINT) and `text`; repeated rows do no harm
 * @returns number of texts indexed now
 */
export async function indexWords(
  warehouse: Warehouse,
  texts: string,
  progress?: (done: number, total: number) => void,
): Promise<number> {
  registerWordFunctions(warehouse.connection);
  await startAgainWhenChanged(warehouse);
  await warehouse.run(`
    create or replace temp table hashes_to_index as
    select distinct text_hash
    from (${texts}) as t
    anti join cache.word_texts using (text_hash)
    where text_hash is not null`);
  await warehouse.run(`
    create or replace temp table texts_to_index as
    select (select coalesce(max(text_id), -1) from cache.word_texts) + row_number() over () as text_id, text_hash, text
    from (
      select text_hash, any_value(text) as text
      from (${texts})
      semi join hashes_to_index using (text_hash)
      group by text_hash
    )`);
  await warehouse.run("drop table hashes_to_index");
  const span = await warehouse.row<{ low: number | null; high: number | null; n: number }>(
    "select min(text_id) as low, max(text_id) as high, count(*) as n from texts_to_index",
  );
  const { low, high, n } = { low: 0, high: -1, n: 0, ...span };
  if (n > 0 && low !== null && high !== null) {
    for (let from = low; from <= high; from += BATCH) {
      progress?.(from - low, n);
      await indexBatch(warehouse, from);
    }
    await warehouse.run("insert into cache.word_texts select text_id, text_hash from texts_to_index");
    await warehouse.run("drop table word_tokens");
    await warehouse.run("drop table words_to_add");
  }
  await warehouse.run("drop table texts_to_index");
  progress?.(n, n);
  return n;
}
