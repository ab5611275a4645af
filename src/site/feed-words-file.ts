import { ByteWriter } from "../../reports/components/feed-bytes.ts";
import { fileName } from "../../reports/components/feed-search.ts";
import { textWords } from "../../reports/components/feed-words.ts";

/** Bytes after which a file of words ends: what a search for a rare word has to fetch. */
const SHARD = 48_000;

/** Numbers that grow in one block of memory. */
class Numbers {
  values = new Uint32Array(4096);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }
}

/**
 * Index of all words of the texts that the feed shows, made row by row. It knows nothing but the texts it was given:
 * under the public profile these are the redacted ones.
 */
export class WordIndex {
  private readonly ids = new Map<string, number>();
  private readonly words = new Numbers();
  private readonly places = new Numbers();
  private readonly ends = new Numbers();

  private readonly shardBytes: number;

  /** @param shardBytes after which a file of words ends */
  constructor(shardBytes = SHARD) {
    this.shardBytes = shardBytes;
  }

  /** Add the next row: its texts, between which no phrase reaches. */
  add(texts: readonly (string | null)[]): void {
    let place = 0;
    for (const text of texts) {
      if (text === null) continue;
      for (const word of textWords(text)) {
        this.put(word, place);
        if (word.length > 1 && (word[0] === "#" || word[0] === "@")) this.put(word.slice(1), place);
        place++;
      }
      place++;
    }
    this.ends.push(this.words.length);
  }

  private put(word: string, place: number): void {
    let id = this.ids.get(word);
    if (id === undefined) {
      id = this.ids.size;
      this.ids.set(word, id);
    }
    this.words.push(id);
    this.places.push(place);
  }

  /** The files, and the first word of each file of words. The same rows give the same bytes. */
  finish(): { firsts: string[]; files: { name: string; contents: Uint8Array }[] } {
    const sorted = [...this.ids.keys()].sort();
    const { starts, occurrences } = this.byWord(sorted);
    const rows = this.rowOfEach();
    const firsts: string[] = [];
    const files: { name: string; contents: Uint8Array }[] = [];
    let shard = new Shard();
    const close = () => {
      if (shard.words.length === 0) return;
      const number = firsts.length;
      firsts.push(shard.words[0] as string);
      files.push({ name: fileName("words", number), contents: shard.wordsFile() });
      files.push({ name: fileName("places", number), contents: shard.placesFile() });
      shard = new Shard();
    };
    for (const [rank, word] of sorted.entries()) {
      const from = starts[rank] as number;
      const of = occurrences.subarray(from, starts[rank + 1]);
      if (shard.words.length > 0 && shard.size + of.length > this.shardBytes) close();
      shard.add(word, of, rows, this.places.values);
    }
    close();
    return { firsts, files };
  }

  /** Occurrences in the order of the sorted words, those of one word in the order of the texts. */
  private byWord(sorted: readonly string[]): { starts: Uint32Array; occurrences: Uint32Array } {
    const rankOf = new Uint32Array(sorted.length);
    for (const [rank, word] of sorted.entries()) rankOf[this.ids.get(word) as number] = rank;
    const n = this.words.length;
    const ranks = this.words.values.subarray(0, n).map((id) => rankOf[id] as number);
    const starts = new Uint32Array(sorted.length + 1);
    for (const rank of ranks) starts[rank + 1] = (starts[rank + 1] as number) + 1;
    for (let rank = 0; rank < sorted.length; rank++)
      starts[rank + 1] = (starts[rank + 1] as number) + (starts[rank] as number);
    const next = starts.slice();
    const occurrences = new Uint32Array(n);
    for (let i = 0; i < n; i++) {
      const rank = ranks[i] as number;
      occurrences[next[rank] as number] = i;
      next[rank] = (next[rank] as number) + 1;
    }
    return { starts, occurrences };
  }

  private rowOfEach(): Uint32Array {
    const rows = new Uint32Array(this.words.length);
    let from = 0;
    for (let row = 0; row < this.ends.length; row++) {
      const end = this.ends.values[row] as number;
      rows.fill(row, from, end);
      from = end;
    }
    return rows;
  }
}

/** One file of words and its file of places while they are made; see `WordShard` for their form. */
class Shard {
  readonly words: string[] = [];
  private readonly rowLengths = new ByteWriter();
  private readonly rows = new ByteWriter();
  private readonly placeLengths = new ByteWriter();
  private readonly places = new ByteWriter();
  private letters = 0;

  get size(): number {
    return this.letters + this.rowLengths.length + this.rows.length;
  }

  /** @param of places of the word's occurrences in `rowOf` and `placeOf`, rising */
  add(word: string, of: Uint32Array, rowOf: Uint32Array, placeOf: Uint32Array): void {
    this.words.push(word);
    this.letters += word.length + 1;
    const [rowsBefore, placesBefore] = [this.rows.length, this.places.length];
    let last = -1;
    for (let i = 0; i < of.length; ) {
      const row = rowOf[of[i] as number] as number;
      let end = i + 1;
      while (end < of.length && rowOf[of[end] as number] === row) end++;
      this.rows.varint(row - last);
      this.places.varint(end - i);
      let place = -1;
      for (; i < end; i++) {
        const here = placeOf[of[i] as number] as number;
        this.places.varint(here - place);
        place = here;
      }
      last = row;
    }
    this.rowLengths.varint(this.rows.length - rowsBefore);
    this.placeLengths.varint(this.places.length - placesBefore);
  }

  wordsFile(): Uint8Array {
    const text = Buffer.from(this.words.join("\n"));
    const head = Buffer.alloc(8);
    head.writeUInt32LE(this.words.length, 0);
    head.writeUInt32LE(text.length, 4);
    return Buffer.concat([head, text, this.rowLengths.result(), this.rows.result()]);
  }

  placesFile(): Uint8Array {
    return Buffer.concat([this.placeLengths.result(), this.places.result()]);
  }
}
