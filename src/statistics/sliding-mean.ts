import type { Numbers } from "./order.ts";

/** Share of the window's values that is left out at each end. */
const TRIM = 0.1;

/**
 * Trimmed mean (a tenth left out at each end) of the known (not NaN) values from `back` places before to `ahead` places
 * behind each place; a negative `ahead` ends before the place itself. NaN where fewer than `fewest` are known.
 *
 * @param options.skipCentre leave the place itself out
 */
export function slidingMean(
  values: Numbers,
  back: number,
  ahead: number,
  { fewest = 1, skipCentre = false }: { fewest?: number; skipCentre?: boolean } = {},
): Float64Array {
  const result = new Float64Array(values.length).fill(Number.NaN);
  const window = new SortedWindow(back + ahead + 1);
  for (let i = 0; i < Math.min(ahead, values.length); i++) window.add(values[i]!);
  for (let t = 0; t < values.length; t++) {
    if (t + ahead >= 0 && t + ahead < values.length) window.add(values[t + ahead]!);
    if (t - back - 1 >= 0) window.remove(values[t - back - 1]!);
    if (skipCentre) window.remove(values[t]!);
    if (window.size >= fewest) result[t] = window.trimmedMean();
    if (skipCentre) window.add(values[t]!);
  }
  return result;
}

/** Values in ascending order, for windows of some hundred places. */
class SortedWindow {
  size = 0;
  readonly #sorted: Float64Array;

  constructor(capacity: number) {
    this.#sorted = new Float64Array(capacity + 2);
  }

  add(value: number): void {
    if (Number.isNaN(value)) return;
    const place = this.#place(value);
    this.#sorted.copyWithin(place + 1, place, this.size);
    this.#sorted[place] = value;
    this.size++;
  }

  remove(value: number): void {
    if (Number.isNaN(value)) return;
    const place = this.#place(value);
    this.#sorted.copyWithin(place, place + 1, this.size);
    this.size--;
  }

  trimmedMean(): number {
    const cut = Math.round(TRIM * this.size);
    let sum = 0;
    for (let i = cut; i < this.size - cut; i++) sum += this.#sorted[i]!;
    return sum / (this.size - 2 * cut);
  }

  #place(value: number): number {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
