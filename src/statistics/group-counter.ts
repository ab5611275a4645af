/**
 * Counts mentions and distinct authors of many groups in one pass, where those of an author come one after the other: an
 * author is new to a group if the last one counted in it was another. A group is two 32-bit numbers; the hash table
 * holds typed arrays only and grows with the groups, not with the mentions.
 */
export class GroupCounter {
  /** Groups met so far, numbered from 0 as they came. */
  groups = 0;
  private room = 1 << 12;
  private slots = new Int32Array(this.room);
  /** By group: its two numbers, mentions by class, distinct authors. */
  low = new Int32Array(this.room);
  high = new Int32Array(this.room);
  counts: Int32Array<ArrayBuffer>;
  authors = new Int32Array(this.room);
  private last = new Int32Array(this.room);

  /** @param classes into which the mentions of a group are sorted; those of group g and class c are `counts[g · classes + c]` */
  constructor(readonly classes = 1) {
    this.counts = new Int32Array(this.room * classes);
  }

  /** Count a mention of `author`, a number other than 0. */
  add(low: number, high: number, author: number, kind = 0): void {
    const group = this.find(low, high);
    this.counts[group * this.classes + kind]!++;
    if (this.last[group] === author) return;
    this.last[group] = author;
    this.authors[group]!++;
  }

  private find(low: number, high: number): number {
    const mask = this.slots.length - 1;
    let at = spread(low, high) & mask;
    for (let place = this.slots[at] as number; place !== 0; place = this.slots[at] as number) {
      if (this.low[place - 1] === low && this.high[place - 1] === high) return place - 1;
      at = (at + 1) & mask;
    }
    const group = this.groups++;
    this.slots[at] = this.groups;
    this.low[group] = low;
    this.high[group] = high;
    if (this.groups * 2 > this.room) this.grow();
    return group;
  }

  private grow(): void {
    this.room *= 2;
    this.low = longer(this.low);
    this.high = longer(this.high);
    this.counts = longer(this.counts);
    this.authors = longer(this.authors);
    this.last = longer(this.last);
    this.slots = new Int32Array(this.room);
    const mask = this.room - 1;
    for (let group = 0; group < this.groups; group++) {
      let at = spread(this.low[group] as number, this.high[group] as number) & mask;
      while (this.slots[at] !== 0) at = (at + 1) & mask;
      this.slots[at] = group + 1;
    }
  }

  /** Begin again. */
  clear(): void {
    for (const list of [this.counts, this.authors, this.last])
      list.fill(0, 0, this.groups * (list === this.counts ? this.classes : 1));
    this.slots.fill(0);
    this.groups = 0;
  }
}

function longer(list: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(list.length * 2);
  grown.set(list);
  return grown;
}

/** Both numbers mixed into the lower bits (multipliers of Knuth's and of Appleby's hashes). */
function spread(low: number, high: number): number {
  const hash = Math.imul(high, 0x9e3779b1) ^ Math.imul(low, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
