/**
 * Counts texts and authors of terms, which are pairs of 32-bit numbers, in a hash table that stays small enough for a
 * processor's cache. Texts of an author must come one after the other.
 */
export class TermCounter {
  count = 0;
  private room = 1 << 12;
  private slots = new Int32Array(this.room);
  low = new Int32Array(this.room);
  high = new Int32Array(this.room);
  texts = new Int32Array(this.room);
  authors = new Int32Array(this.room);
  private last = new Int32Array(this.room);

  /** A text of this author (numbers from 1) has the term. */
  add(low: number, high: number, author: number): void {
    const term = this.find(low, high);
    this.texts[term]!++;
    if (this.last[term] === author) return;
    this.last[term] = author;
    this.authors[term]!++;
  }

  /** Place of a term among those counted, in the order in which they came. */
  private find(low: number, high: number): number {
    const mask = this.slots.length - 1;
    let at = spread(low, high) & mask;
    for (let place = this.slots[at] as number; place !== 0; place = this.slots[at] as number) {
      if (this.low[place - 1] === low && this.high[place - 1] === high) return place - 1;
      at = (at + 1) & mask;
    }
    const term = this.count++;
    this.slots[at] = this.count;
    this.low[term] = low;
    this.high[term] = high;
    this.texts[term] = 0;
    this.authors[term] = 0;
    this.last[term] = 0;
    if (this.count * 2 > this.room) this.grow();
    return term;
  }

  private grow(): void {
    this.room *= 2;
    const longer = (list: Int32Array) => {
      const grown = new Int32Array(this.room);
      grown.set(list);
      return grown;
    };
    this.low = longer(this.low);
    this.high = longer(this.high);
    this.texts = longer(this.texts);
    this.authors = longer(this.authors);
    this.last = longer(this.last);
    this.slots = new Int32Array(this.room);
    const mask = this.room - 1;
    for (let term = 0; term < this.count; term++) {
      let at = spread(this.low[term] as number, this.high[term] as number) & mask;
      while (this.slots[at] !== 0) at = (at + 1) & mask;
      this.slots[at] = term + 1;
    }
  }

  /** Begin again. */
  clear(): void {
    this.count = 0;
    this.slots.fill(0);
  }
}

/** Both numbers mixed to the lower bits (multipliers of Knuth and of MurmurHash3). */
function spread(low: number, high: number): number {
  const hash = Math.imul(high, 0x9e3779b1) ^ Math.imul(low, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
