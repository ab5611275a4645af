import { studentQuantile } from "./distributions.ts";
import type { Numbers } from "./order.ts";
import { type RatioSums, ratioSums } from "./ratio-sums.ts";
import { type Bounds, wilsonInterval } from "./wilson.ts";

/** Fewest scored mentions for a figure. */
export const FEWEST_MENTIONS = 30;
/** Fewest authors for a figure, whatever the base. */
export const FEWEST_AUTHORS = 10;
/** With fewer authors than this who have the property (or who lack it), Wilson takes over. */
const FEWEST_WITH_PROPERTY = 5;

/** So few independent mentions with the property (or without it) say little of their own spread; see {@link independent}. */
const FEWEST_INDEPENDENT = 3;
/** Correlation of one author's mentions that is reckoned with before anything is seen of it. */
const USUAL_LIKENESS = 0.2;

/** What is measured: a share lies in 0 to 1 (logit scale), a net value in −1 to +1 (Fisher's scale). */
export type Scale = "share" | "net";

export type IntervalMethod = "clustered" | "wilson" | "too_few";

/** A ratio with its 95 % interval. `value`, `low` and `high` are null when there are too few mentions or authors. */
export interface RatioInterval {
  value: number | null;
  low: number | null;
  high: number | null;
  method: IntervalMethod;
  /** Authors with a part in the denominator. */
  n_authors: number;
  /** Degrees of freedom of Student's t; null unless `method` is `clustered`. */
  df: number | null;
}

export interface RatioOptions {
  scale?: Scale;
  /** Mentions in the denominator; needed when x is not a count (weights, engagement). Default Σx. */
  mentions?: number;
  confidence?: number;
  /** Degrees of freedom to use instead of Satterthwaite's. */
  df?: number;
}

/** Per author: numerator y and denominator x, of equal length, one place per author. */
export interface AuthorRatios {
  y: Numbers;
  x: Numbers;
}

/**
 * Σy/Σx over authors with an interval that treats authors, not posts, as independent.
 *
 * Linearised variance with each author's influence divided by 1 − his part of the denominator (CR3; Bell and
 * McCaffrey 2002), Student's t at Satterthwaite's degrees of freedom, on the logit scale for shares and Fisher's
 * for net. Wilson with the effective size (Σx)²/Σx² where the variance is zero or fewer than five authors have
 * the property (or lack it). Where the mentions with the property (or without) are worth fewer than three independent ones, a
 * share's bounds are the wider of both, Wilson's at the number of independent mentions: loud authors who happen to lack what is rare
 * are missing from the observed variance. Too few: under 30 mentions or under 10 authors, then no figure.
 *
 * @param data arrays per author, or the sums of them (see {@link RatioSums}), which SQL can work out
 */
export function ratioInterval(data: AuthorRatios | RatioSums, options: RatioOptions = {}): RatioInterval {
  const sums = "influence2" in data ? data : ratioSums(data);
  const { scale = "share", confidence = 0.95, mentions = sums.x } = options;
  const n_authors = sums.n;
  if (mentions < FEWEST_MENTIONS || n_authors < FEWEST_AUTHORS || !(sums.x > 0)) {
    return { value: null, low: null, high: null, method: "too_few", n_authors, df: null };
  }
  const value = sums.y / sums.x;
  const variance = ratioVariance(sums);
  if (!(variance > 0) || isRare(sums)) {
    return {
      value,
      ...effectiveWilson(value, sums, scale, confidence),
      method: "wilson",
      n_authors,
      df: null,
    };
  }
  const df = options.df ?? satterthwaite(sums);
  const t = studentQuantile(1 - (1 - confidence) / 2, df);
  const bounds = scaledBounds(value, Math.sqrt(variance) * t, scale);
  const size = independent(sums);
  if (scale === "share" && Math.min(value, 1 - value) * size < FEWEST_INDEPENDENT) {
    const { low, high } = wilsonInterval(value, size, confidence);
    const wider = { low: Math.min(low, bounds.low), high: Math.max(high, bounds.high) };
    return { value, ...wider, method: "wilson", n_authors, df: null };
  }
  return { value, ...bounds, method: "clustered", n_authors, df };
}

/** Independent mentions that the mentions are worth (Kish 1965) if an author's are correlated as usual. */
function independent({ x, x2 }: RatioSums): number {
  return x / Math.max(1, 1 + USUAL_LIKENESS * (x2 / x - 1));
}

/** Var(R) = n/(n−1) · Σ influence². */
export function ratioVariance(sums: RatioSums): number {
  return (sums.n / (sums.n - 1)) * sums.influence2;
}

/** Effective degrees of freedom (Σv)²/Σv² from the inequality of the influences' variances. */
export function satterthwaite(sums: RatioSums): number {
  return Math.max(1, (sums.spread * sums.spread) / sums.spread2);
}

function isRare(sums: RatioSums): boolean {
  return sums.with_property < FEWEST_WITH_PROPERTY || sums.without_property < FEWEST_WITH_PROPERTY;
}

function effectiveWilson(value: number, sums: RatioSums, scale: Scale, confidence: number): Bounds {
  const size = (sums.x * sums.x) / sums.x2;
  if (scale === "share") return wilsonInterval(Math.min(1, Math.max(0, value)), size, confidence);
  const { low, high } = wilsonInterval((value + 1) / 2, size, confidence);
  return { low: 2 * low - 1, high: 2 * high - 1 };
}

/** The interval value ± half on the logit (share) or Fisher (net) scale, brought back. */
export function scaledBounds(value: number, half: number, scale: Scale): Bounds {
  if (scale === "net") {
    const reach = half / (1 - value * value);
    return { low: Math.tanh(Math.atanh(value) - reach), high: Math.tanh(Math.atanh(value) + reach) };
  }
  const logit = Math.log(value / (1 - value));
  const reach = half / (value * (1 - value));
  return { low: 1 / (1 + Math.exp(reach - logit)), high: 1 / (1 + Math.exp(-reach - logit)) };
}
