import { mix } from "../hash.ts";

const LEAST_SLOTS = 1024;

/** The features of a corpus by number: `hashes[id]` and how often each occurs, in an open-addressing table. */
export class Vocabulary {
  readonly hashes: Int32Array;
  readonly counts: Int32Array;
  private readonly table: HashCounts;
  private readonly ids: Int32Array;

  /** The features among `hashes` that occur at least `least` times. */
  constructor(hashes: Int32Array, least: number) {
    this.table = countHashes(hashes);
    const { keys, counts } = this.table;
    this.ids = new Int32Array(keys.length).fill(-1);
    let size = 0;
    for (let at = 0; at < keys.length; at++) if ((counts[at] as number) >= least) this.ids[at] = size++;
    this.hashes = new Int32Array(size);
    this.counts = new Int32Array(size);
    this.ids.forEach((id, at) => {
      if (id < 0) return;
      this.hashes[id] = keys[at] as number;
      this.counts[id] = counts[at] as number;
    });
  }

  get size(): number {
    return this.hashes.length;
  }

  /** Number of a hash among those that the vocabulary was made from; −1 where it is too rare. */
  idOf(hash: number): number {
    return this.ids[placeOf(this.table, hash)] as number;
  }
}

interface HashCounts {
  keys: Int32Array;
  counts: Int32Array;
}

/** Place of `hash`, or the empty one where it would stand. */
function placeOf({ keys, counts }: HashCounts, hash: number): number {
  const mask = keys.length - 1;
  let at = mix(hash ^ 0x5555) & mask;
  while (keys[at] !== hash && counts[at] !== 0) at = (at + 1) & mask;
  return at;
}

function grown({ keys, counts }: HashCounts): HashCounts {
  const larger = { keys: new Int32Array(keys.length * 2), counts: new Int32Array(keys.length * 2) };
  counts.forEach((count, at) => {
    if (count === 0) return;
    const place = placeOf(larger, keys[at] as number);
    larger.keys[place] = keys[at] as number;
    larger.counts[place] = count;
  });
  return larger;
}

function countHashes(hashes: Int32Array): HashCounts {
  let table: HashCounts = { keys: new Int32Array(LEAST_SLOTS), counts: new Int32Array(LEAST_SLOTS) };
  let used = 0;
  for (let i = 0; i < hashes.length; i++) {
    const hash = hashes[i] as number;
    const at = placeOf(table, hash);
    if (table.counts[at] === 0) {
      table.keys[at] = hash;
      used++;
    }
    table.counts[at] = (table.counts[at] as number) + 1;
    if (used * 2 > table.keys.length) table = grown(table);
  }
  return table;
}
