/** Weights of one application profile; true negatives weigh nothing in the published score. */
export interface NabProfile {
  tpWeight: number;
  fpWeight: number;
  fnWeight: number;
}

export const STANDARD_PROFILE: NabProfile = { tpWeight: 1, fpWeight: 0.11, fnWeight: 1 };

/** One series' anomaly scores, 0 to 1, one a row, and its labelled windows as first and last row (inclusive). */
export interface NabSeries {
  scores: ArrayLike<number>;
  windows: readonly { first: number; last: number }[];
}

/**
 * NAB's scaled sigmoid of the place relative to a window (Lavin and Ahmad 2015): −1 at the window's first row,
 * 0 at its last, above that behind it.
 */
export function scaledSigmoid(place: number): number {
  return place >= 3 ? -1 : 2 / (1 + Math.exp(5 * place)) - 1;
}

/** Rows at the start that are not scored: 15 % of the file, at most 15 % of 5000. */
export function probation(rows: number): number {
  return Math.floor(0.15 * Math.min(rows, 5000));
}

interface Alert {
  score: number;
  /** Window hit (its number over the whole corpus), or −1. */
  window: number;
  value: number;
}

function alertsOf({ scores, windows }: NabSeries, profile: NabProfile, firstWindow: number): Alert[] {
  const alerts: Alert[] = [];
  let passed = -1;
  for (let row = 0; row < scores.length; row++) {
    while (passed + 1 < windows.length && windows[passed + 1]!.last < row) passed++;
    if (row < probation(scores.length)) continue;
    const next = windows[passed + 1];
    const alert = { score: scores[row]!, window: -1, value: -profile.fpWeight };
    if (next && next.first <= row) {
      const width = next.last - next.first + 1;
      alert.window = firstWindow + passed + 1;
      alert.value = (profile.tpWeight * scaledSigmoid(-(next.last - row + 1) / width)) / scaledSigmoid(-1);
    } else if (passed >= 0) {
      const { first, last } = windows[passed]!;
      alert.value = profile.fpWeight * scaledSigmoid((row - last) / (last - first));
    }
    alerts.push(alert);
  }
  return alerts;
}

export interface NabResult {
  /** 100 = every window found at its first row and no false alarm; 0 = a detector that never alarms. */
  score: number;
  /** Rows with a score at or above it are alarms. */
  threshold: number;
  found: number;
  windows: number;
  falseAlarms: number;
}

/**
 * NAB's normalised score of a corpus (Lavin and Ahmad 2015, scoring of its version 1): in each window the earliest
 * alarm counts by the sigmoid of its place, a missed window costs fnWeight, every alarm outside costs by its distance
 * behind the last window. One threshold for all series, the one with the highest total, as NAB's optimiser takes it,
 * unless it is given.
 */
export function nabScore(
  corpus: readonly NabSeries[],
  profile: NabProfile = STANDARD_PROFILE,
  threshold?: number,
): NabResult {
  const windows = corpus.reduce((sum, series) => sum + series.windows.length, 0);
  let first = 0;
  const alerts = corpus.flatMap((series) => {
    const own = alertsOf(series, profile, first);
    first += series.windows.length;
    return own;
  });
  alerts.sort((a, b) => b.score - a.score);
  const best = new Float64Array(windows).fill(-profile.fnWeight);
  let [total, found, falseAlarms] = [-profile.fnWeight * windows, 0, 0];
  let result = { raw: total, threshold: Number.POSITIVE_INFINITY, found, falseAlarms };
  alerts.forEach((alert, i) => {
    if (threshold !== undefined && alert.score < threshold) return;
    if (alert.window < 0) {
      total += alert.value;
      falseAlarms += 1;
    } else {
      if (best[alert.window] === -profile.fnWeight) found += 1;
      const gain = Math.max(0, alert.value - best[alert.window]!);
      total += gain;
      best[alert.window]! += gain;
    }
    const last = i + 1 === alerts.length || alerts[i + 1]!.score !== alert.score;
    if ((last && total > result.raw) || threshold !== undefined) {
      result = { raw: total, threshold: alert.score, found, falseAlarms };
    }
  });
  const least = -profile.fnWeight * windows;
  const score = (100 * (result.raw - least)) / (profile.tpWeight * windows - least);
  return {
    score,
    threshold: result.threshold,
    found: result.found,
    windows,
    falseAlarms: result.falseAlarms,
  };
}
