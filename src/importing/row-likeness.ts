import type { ByteSource } from "./byte-source.ts";
import { afterSpace, ValueWalk } from "./value-walk.ts";

/** Sound rows that are looked at, and bytes of a list before any is known. */
const ROWS = 1000;
const AHEAD = 256 * 1024;

/** Learns what keys the rows of a list have, so that they are told from the objects inside them. */
export class RowLikeness {
  private weights = new Map<string, number>();
  private first = new Map<string, number>();
  private total = 0;
  private rows = 0;

  /** A sound row. */
  learn(keys: readonly string[]): void {
    if (this.rows >= ROWS || keys.length === 0) return;
    if (this.rows === 0) this.forget();
    this.rows += 1;
    this.note(keys, 1);
  }

  /** Where no row is known yet: of the objects that stand ahead and are not inside others, the keys that most of the bytes have. */
  lookAhead(bytes: ByteSource, from: number): void {
    if (this.rows > 0) return;
    this.forget();
    const end = Math.min(bytes.size, from + AHEAD);
    for (let at = from, walked = 0; at < end && walked < 16 * AHEAD; at++) {
      if (bytes.at(at) !== 123) continue;
      const walk = new ValueWalk(bytes);
      const stop = walk.run(at, end);
      walked += stop.at - at;
      if (stop.why !== "end") continue;
      this.note(walk.keys, stop.at - at);
      at = stop.at - 1;
    }
  }

  /** Has an object with these keys most of those that rows have? */
  like(keys: readonly string[]): boolean {
    const typical = [...this.weights].filter(([, weight]) => weight * 2 >= this.total).map(([key]) => key);
    const own = new Set(keys);
    return typical.length > 0 && typical.filter((key) => own.has(key)).length >= typical.length * 0.6;
  }

  /** Do nearly all rows begin with this key? */
  opens(key: string | undefined): boolean {
    return key !== undefined && (this.first.get(key) ?? 0) >= this.total * 0.95;
  }

  private note(keys: readonly string[], weight: number): void {
    this.total += weight;
    for (const key of new Set(keys)) this.weights.set(key, (this.weights.get(key) ?? 0) + weight);
    const [first] = keys;
    if (first !== undefined) this.first.set(first, (this.first.get(first) ?? 0) + weight);
  }

  private forget(): void {
    this.weights = new Map();
    this.first = new Map();
    this.total = 0;
  }
}

/** Spaces before `at` on its line; null where something else stands there. */
export function columnOf(bytes: ByteSource, at: number): number | null {
  let place = at - 1;
  while (bytes.at(place) === 32 || bytes.at(place) === 9) place -= 1;
  return bytes.at(place) === 10 ? at - place - 1 : null;
}

/** The name in quotes at `at`, where a value follows; null where none stands there. */
export function keyAt(bytes: ByteSource, at: number): { key: string; value: number } | null {
  if (bytes.at(at) !== 34) return null;
  let end = at + 1;
  while (end - at < 100 && bytes.at(end) >= 32 && bytes.at(end) !== 34) end += 1;
  const colon = afterSpace(bytes, end + 1);
  if (bytes.at(end) !== 34 || bytes.at(colon) !== 58) return null;
  return { key: bytes.slice(at + 1, end), value: afterSpace(bytes, colon + 1) };
}
