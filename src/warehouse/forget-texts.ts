import { identifier } from "./sql-text.ts";
import { TERM_PAIR } from "./term-store.ts";
import type { Warehouse } from "./warehouse.ts";

const GONE = "not exists (select 1 from kept_texts k where k.text_hash = t.text_hash)";

/**
 * Drop from schema `cache` what is known of texts that no mention has any more, the words that only they had
 * included: a text that was taken out of the exports leaves nothing behind.
 * @param kept SQL select of column `text_hash`: the texts that stay
 */
export async function forgetTexts(warehouse: Warehouse, kept: string): Promise<void> {
  const columns = await warehouse.rows<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'cache' and column_name = 'text_hash' and table_catalog = current_database()`,
  );
  const names = new Set(columns.map(({ name }) => name));
  if (names.size === 0) return;
  await warehouse.run(
    `create or replace temp table kept_texts as select distinct text_hash from (${kept}) where text_hash is not null`,
  );
  const some = await warehouse.row<{ gone: boolean }>(
    `select exists (${[...names].map((name) => `select 1 from cache.${identifier(name)} t where ${GONE}`).join(" union all ")}) as gone`,
  );
  if (some?.gone) await forget(warehouse, names);
  await warehouse.run("drop table temp.kept_texts");
}

async function forget(warehouse: Warehouse, names: ReadonlySet<string>): Promise<void> {
  if (names.has("word_texts"))
    await warehouse.run(
      `delete from cache.word_positions where text_id in (select text_id from cache.word_texts t where ${GONE})`,
    );
  for (const name of names) await warehouse.run(`delete from cache.${identifier(name)} t where ${GONE}`);
  if (names.has("word_texts")) for (const statement of UNUSED_WORDS) await warehouse.run(statement);
  if (names.has("term_lists")) await warehouse.run(UNUSED_TERM_WORDS);
}

const UNUSED_WORDS = [
  "delete from cache.words where word_id not in (select distinct word_id from cache.word_positions)",
  "delete from cache.word_forms where word_id not in (select word_id from cache.words)",
];

const UNUSED_TERM_WORDS = `
  delete from cache.term_words where word_id not in (
    select term // 4294967296 from (select distinct unnest(terms) as term from cache.term_lists)
    union
    select term % 4294967296 - ${TERM_PAIR} from (select distinct unnest(terms) as term from cache.term_lists)
  )`;
