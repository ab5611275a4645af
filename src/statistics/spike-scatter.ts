import type { Numbers } from "./order.ts";
import type { SpikeMode } from "./spike-baseline.ts";
import { type CountScale, countScale } from "./spike-scale.ts";
import { type BurstTail, burstTail } from "./spike-tail.ts";

/** Seasons of residuals that the scale is learnt from: before, or around. */
const SCALE_SEASONS: Readonly<Record<SpikeMode, number>> = { causal: 12, retrospective: 26 };
/** Seasons of values for the tail of bursts, which only fine-grained series have. */
const TAIL_SEASONS = 56;
const FEWEST_RESIDUALS = 10;
/** Scale of the residuals around one place, and tails of the bursts: one for each series of values that is asked about. */
export interface Scatter {
  scale?: CountScale;
  tails?: readonly (BurstTail | undefined)[];
}

/** Per place: scale of the residuals and tails of the bursts among the examples around it; renewed seven times a season. */
export function usualScatter(
  { counts, expected, bursts }: { counts: Numbers; expected: Numbers; bursts: readonly Numbers[] },
  places: readonly number[],
  examples: readonly number[],
  period: number,
  mode: SpikeMode,
): Scatter[] {
  const stride = Math.max(1, Math.floor(period / 7));
  const length = Math.max(7, period);
  let before = 0;
  let current: Scatter = {};
  return places.map((place, k) => {
    while (examples[before]! < place) before++;
    if (k % stride !== 0) return current;
    const others = (many: number) => around(examples, before, many, mode).filter((i) => i !== place);
    // What a burst does around it, in retrospect, is no example of the usual.
    const apart = (i: number) => mode === "causal" || Math.abs(i - place) > length / 2;
    const near = others(SCALE_SEASONS[mode] * length);
    if (near.length < FEWEST_RESIDUALS) return current;
    const far = bursts.length > 0 ? others(TAIL_SEASONS * length).filter(apart) : [];
    current = {
      scale: countScale(counts, expected, near),
      tails: bursts.map((values) => burstTail(far.map((i) => values[i]!))),
    };
    return current;
  });
}

/** The places before the k-th (causal), or half before and half after, itself among them. */
function around(places: readonly number[], k: number, many: number, mode: SpikeMode): readonly number[] {
  if (mode === "causal") return places.slice(Math.max(0, k - many), k);
  const start = Math.max(0, Math.min(k - Math.floor(many / 2), places.length - 1 - many));
  return places.slice(start, start + many + 1);
}
