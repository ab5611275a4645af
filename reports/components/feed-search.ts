import { ByteReader } from "./feed-bytes.ts";
import type { SearchClause } from "./feed-query.ts";
import { WordShard } from "./feed-shard.ts";

/** Places of words are kept as `row × SPAN + place`: no text has so many words. */
const SPAN = 2 ** 21;
/** So many clauses stay answered. */
const REMEMBERED = 40;

/**
 * Finds rows by words in the files that `feed-words-file.ts` of the site writes. Words stand in order over several
 * files, so that a search reads only the few in which its words can be; places of words are read for phrases only.
 */
export class FeedSearch {
  private readonly rows: number;
  private readonly firsts: readonly string[];
  private readonly load: (file: string) => Promise<Uint8Array>;
  private readonly shards = new Map<number, Promise<WordShard>>();
  private readonly places = new Map<number, Promise<Uint8Array>>();
  private readonly answers = new Map<string, Promise<Uint8Array>>();

  /**
   * @param firsts first word of each file of words
   * @param load contents of a file of the feed by name
   */
  constructor(rows: number, firsts: readonly string[], load: (file: string) => Promise<Uint8Array>) {
    this.rows = rows;
    this.firsts = firsts;
    this.load = load;
  }

  /** Rows that hold all clauses, as one 1 per row; null where nothing is asked. */
  async find(clauses: readonly SearchClause[]): Promise<Uint8Array | null> {
    if (clauses.length === 0) return null;
    const answers = await Promise.all(clauses.map((clause) => this.answer(clause)));
    const found = new Uint8Array(this.rows).fill(1);
    clauses.forEach((clause, index) => {
      const holds = answers[index] as Uint8Array;
      const wanted = clause.not ? 0 : 1;
      for (let row = 0; row < found.length; row++) if (holds[row] !== wanted) found[row] = 0;
    });
    return found;
  }

  private answer(clause: SearchClause): Promise<Uint8Array> {
    const key = JSON.stringify([clause.words, clause.last]);
    const known = this.answers.get(key);
    if (known) return known;
    const answer = clause.words.length === 1 ? this.rowsOf(clause) : this.phrase(clause);
    if (this.answers.size >= REMEMBERED) this.answers.delete(this.answers.keys().next().value as string);
    this.answers.set(key, answer);
    answer.catch(() => this.answers.delete(key));
    return answer;
  }

  /** Rows with a word that fits the one word of a clause. */
  private async rowsOf({ words, last }: SearchClause): Promise<Uint8Array> {
    const found = new Uint8Array(this.rows);
    await this.matching(words[0] as string, last, (shard, word) => shard.mark(word, found));
    return found;
  }

  /** Rows in which words that fit stand one after the other. */
  private async phrase({ words, last }: SearchClause): Promise<Uint8Array> {
    const each = await Promise.all(
      words.map((word, place) => this.occurrences(word, place === words.length - 1 ? last : "exact")),
    );
    let ends = each[0] as Float64Array;
    for (const next of each.slice(1)) ends = followed(ends, next);
    const found = new Uint8Array(this.rows);
    for (const key of ends) found[Math.floor(key / SPAN)] = 1;
    return found;
  }

  /** Where words that fit stand, rising. */
  private async occurrences(word: string, how: SearchClause["last"]): Promise<Float64Array> {
    const keys: number[] = [];
    const places = new Map<number, Promise<Uint8Array>>();
    await this.matching(word, how, async (shard, found, number) => {
      if (!places.has(number)) places.set(number, this.placesOf(number));
      shard.occurrences(found, new ByteReader((await places.get(number)) as Uint8Array), (row, place) =>
        keys.push(row * SPAN + place),
      );
    });
    return Float64Array.from(keys).sort();
  }

  /** Visit every word of the index that fits. */
  private async matching(
    asked: string,
    how: SearchClause["last"],
    visit: (shard: WordShard, word: number, number: number) => void | Promise<void>,
  ): Promise<void> {
    const numbers = this.candidates(asked, how);
    const shards = await Promise.all(numbers.map((number) => this.shard(number)));
    for (const [index, shard] of shards.entries()) {
      for (const word of shard.matching(asked, how)) await visit(shard, word, numbers[index] as number);
    }
  }

  /** Files in which words that fit can stand. */
  private candidates(asked: string, how: SearchClause["last"]): number[] {
    const all = this.firsts.map((_, number) => number);
    if (how === "inside") return all;
    return all.filter((number) => {
      const first = this.firsts[number] as string;
      const next = this.firsts[number + 1];
      const startsTooLate = first > asked && !(how === "beginning" && first.startsWith(asked));
      return !startsTooLate && (next === undefined || next > asked);
    });
  }

  private shard(number: number): Promise<WordShard> {
    return once(this.shards, number, async () => new WordShard(await this.load(fileName("words", number))));
  }

  private placesOf(number: number): Promise<Uint8Array> {
    return once(this.places, number, () => this.load(fileName("places", number)));
  }
}

/** Name of a numbered file of the feed. */
export const fileName = (kind: "words" | "places", number: number) =>
  `${kind}-${String(number).padStart(3, "0")}.bin`;

/** Those of `next` that come right after one of `before`. Both rise. */
function followed(before: Float64Array, next: Float64Array): Float64Array {
  let at = 0;
  return next.filter((key) => {
    while (at < before.length && (before[at] as number) < key - 1) at++;
    return before[at] === key - 1;
  });
}

/** What `make` gives for a key, made once; a failure is not remembered. */
export function once<K, V>(known: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const found = known.get(key);
  if (found) return found;
  const making = make();
  known.set(key, making);
  making.catch(() => known.delete(key));
  return making;
}
