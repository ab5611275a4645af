import { numbersOf } from "./text-batch.ts";
import type { Warehouse } from "./warehouse.ts";
import { type FreshWords, WORD_BITS } from "./word-keys.ts";

const WORD_MASK = (1 << WORD_BITS) - 1;

/** The numbers that a table of `word_id`, `word` gives to the words for which threads have keys. */
export class WordNumbers {
  /** Ids of the words of each dictionary that a thread has in use, by number. */
  private readonly ids = new Map<number, Int32Array<ArrayBuffer>>();

  /**
   * @param table of the words
   * @param added statements that are run when the words of `words_to_add` (word_id, word) were added to it
   * @param threads as the `WordKeys` were made for
   */
  constructor(
    private readonly warehouse: Warehouse,
    private readonly table: string,
    private readonly added: readonly string[],
    private readonly threads: number,
  ) {}

  /** Words that the table does not know are added to it; then the numbers of all new keys are looked up. */
  async learn(fresh: readonly FreshWords[]): Promise<void> {
    if (fresh.length === 0) return;
    const { warehouse, table } = this;
    await warehouse.run("create or replace temp table new_words (word_key uinteger, word varchar)");
    for (const { words, firstKey } of fresh)
      await warehouse.connection.run(
        `insert into new_words
         select ($first + generate_subscripts(list, 1) - 1)::uinteger, unnest(list)
         from (select string_split($words, chr(10)) as list)`,
        { first: firstKey, words },
      );
    await warehouse.run(
      `create or replace temp table words_to_add as
       select (select coalesce(max(word_id), -1) from ${table}) + row_number() over (order by word) as word_id, word
       from (select distinct word from new_words anti join ${table} using (word))`,
    );
    await warehouse.run(`insert into ${table} select word_id, word from words_to_add`);
    for (const statement of this.added) await warehouse.run(statement);
    const found = await warehouse.connection.run(
      `select n.word_key, w.word_id from new_words as n join ${table} as w using (word)`,
    );
    for (const chunk of await found.fetchAllChunks()) {
      const keys = numbersOf(chunk.getColumnVector(0)) as Uint32Array;
      const ids = numbersOf(chunk.getColumnVector(1)) as Int32Array;
      for (let row = 0; row < keys.length; row++) this.remember(keys[row] as number, ids[row] as number);
    }
    for (const name of ["new_words", "words_to_add"]) await warehouse.run(`drop table temp.${name}`);
  }

  private remember(key: number, id: number): void {
    const dictionary = key >>> WORD_BITS;
    let ids = this.ids.get(dictionary);
    if (ids === undefined) {
      ids = new Int32Array(WORD_MASK + 1);
      this.ids.set(dictionary, ids);
    }
    ids[key & WORD_MASK] = id;
  }

  /** Numbers of the words that have these keys. */
  all(keys: Uint32Array): Int32Array<ArrayBuffer> {
    const found = new Int32Array(keys.length);
    let dictionary = -1;
    let ids: Int32Array = found;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as number;
      if (key >>> WORD_BITS !== dictionary) {
        dictionary = key >>> WORD_BITS;
        ids = this.ids.get(dictionary) as Int32Array;
      }
      found[i] = ids[key & WORD_MASK] as number;
    }
    return found;
  }

  /** Number of the word that has this key. */
  of(key: number): number {
    return (this.ids.get(key >>> WORD_BITS) as Int32Array)[key & WORD_MASK] as number;
  }

  /**
   * Forget keys that will not come again: a thread that has begun a dictionary never goes back to an earlier one. To be
   * called when every batch that has come is written.
   */
  forget(): void {
    const newest = new Map<number, number>();
    for (const dictionary of this.ids.keys()) {
      const thread = dictionary % this.threads;
      newest.set(thread, Math.max(newest.get(thread) ?? 0, dictionary));
    }
    for (const dictionary of [...this.ids.keys()])
      if (newest.get(dictionary % this.threads) !== dictionary) this.ids.delete(dictionary);
  }
}
