import type { LanguageEvidence } from "../sentiment.ts";

/** Held-back texts of one language: scores of negative and positive against neutral, class and weight. */
export interface HeldBack {
  scores: [number, number][];
  labels: number[];
  weights: number[];
}

export type Calibration = Pick<LanguageEvidence, "slope" | "intercepts">;

/** Probabilities (negative, neutral, positive) of calibrated scores. */
export function probabilities(
  scores: readonly [number, number],
  calibration: Calibration,
): [number, number, number] {
  const a = scores[0] * calibration.slope + calibration.intercepts[0];
  const c = scores[1] * calibration.slope + calibration.intercepts[1];
  const top = Math.max(a, c, 0);
  const [x, y, z] = [Math.exp(a - top), Math.exp(-top), Math.exp(c - top)];
  const sum = x + y + z;
  return [x / sum, y / sum, z / sum];
}

const STEPS = 400;
const RATE = 0.5;

/**
 * Slope and two intercepts that minimise the weighted log loss on held-back texts (vector scaling with one
 * temperature, after Guo et al. 2017), drawn towards `prior` with the weight of `pull` texts.
 */
export function calibrate(held: HeldBack, prior: Calibration, pull = 20): Calibration {
  const total = held.weights.reduce((sum, w) => sum + w, 0);
  let { slope } = prior;
  let [a, c] = prior.intercepts;
  const squares = [1e-8, 1e-8, 1e-8];
  for (let step = 0; step < STEPS; step++) {
    const gradient = [
      pull * (slope - prior.slope),
      pull * (a - prior.intercepts[0]),
      pull * (c - prior.intercepts[1]),
    ];
    held.scores.forEach((score, i) => {
      const p = probabilities(score, { slope, intercepts: [a, c] });
      const w = held.weights[i] as number;
      const negative = w * (p[0] - (held.labels[i] === 0 ? 1 : 0));
      const positive = w * (p[2] - (held.labels[i] === 2 ? 1 : 0));
      gradient[0]! += negative * score[0] + positive * score[1];
      gradient[1]! += negative;
      gradient[2]! += positive;
    });
    const moves = gradient.map((g, k) => {
      const scaled = g / (total + pull);
      squares[k] = squares[k]! + scaled * scaled;
      return (RATE * scaled) / Math.sqrt(squares[k]!);
    });
    slope = Math.max(0.05, slope - moves[0]!);
    a -= moves[1]!;
    c -= moves[2]!;
  }
  return { slope, intercepts: [a, c] };
}

/** Of texts with about the same probability, how many were right: one bar of a reliability chart. */
export interface ReliabilityBin {
  confidence: number;
  accuracy: number;
  weight: number;
}

/** Reliability of the most probable label in `bins` equal steps, and the expected calibration error (0 to 1). */
export function reliability(
  predictions: readonly { confidence: number; right: boolean; weight: number }[],
  bins = 10,
): { error: number; bins: ReliabilityBin[] } {
  const sums = Array.from({ length: bins }, () => ({ confidence: 0, right: 0, weight: 0 }));
  for (const { confidence, right, weight } of predictions) {
    const bin = sums[Math.min(bins - 1, Math.floor(confidence * bins))]!;
    bin.confidence += confidence * weight;
    bin.right += right ? weight : 0;
    bin.weight += weight;
  }
  const total = sums.reduce((sum, bin) => sum + bin.weight, 0);
  const chart = sums
    .filter((bin) => bin.weight > 0)
    .map((bin) => ({
      confidence: bin.confidence / bin.weight,
      accuracy: bin.right / bin.weight,
      weight: bin.weight,
    }));
  const error = chart.reduce(
    (sum, bin) => sum + (bin.weight / total) * Math.abs(bin.confidence - bin.accuracy),
    0,
  );
  return { error, bins: chart };
}
