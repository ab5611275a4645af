import { ticks } from "d3-array";

/** Maps a domain linearly on a range of pixels. */
export interface Scale {
  (value: number): number;
  domain: readonly [number, number];
  ticks(count: number): number[];
}

/** Linear scale. An empty domain is widened, so that a constant series is drawn in the middle. */
export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [low, high] = domain[0] === domain[1] ? [domain[0] - 0.5, domain[1] + 0.5] : domain;
  const scale = (value: number) => range[0] + ((value - low) / (high - low)) * (range[1] - range[0]);
  return Object.assign(scale, {
    domain: [low, high] as const,
    ticks: (count: number) => ticks(low, high, count),
  });
}

/** Upper end of an axis that starts at zero: the next round number. */
export function niceCeiling(value: number, count = 4): number {
  if (!(value > 0)) return 1;
  const steps = ticks(0, value, count);
  const step = (steps[1] ?? value) - (steps[0] ?? 0);
  return Math.ceil(value / step) * step;
}

const DAY = 86_400_000;

/** Days since 1970-01-01 of a date `YYYY-MM-DD`. */
export function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY);
}

/** Date `YYYY-MM-DD` of a day number. */
export function dayText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/**
 * Vertical places for labels near their wished places, at least `gap` apart and inside [low, high]:
 * pushed apart from top to bottom, then back from the bottom. Order is kept.
 */
export function spread(wished: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wished.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  let floor = low;
  for (const item of order) {
    item.y = Math.max(item.y, floor);
    floor = item.y + gap;
  }
  let ceiling = high;
  for (const item of order.toReversed()) {
    item.y = Math.min(item.y, ceiling);
    ceiling = item.y - gap;
  }
  const placed: number[] = [];
  for (const item of order) placed[item.index] = item.y;
  return placed;
}
