import { type DuckDBConnection, DuckDBScalarFunction, VARCHAR } from "@duckdb/node-api";
import { WORDS_VERSION, wordForms } from "../text/normalise/index.ts";
import { NumberTable } from "./append-columns.ts";
import { textsOf } from "./chunk-texts.ts";
import { literal } from "./sql-text.ts";
import { numbersOf } from "./text-batch.ts";
import type { Warehouse } from "./warehouse.ts";
import { WORD_BITS, type WordBatch } from "./word-keys.ts";

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

/** Forms of a word, `kind<tab>form`, one a line. */
function formLines(word: string): string {
  const lines = wordForms(word).map(({ kind, form }) => `${kind}\t${form}`);
  return lines.length < 2 ? (lines[0] ?? "") : [...new Set(lines)].join("\n");
}

/** Make `earshot_word_forms(word)` known to the database. */
function registerWordForms(connection: DuckDBConnection): void {
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name: "earshot_word_forms",
      returnType: VARCHAR,
      parameterTypes: [VARCHAR],
      mainFunction: (_info, input, output) => {
        const words = textsOf(input.getColumnVector(0));
        for (let row = 0; row < input.rowCount; row++) {
          const word = words[row] ?? null;
          output.setItem(row, word === null ? null : formLines(word));
        }
        output.flush();
      },
    }),
  );
}

/**
 * The word index in schema `cache`: for every distinct text its words with positions, for every distinct word the
 * forms under which it is found. A changed version of the word rules starts again.
 */
export async function openWordIndex(warehouse: Warehouse): Promise<void> {
  registerWordForms(warehouse.connection);
  for (const statement of TABLES) await warehouse.run(statement);
  const version = wordIndexVersion();
  const kept = await warehouse.row<{ version: string }>("select version from cache.word_index");
  if (kept?.version === version) return;
  for (const table of ["word_index", "word_texts", "words", "word_forms", "word_positions"])
    await warehouse.run(`delete from cache.${table}`);
  await warehouse.run(`insert into cache.word_index values (${literal(version)})`);
}

/** Texts whose words are indexed: their numbers in this visit, from 0, and their hashes. */
export interface IndexedTexts {
  numbers: Int32Array<ArrayBuffer>;
  hashes: BigUint64Array<ArrayBuffer>;
}

const WORD_MASK = (1 << WORD_BITS) - 1;

/** Takes the words of batches into the index: `add` every batch, `write` now and then, `close` at the end. */
export class WordStore {
  /** Ids of the words of each dictionary that a thread has in use, by number. */
  private readonly ids = new Map<number, Int32Array<ArrayBuffer>>();
  private waiting: WordBatch[] = [];

  private constructor(
    private readonly warehouse: Warehouse,
    private readonly positions: NumberTable,
    private readonly texts: NumberTable,
    private readonly firstText: number,
    private readonly threads: number,
  ) {}

  /** `threads` as the {@link WordKeys} were made for. */
  static async open(warehouse: Warehouse, threads: number): Promise<WordStore> {
    const last = await warehouse.row<{ next: number }>(
      "select coalesce(max(text_id), -1) + 1 as next from cache.word_texts",
    );
    const positions = new NumberTable(warehouse, "word_positions", "cache");
    const texts = new NumberTable(warehouse, "word_texts", "cache");
    return new WordStore(warehouse, positions, texts, last?.next ?? 0, threads);
  }

  /** Texts and the words that were found in them. */
  async add({ numbers, hashes }: IndexedTexts, found: WordBatch): Promise<void> {
    await this.texts.append([numbers.map((number) => this.firstText + number), hashes]);
    this.waiting.push(found);
  }

  /** Number the new words and write the positions that were added. */
  async write(): Promise<void> {
    await this.number();
    for (const { keys, texts, positions } of this.waiting) {
      const ids = new Int32Array(keys.length);
      for (let i = 0; i < keys.length; i++) ids[i] = this.idOf(keys[i] as number);
      const numbers = Int32Array.from(texts, (number) => this.firstText + number);
      await this.positions.append([ids, numbers, Int32Array.from(positions)]);
    }
    this.waiting = [];
    this.positions.flush();
    this.forgetLeftBehind();
  }

  /** A thread that has begun a dictionary never comes back to its earlier ones; the newest of each is kept. */
  private forgetLeftBehind(): void {
    const newest = new Map<number, number>();
    for (const dictionary of this.ids.keys()) {
      const thread = dictionary % this.threads;
      newest.set(thread, Math.max(newest.get(thread) ?? 0, dictionary));
    }
    for (const dictionary of [...this.ids.keys()])
      if (newest.get(dictionary % this.threads) !== dictionary) this.ids.delete(dictionary);
  }

  private idOf(key: number): number {
    return (this.ids.get(key >>> WORD_BITS) as Int32Array)[key & WORD_MASK] as number;
  }

  /** Words that the index does not know get numbers; then the numbers of all new keys are looked up. */
  private async number(): Promise<void> {
    const { warehouse } = this;
    await warehouse.run("create or replace temp table new_words (word_key uinteger, word varchar)");
    for (const { words, firstKey } of this.waiting)
      if (words !== "")
        await warehouse.connection.run(
          `insert into new_words
           select ($first + generate_subscripts(list, 1) - 1)::uinteger, unnest(list)
           from (select string_split($words, chr(10)) as list)`,
          { first: firstKey, words },
        );
    for (const statement of ADD_WORDS) await warehouse.run(statement);
    const found = await warehouse.connection.run(
      "select n.word_key, w.word_id from new_words as n join cache.words as w using (word)",
    );
    for (const chunk of await found.fetchAllChunks()) {
      const keys = numbersOf(chunk.getColumnVector(0)) as Uint32Array;
      const ids = numbersOf(chunk.getColumnVector(1)) as Int32Array;
      for (let row = 0; row < keys.length; row++) this.remember(keys[row] as number, ids[row] as number);
    }
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

  /** Write what is left. */
  async close(): Promise<void> {
    await this.write();
    this.texts.flush();
    for (const table of ["new_words", "words_to_add"])
      await this.warehouse.run(`drop table if exists temp.${table}`);
  }
}

const ADD_WORDS = [
  `create or replace temp table words_to_add as
   select (select coalesce(max(word_id), -1) from cache.words) + row_number() over (order by word) as word_id, word
   from (
     select distinct word
     from new_words
     anti join cache.words using (word)
   )`,
  "insert into cache.words select word_id, word from words_to_add",
  `insert into cache.word_forms
   select split_part(line, chr(9), 2), split_part(line, chr(9), 1)::utinyint, word_id
   from (select word_id, unnest(string_split(earshot_word_forms(word), chr(10))) as line from words_to_add)`,
];
