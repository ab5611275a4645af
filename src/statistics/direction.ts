import { type ChangePoint, findChangePoints } from "./change-points.ts";
import { normalTail } from "./distributions.ts";
import { innovationVariance } from "./innovations.ts";
import { hamedRaoFactor, type MannKendall, mannKendall } from "./mann-kendall.ts";
import type { Numbers } from "./order.ts";
import { kendallVariance, type Slope, theilSen } from "./theil-sen.ts";
import { variancesAlike, withoutSeason } from "./unseasonal.ts";

export interface Direction {
  /** `level_change`: the level is another one since a place of the series, and steady on both sides of it. */
  direction: "up" | "down" | "none" | "level_change";
  test: MannKendall;
  slope: Slope;
  /** The last change of level, where that is what moved the series. */
  change: ChangePoint | undefined;
}

/** Change points that may stand for a movement are certain to this degree. */
const LEAST_CONFIDENCE = 0.95;
/** Levels within which a direction is as sure as this do not explain the movement. */
const STILL_MOVING = 0.01;
/** Prices in logs of n: a slope is one number, a level one and its place. */
const PRICE = { line: 1, level: 3 };

/**
 * Direction of a series of daily counts: Mann–Kendall corrected for autocorrelation, with Theil–Sen's slope. They see a rise in a
 * mere step, or its autocorrelation hides it from them; so where change points are known, a straight line and the levels between them are compared by description length
 * (n·log(variance of the AR(1) innovations), each parameter at its price; as for change points: Davis, Lee and
 * Rodriguez-Yam 2006), and where the levels win and there is no direction left within them, the level has changed and no
 * more.
 *
 * @param values a regular series; NaN where there is a gap
 * @param options.period season taken out before the comparison; default 7
 */
export function seriesDirection(values: Numbers, { period = 7 } = {}): Direction {
  const places = Array.from({ length: values.length }, (_, i) => i).filter((i) => Number.isFinite(values[i]));
  const level = withoutSeason(variancesAlike(places.map((i) => values[i]!)), places, period);
  const test = mannKendall(level, { leastInflation: 1 });
  const slope = theilSen(values, { inflation: test.inflation });
  // Of few mentions a day most pairs are alike: the test may see a direction where the slope is none.
  const direction = slope.slope === 0 ? "none" : test.direction;
  const moving: Direction = { direction, test, slope, change: undefined };
  const changes = findChangePoints(values, { kind: "counts", period }).filter(
    ({ confidence }) => confidence >= LEAST_CONFIDENCE,
  );
  if (changes.length === 0 || wentBack(changes)) return moving;
  const starts = changes.map(({ index }) => places.indexOf(index));
  const segments = [0, ...starts].map((from, i) => level.slice(from, starts[i]));
  const price = (rest: readonly number[], logs: number) =>
    rest.length * Math.log(innovationVariance(rest)) + logs * Math.log(rest.length);
  const line = price(offLine(level, places), PRICE.line);
  const steps = price(segments.flatMap(offMean), PRICE.level * changes.length);
  if (line <= steps || directionWithin(segments) < STILL_MOVING) return moving;
  return { ...moving, direction: "level_change", change: changes.at(-1) };
}

/** Whether the last change took back most of what those before had moved. */
function wentBack(changes: readonly ChangePoint[]): boolean {
  const [first, last] = [changes[0]!, changes.at(-1)!];
  const lasting = (last.after - first.before) * Math.sign(last.after - last.before);
  return lasting < Math.abs(last.after - last.before) / 2;
}

function offMean(values: readonly number[]): number[] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.map((value) => value - mean);
}

/** Residuals of a straight line by least squares. */
function offLine(values: readonly number[], places: readonly number[]): number[] {
  const [x, y] = [offMean(places), offMean(values)];
  const slope = x.reduce((sum, t, i) => sum + t * y[i]!, 0) / x.reduce((sum, t) => sum + t * t, 0);
  return y.map((value, i) => value - slope * x[i]!);
}

/** p of no direction within segments: their S and its variances added up (as over seasons: Hirsch, Slack and Smith 1982). */
function directionWithin(segments: readonly (readonly number[])[]): number {
  const tests = segments.map((own) => mannKendall(own, { correction: "none" }));
  const s = tests.reduce((sum, test) => sum + test.s, 0);
  const inflation = Math.max(1, hamedRaoFactor(segments.flatMap(offMean), 0));
  const variance = segments.reduce((sum, own) => sum + kendallVariance(own), 0) * inflation;
  const z = s === 0 || !(variance > 0) ? 0 : (Math.abs(s) - 1) / Math.sqrt(variance);
  return Math.min(1, 2 * normalTail(z));
}
