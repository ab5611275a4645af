import { type DuckDBConnection, DuckDBScalarFunction, VARCHAR } from "@duckdb/node-api";
import { WORDS_VERSION, wordForms } from "../text/normalise/index.ts";
import { NumberTable } from "./append-columns.ts";
import { textsOf } from "./chunk-texts.ts";
import { literal } from "./sql-text.ts";
import type { Warehouse } from "./warehouse.ts";
import type { WordBatch } from "./word-keys.ts";
import { WordNumbers } from "./word-numbers.ts";

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

/** Takes the words of batches into the index: `add` every batch, `write` now and then, `close` at the end. */
export class WordStore {
  private waiting: WordBatch[] = [];

  private constructor(
    private readonly positions: NumberTable,
    private readonly texts: NumberTable,
    private readonly firstText: number,
    private readonly numbers: WordNumbers,
  ) {}

  static async open(warehouse: Warehouse, threads: number): Promise<WordStore> {
    const last = await warehouse.row<{ next: number }>(
      "select coalesce(max(text_id), -1) + 1 as next from cache.word_texts",
    );
    const positions = new NumberTable(warehouse, "word_positions", "cache");
    const texts = new NumberTable(warehouse, "word_texts", "cache");
    const numbers = new WordNumbers(warehouse, "cache.words", [ADD_FORMS], threads);
    return new WordStore(positions, texts, last?.next ?? 0, numbers);
  }

  /** Texts and the words that were found in them. */
  async add({ numbers, hashes }: IndexedTexts, found: WordBatch): Promise<void> {
    await this.texts.append([numbers.map((number) => this.firstText + number), hashes]);
    this.waiting.push(found);
  }

  /** Number the new words and write the positions that were added. */
  async write(): Promise<void> {
    await this.numbers.learn(this.waiting.flatMap(({ fresh }) => fresh));
    for (const { keys, texts, positions } of this.waiting) {
      // The buffers are this batch's own: read as signed numbers, nothing is copied.
      const numbers = new Int32Array(texts.buffer, texts.byteOffset, texts.length);
      for (let i = 0; i < numbers.length; i++) numbers[i] = (numbers[i] as number) + this.firstText;
      const places = new Int32Array(positions.buffer, positions.byteOffset, positions.length);
      await this.positions.append([this.numbers.all(keys), numbers, places]);
    }
    this.waiting = [];
    this.positions.flush();
    this.numbers.forget();
  }

  /** Write what is left. */
  async close(): Promise<void> {
    await this.write();
    this.texts.flush();
  }

  /** Forget what is not written. */
  discard(): void {
    this.positions.discard();
    this.texts.discard();
  }
}

const ADD_FORMS = `insert into cache.word_forms
  select split_part(line, chr(9), 2), split_part(line, chr(9), 1)::utinyint, word_id
  from (select word_id, unnest(string_split(earshot_word_forms(word), chr(10))) as line from words_to_add)`;
