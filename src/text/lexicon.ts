import { hashText, mix } from "./hash.ts";

/** Part of the lexicon that belongs to a language; 0 is every language's (emoji, emoticons). */
export function languageSalt(language: string): number {
  return mix(hashText(language));
}

const SCALE = 100;

/**
 * Valences by token hash in an open-addressing table: two columns (−1 … +1) an entry, from two independent
 * lexicons where there are two. Words of a language are entered under `hash ^ languageSalt(language)`.
 */
export class Lexicon {
  readonly keys: Int32Array;
  readonly values: Int8Array;
  private readonly mask: number;

  /** A table read from a model; both arrays as {@link Lexicon.build} made them. */
  constructor(keys: Int32Array, values: Int8Array) {
    if ((keys.length & (keys.length - 1)) !== 0 || values.length !== keys.length * 2)
      throw new RangeError(`invalid lexicon: ${keys.length} keys, ${values.length} values`);
    this.keys = keys;
    this.values = values;
    this.mask = keys.length - 1;
  }

  /** Table of `[key, first, second]` entries; of two entries with one key the first stays where it is not 0. */
  static build(entries: readonly (readonly [number, number, number])[]): Lexicon {
    let size = 16;
    while (size < entries.length * 2) size *= 2;
    const lexicon = new Lexicon(new Int32Array(size), new Int8Array(size * 2));
    for (const [key, first, second] of entries) lexicon.put(key, first, second);
    return lexicon;
  }

  private put(key: number, first: number, second: number): void {
    const wanted = key === 0 ? 1 : key;
    let at = mix(wanted) & this.mask;
    while (this.keys[at] !== 0 && this.keys[at] !== wanted) at = (at + 1) & this.mask;
    this.keys[at] = wanted;
    const quantised = [first, second].map((v) => Math.max(-127, Math.min(127, Math.round(v * SCALE))));
    for (const column of [0, 1])
      if (this.values[at * 2 + column] === 0) this.values[at * 2 + column] = quantised[column] as number;
  }

  /** Place of a key, or −1. */
  find(key: number): number {
    const wanted = key === 0 ? 1 : key;
    let at = mix(wanted) & this.mask;
    while (this.keys[at] !== wanted) {
      if (this.keys[at] === 0) return -1;
      at = (at + 1) & this.mask;
    }
    return at;
  }

  /** Valence in the first column at a place that `find` gave. */
  first(place: number): number {
    return (this.values[place * 2] as number) / SCALE;
  }

  /** Valence in the second column. */
  second(place: number): number {
    return (this.values[place * 2 + 1] as number) / SCALE;
  }
}
