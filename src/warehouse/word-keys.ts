import { WordTable } from "./word-table.ts";

/** Words beyond this many are forgotten and numbered anew, so that memory does not grow with the texts. */
const MOST_WORDS = 400_000;
/** A key is the number of a dictionary and, in these low bits, the number of a word in it. */
export const WORD_BITS = 20;
const LARGEST = (1 << WORD_BITS) - 1;

/** Less its kind (`TERM`), in place of the key of a second word: the term is a word, a hashtag or an emoji. */
export const NO_NEXT = 0xffffffff;

/** Words of a batch of texts as numbers, with the words that those numbers have not stood for before. */
export interface WordBatch {
  /** For every word, by key: the key, the number of its text, its position in the text. */
  keys: Uint32Array<ArrayBuffer>;
  texts: Uint32Array<ArrayBuffer>;
  positions: Uint32Array<ArrayBuffer>;
  /** Words that have not been sent before. */
  fresh: FreshWords[];
}

/** Words, one a line, with keys on from `firstKey`. */
export interface FreshWords {
  words: string;
  firstKey: number;
}

/**
 * Numbers for words, given in the order in which they are met. Bounded: a full dictionary makes place for a new one.
 */
export class WordKeys {
  private known = new WordTable();
  private sent: FreshWords[] = [];
  private fresh: string[] = [];
  private firstKey: number;

  /** `dictionary`: number of the first, and what leads to the next: threads count past one another. */
  constructor(
    private dictionary: number,
    private readonly step: number,
  ) {
    this.firstKey = this.nextKey();
  }

  private nextKey(): number {
    return ((this.dictionary << WORD_BITS) | this.known.size) >>> 0;
  }

  /** Key of the word `source.slice(from, to)`. */
  of(source: string, from = 0, to = source.length): number {
    if (this.known.size === LARGEST && !this.known.has(source, from, to)) this.begin();
    const before = this.known.size;
    const place = this.known.place(source, from, to);
    if (place === before) this.fresh.push(source.slice(from, to));
    return ((this.dictionary << WORD_BITS) | place) >>> 0;
  }

  private begin(): void {
    this.flush();
    this.dictionary += this.step;
    this.known = new WordTable();
    this.firstKey = this.nextKey();
  }

  private flush(): void {
    if (this.fresh.length > 0) this.sent.push({ words: this.fresh.join("\n"), firstKey: this.firstKey });
    this.fresh = [];
    this.firstKey = this.nextKey();
  }

  /** The words first met since the last call. To be called between batches. */
  takeFresh(): FreshWords[] {
    this.flush();
    if (this.known.size > MOST_WORDS) this.begin();
    const taken = this.sent;
    this.sent = [];
    return taken;
  }
}

/** Rows of (key, text, position) that grow, and come out sorted by key. */
export class WordRows {
  private room = 1 << 16;
  private keys = new Uint32Array(this.room);
  private texts = new Uint32Array(this.room);
  private positions = new Uint32Array(this.room);
  private length = 0;

  push(key: number, text: number, position: number): void {
    if (this.length === this.room) this.grow();
    this.keys[this.length] = key;
    this.texts[this.length] = text;
    this.positions[this.length++] = position;
  }

  private grow(): void {
    this.room *= 2;
    const longer = (list: Uint32Array) => {
      const grown = new Uint32Array(this.room);
      grown.set(list);
      return grown;
    };
    this.keys = longer(this.keys);
    this.texts = longer(this.texts);
    this.positions = longer(this.positions);
  }

  /** The rows by key, those of a key in the order in which they came; none are left. */
  take(): Pick<WordBatch, "keys" | "texts" | "positions"> {
    const order = sortedPlaces(this.keys, this.length);
    const taken = {
      keys: picked(this.keys, order),
      texts: picked(this.texts, order),
      positions: picked(this.positions, order),
    };
    this.length = 0;
    return taken;
  }
}

function picked(list: Uint32Array, order: Uint32Array): Uint32Array<ArrayBuffer> {
  const found = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) found[i] = list[order[i] as number] as number;
  return found;
}

const DIGIT_BITS = 11;
const DIGIT_MASK = (1 << DIGIT_BITS) - 1;

/** Places of the first `length` numbers in ascending order; stable (radix sort from the lowest digit). */
export function sortedPlaces(numbers: Uint32Array, length: number): Uint32Array {
  let from = new Uint32Array(length);
  for (let i = 0; i < length; i++) from[i] = i;
  let to = new Uint32Array(length);
  const starts = new Uint32Array(1 << DIGIT_BITS);
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    if (!countDigits(numbers, length, shift, starts)) continue;
    for (let i = 0; i < length; i++) {
      const place = from[i] as number;
      to[starts[((numbers[place] as number) >>> shift) & DIGIT_MASK]!++] = place;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Where the places of each digit start; false where all numbers have the same. */
function countDigits(numbers: Uint32Array, length: number, shift: number, starts: Uint32Array): boolean {
  starts.fill(0);
  for (let i = 0; i < length; i++) starts[((numbers[i] as number) >>> shift) & DIGIT_MASK]!++;
  if (length === 0 || starts[((numbers[0] as number) >>> shift) & DIGIT_MASK] === length) return false;
  let sum = 0;
  for (let d = 0; d < starts.length; d++) {
    const n = starts[d] as number;
    starts[d] = sum;
    sum += n;
  }
  return true;
}
