import { NumberTable } from "./append-columns.ts";
import { literal } from "./sql-text.ts";
import type { TermBatch } from "./term-lists.ts";
import type { Warehouse } from "./warehouse.ts";
import { NO_NEXT } from "./word-keys.ts";
import { WordNumbers } from "./word-numbers.ts";

/**
 * A term in one number: its word's number × 2^32, and in the low half what else there is to it, its kind (`TERM`: word,
 * hashtag, emoji), for a pair this + the number of the second word.
 */
export const TERM_PAIR = 3;

const TABLES = [
  "create schema if not exists cache",
  "create table if not exists cache.term_index (version varchar)",
  "create table if not exists cache.term_words (word_id integer, word varchar)",
  "create table if not exists cache.term_lists (text_hash ubigint, read_as usmallint, terms bigint[])",
];

/** Terms of texts in schema `cache`, as numbers of words. Another version (of stop words or code) starts again. */
export async function openTermIndex(warehouse: Warehouse, version: string): Promise<void> {
  for (const statement of TABLES) await warehouse.run(statement);
  const wanted = `lists/${version}`;
  const kept = await warehouse.row<{ version: string }>("select version from cache.term_index");
  if (kept?.version === wanted) return;
  for (const table of ["term_index", "term_words", "term_lists"])
    await warehouse.run(`delete from cache.${table}`);
  // As they were kept before there were lists.
  for (const table of ["term_texts", "text_terms"])
    await warehouse.run(`drop table if exists cache.${table}`);
  await warehouse.run(`insert into cache.term_index values (${literal(wanted)})`);
}

interface ReadTexts {
  hashes: BigUint64Array<ArrayBuffer>;
  languages: Uint16Array<ArrayBuffer>;
  found: TermBatch;
}

/** Takes the terms of batches into the cache. */
export class TermStore {
  private waiting: ReadTexts[] = [];
  private readonly lists: NumberTable;
  private readonly numbers: WordNumbers;

  constructor(warehouse: Warehouse, threads: number) {
    this.lists = new NumberTable(warehouse, "term_lists", "cache");
    this.numbers = new WordNumbers(warehouse, "cache.term_words", [], threads);
  }

  /** Texts, the (packed) languages they were read as, and the terms that were found in them. */
  add(hashes: ReadTexts["hashes"], languages: ReadTexts["languages"], found: TermBatch): void {
    this.waiting.push({ hashes, languages, found });
  }

  /** Number the new words and write the terms that were added. */
  async write(): Promise<void> {
    await this.numbers.learn(this.waiting.flatMap(({ found }) => found.fresh));
    for (const { hashes, languages, found } of this.waiting)
      await this.lists.append([hashes, languages, { items: this.termsOf(found), ends: found.ends }]);
    this.waiting = [];
    this.lists.flush();
    this.numbers.forget();
  }

  private termsOf({ keys, others }: TermBatch): BigInt64Array<ArrayBuffer> {
    const words = this.numbers.all(keys);
    const halves = new Int32Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      const other = others[i] as number;
      halves[2 * i] = other > NO_NEXT - TERM_PAIR ? NO_NEXT - other : TERM_PAIR + this.numbers.of(other);
      halves[2 * i + 1] = words[i] as number;
    }
    return new BigInt64Array(halves.buffer);
  }

  /** Forget what is not written. */
  discard(): void {
    this.lists.discard();
  }
}
