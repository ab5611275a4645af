import { identifier } from "./sql-text.ts";
import type { Warehouse } from "./warehouse.ts";

/** Caches in which a text has a number: where it stands, what refers to the number, and the words this rests on. */
const NUMBERED = [
  { texts: "word_texts", found: "word_positions", words: "words" },
  { texts: "term_texts", found: "text_terms", words: "term_words" },
];

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
  for (const { texts, found, words } of NUMBERED) {
    if (!names.has(texts)) continue;
    await warehouse.run(
      `delete from cache.${found} where text_id in (select text_id from cache.${texts} t where ${GONE})`,
    );
    const used =
      found === "text_terms"
        ? "select distinct word_id from cache.text_terms union select distinct next_id from cache.text_terms"
        : "select distinct word_id from cache.word_positions";
    await warehouse.run(`delete from cache.${words} where word_id not in (${used})`);
    if (words === "words")
      await warehouse.run(
        "delete from cache.word_forms where word_id not in (select word_id from cache.words)",
      );
  }
  for (const name of names) await warehouse.run(`delete from cache.${identifier(name)} t where ${GONE}`);
}
