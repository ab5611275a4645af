import { ByteReader } from "./feed-bytes.ts";
import type { SearchClause } from "./feed-query.ts";

/**
 * One file of words: the number of words and the length of their text (32 bits each, little endian), the words
 * themselves as lines in order, the length of each word's rows, the rows of each word as steps from one to the next.
 */
export class WordShard {
  readonly words: readonly string[];
  private readonly bytes: Uint8Array;
  private readonly starts: Uint32Array;
  private placeStarts: Uint32Array | null = null;

  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const count = view.getUint32(0, true);
    const length = view.getUint32(4, true);
    this.bytes = bytes;
    this.words = new TextDecoder().decode(bytes.subarray(8, 8 + length)).split("\n");
    this.starts = lengthsFrom(new ByteReader(bytes, 8 + length), count);
  }

  /** Places of the words that fit. */
  matching(asked: string, how: SearchClause["last"]): number[] {
    if (how === "inside") {
      const signed = /^[#@]/.test(asked);
      return this.words.flatMap((word, place) =>
        word.includes(asked) && (signed || !/^[#@]/.test(word)) ? [place] : [],
      );
    }
    const first = this.lowerBound(asked);
    if (how === "exact") return this.words[first] === asked ? [first] : [];
    const found: number[] = [];
    for (let place = first; this.words[place]?.startsWith(asked); place++) found.push(place);
    return found;
  }

  /** Put a 1 for each row of a word. */
  mark(word: number, rows: Uint8Array): void {
    const end = this.starts[word + 1] as number;
    const reader = new ByteReader(this.bytes, this.starts[word]);
    let row = -1;
    while (reader.at < end) {
      row += reader.varint();
      rows[row] = 1;
    }
  }

  /**
   * Visit each occurrence of a word.
   * @param places the file of places that goes with this file: as many lengths, then for each row of a word the
   * number of its places and the places as steps
   */
  occurrences(word: number, places: ByteReader, visit: (row: number, place: number) => void): void {
    this.placeStarts ??= lengthsFrom(places, this.words.length);
    places.at = this.placeStarts[word] as number;
    const end = this.starts[word + 1] as number;
    const rows = new ByteReader(this.bytes, this.starts[word]);
    let row = -1;
    while (rows.at < end) {
      row += rows.varint();
      let place = -1;
      for (let left = places.varint(); left > 0; left--) {
        place += places.varint();
        visit(row, place);
      }
    }
  }

  /** Place of the first word that does not stand before `asked`. */
  private lowerBound(asked: string): number {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.words[middle] as string) < asked) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Where each part starts, and after the last where it ends, from the lengths of `count` parts that follow them. */
function lengthsFrom(reader: ByteReader, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1);
  for (let i = 0; i < count; i++) starts[i + 1] = (starts[i] as number) + reader.varint();
  for (let i = 0; i <= count; i++) starts[i] = (starts[i] as number) + reader.at;
  return starts;
}
