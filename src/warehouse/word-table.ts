import { FNV_PRIME, FNV_START, mix } from "../text/hash.ts";

/**
 * Places of words, counted from 0 in the order in which they are met: a hash table over their letters, so that a word is
 * looked up where it stands in a text, without a string being made of it.
 */
export class WordTable {
  size = 0;
  private slots = new Int32Array(1 << 15);
  private hashes = new Int32Array(1 << 14);
  /** Where the letters of a word begin; those of the next one begin where they end. */
  private starts = new Uint32Array((1 << 14) + 1);
  private letters = new Uint16Array(1 << 17);

  /** Place of the word `source.slice(from, to)`; `size`, which grows, where it is new. */
  place(source: string, from: number, to: number): number {
    const hash = hashOf(source, from, to);
    const at = this.slotOf(source, from, to, hash);
    const found = this.slots[at] as number;
    return found === 0 ? this.add(at, source, from, to, hash) : found - 1;
  }

  has(source: string, from: number, to: number): boolean {
    return this.slots[this.slotOf(source, from, to, hashOf(source, from, to))] !== 0;
  }

  private slotOf(source: string, from: number, to: number, hash: number): number {
    const mask = this.slots.length - 1;
    let at = hash & mask;
    for (let found = this.slots[at] as number; found !== 0; found = this.slots[at] as number) {
      if (this.hashes[found - 1] === hash && this.holds(found - 1, source, from, to)) return at;
      at = (at + 1) & mask;
    }
    return at;
  }

  private holds(place: number, source: string, from: number, to: number): boolean {
    const start = this.starts[place] as number;
    if ((this.starts[place + 1] as number) - start !== to - from) return false;
    for (let i = from, k = start; i < to; i++, k++)
      if (this.letters[k] !== source.charCodeAt(i)) return false;
    return true;
  }

  private add(at: number, source: string, from: number, to: number, hash: number): number {
    const place = this.size++;
    const start = this.starts[place] as number;
    const end = start + to - from;
    while (end > this.letters.length) this.letters = longer(this.letters, Uint16Array);
    for (let i = from, k = start; i < to; i++, k++) this.letters[k] = source.charCodeAt(i);
    this.hashes[place] = hash;
    this.starts[place + 1] = end;
    this.slots[at] = this.size;
    if (this.size === this.hashes.length) this.grow();
    return place;
  }

  private grow(): void {
    this.hashes = longer(this.hashes, Int32Array);
    const starts = new Uint32Array(this.hashes.length + 1);
    starts.set(this.starts);
    this.starts = starts;
    this.slots = new Int32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let place = 0; place < this.size; place++) {
      let at = (this.hashes[place] as number) & mask;
      while (this.slots[at] !== 0) at = (at + 1) & mask;
      this.slots[at] = place + 1;
    }
  }
}

function hashOf(source: string, from: number, to: number): number {
  let hash = FNV_START;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ source.charCodeAt(i), FNV_PRIME);
  return mix(hash);
}

function longer<T extends Uint16Array | Int32Array>(list: T, kind: new (length: number) => T): T {
  const grown = new kind(list.length * 2);
  grown.set(list);
  return grown;
}
