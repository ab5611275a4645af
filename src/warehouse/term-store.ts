import { NumberTable } from "./append-columns.ts";
import { literal } from "./sql-text.ts";
import type { Warehouse } from "./warehouse.ts";
import { NO_NEXT, type WordBatch } from "./word-keys.ts";
import { WordNumbers } from "./word-numbers.ts";
import type { IndexedTexts } from "./word-store.ts";

const TABLES = [
  "create schema if not exists cache",
  "create table if not exists cache.term_index (version varchar)",
  "create table if not exists cache.term_texts (text_id integer, text_hash ubigint, read_as usmallint)",
  "create table if not exists cache.term_words (word_id integer, word varchar)",
  "create table if not exists cache.text_terms (word_id integer, text_id integer, next_id integer)",
];

/** Terms of texts in schema `cache`, as numbers of words. Another version (of stop words or code) starts again. */
export async function openTermIndex(warehouse: Warehouse, version: string): Promise<void> {
  for (const statement of TABLES) await warehouse.run(statement);
  const kept = await warehouse.row<{ version: string }>("select version from cache.term_index");
  if (kept?.version === version) return;
  for (const table of ["term_index", "term_texts", "term_words", "text_terms"])
    await warehouse.run(`delete from cache.${table}`);
  await warehouse.run(`insert into cache.term_index values (${literal(version)})`);
}

/** Takes the terms of batches into the cache; `next_id` is that of a pair's second word, else −1 − kind. */
export class TermStore {
  private waiting: WordBatch[] = [];

  private constructor(
    private readonly terms: NumberTable,
    private readonly texts: NumberTable,
    private readonly firstText: number,
    private readonly numbers: WordNumbers,
  ) {}

  static async open(warehouse: Warehouse, threads: number): Promise<TermStore> {
    const last = await warehouse.row<{ next: number }>(
      "select coalesce(max(text_id), -1) + 1 as next from cache.term_texts",
    );
    const terms = new NumberTable(warehouse, "text_terms", "cache");
    const texts = new NumberTable(warehouse, "term_texts", "cache");
    const numbers = new WordNumbers(warehouse, "cache.term_words", [], threads);
    return new TermStore(terms, texts, last?.next ?? 0, numbers);
  }

  /** Texts, the (packed) languages they were read as, and the terms that were found in them. */
  async add(
    { numbers, hashes }: IndexedTexts,
    languages: Uint16Array<ArrayBuffer>,
    found: WordBatch,
  ): Promise<void> {
    await this.texts.append([numbers.map((number) => this.firstText + number), hashes, languages]);
    this.waiting.push(found);
  }

  /** Number the new words and write the terms that were added. */
  async write(): Promise<void> {
    await this.numbers.learn(this.waiting.flatMap(({ fresh }) => fresh));
    for (const { keys, texts, positions } of this.waiting) {
      const ids = Int32Array.from(keys, (key) => this.numbers.of(key));
      const numbers = Int32Array.from(texts, (number) => this.firstText + number);
      const next = Int32Array.from(positions, (key) =>
        key > NO_NEXT - 4 ? key - NO_NEXT - 1 : this.numbers.of(key),
      );
      await this.terms.append([ids, numbers, next]);
    }
    this.waiting = [];
    this.terms.flush();
    this.numbers.forget();
  }

  /** Write what is left. */
  async close(): Promise<void> {
    await this.write();
    this.texts.flush();
  }

  /** Forget what is not written. */
  discard(): void {
    this.terms.discard();
    this.texts.discard();
  }
}
