import type { LanguageEvidence } from "../sentiment.ts";

/** Held-back texts of one language: scores of negative and positive against neutral, class and weight. */
export interface HeldBack {
  scores: [number, number][];
  labels: number[];
  weights: number[];
  /** True where only negative and positive were possible. */
  binary: boolean[];
}

export type Calibration = Pick<LanguageEvidence, "slope" | "intercepts">;

/** Probabilities (negative, neutral, positive) of calibrated scores; `binary`: given that it is not neutral. */
export function probabilities(
  scores: readonly [number, number],
  calibration: Calibration,
  binary = false,
): [number, number, number] {
  const a = scores[0] * calibration.slope + calibration.intercepts[0];
  const c = scores[1] * calibration.slope + calibration.intercepts[1];
  const top = binary ? Math.max(a, c) : Math.max(a, c, 0);
  const [x, y, z] = [Math.exp(a - top), binary ? 0 : Math.exp(-top), Math.exp(c - top)];
  const sum = x + y + z;
  return [x / sum, y / sum, z / sum];
}

const STEPS = 30;

/** Solve the symmetric system `h · x = g` of three unknowns (Cramer's rule). */
function solve(h: readonly number[], g: readonly number[]): [number, number, number] {
  const [a, b, c, d, e, f] = h as [number, number, number, number, number, number];
  const [x, y, z] = g as [number, number, number];
  const determinant = a * (d * f - e * e) - b * (b * f - c * e) + c * (b * e - c * d);
  return [
    (x * (d * f - e * e) - b * (y * f - e * z) + c * (y * e - d * z)) / determinant,
    (a * (y * f - e * z) - x * (b * f - c * e) + c * (b * z - y * c)) / determinant,
    (a * (d * z - e * y) - b * (b * z - y * c) + x * (b * e - c * d)) / determinant,
  ];
}

/** Gradient and Hessian (upper triangle by rows) of the weighted log loss. */
function derivatives(held: HeldBack, calibration: Calibration): { g: number[]; h: number[] } {
  const g = [0, 0, 0];
  const h = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < held.labels.length; i++) {
    const [s, t] = held.scores[i]!;
    const p = probabilities(held.scores[i]!, calibration, held.binary[i]);
    const w = held.weights[i]!;
    const negative = w * (p[0] - (held.labels[i] === 0 ? 1 : 0));
    const positive = w * (p[2] - (held.labels[i] === 2 ? 1 : 0));
    const nn = w * p[0] * (1 - p[0]);
    const pp = w * p[2] * (1 - p[2]);
    const np = -w * p[0] * p[2];
    g[0]! += negative * s + positive * t;
    g[1]! += negative;
    g[2]! += positive;
    h[0]! += nn * s * s + 2 * np * s * t + pp * t * t;
    h[1]! += nn * s + np * t;
    h[2]! += np * s + pp * t;
    h[3]! += nn;
    h[4]! += np;
    h[5]! += pp;
  }
  return { g, h };
}

/**
 * Slope and two intercepts that minimise the weighted log loss on held-back texts (vector scaling with one
 * temperature, after Guo et al. 2017), by Newton's method. Texts of binary sources bear on negative against
 * positive only. Drawn towards `prior` with the weight of `pull` texts.
 */
export function calibrate(held: HeldBack, prior: Calibration, pull = 20): Calibration {
  let calibration = prior;
  for (let step = 0; step < STEPS; step++) {
    const { g, h } = derivatives(held, calibration);
    const [a, c] = calibration.intercepts;
    const away = [calibration.slope - prior.slope, a - prior.intercepts[0], c - prior.intercepts[1]];
    const ridge = [h[0]! + pull, h[1]!, h[2]!, h[3]! + pull, h[4]!, h[5]! + pull];
    const move = solve(
      ridge,
      g.map((value, k) => value + pull * away[k]!),
    ).map((value) => Math.max(-0.5, Math.min(0.5, value))) as [number, number, number];
    calibration = {
      slope: Math.max(0.05, calibration.slope - move[0]),
      intercepts: [a - move[1], c - move[2]],
    };
    if (Math.abs(move[0]) + Math.abs(move[1]) + Math.abs(move[2]) < 1e-7) break;
  }
  return calibration;
}

/** Scores of texts that no label places, with even shares of the three classes: slope of `prior`, shifted to fit. */
export function evenIntercepts(scores: readonly [number, number][], prior: Calibration): Calibration {
  const calibration: Calibration = { slope: prior.slope, intercepts: [...prior.intercepts] };
  for (let step = 0; step < 10 * STEPS; step++) {
    const sums = [0, 0, 0];
    for (const score of scores)
      probabilities(score, calibration).forEach((p, k) => {
        sums[k]! += p / scores.length;
      });
    const [a, b, c] = sums as [number, number, number];
    calibration.intercepts[0] -= Math.log(a / b);
    calibration.intercepts[1] -= Math.log(c / b);
    if (Math.abs(a - b) + Math.abs(c - b) < 1e-9) break;
  }
  return calibration;
}

/**
 * Shift both intercepts until the share of opinions (texts of binary sources, weighted) that would be called
 * neutral is within `[least, most]`. Such sources say nothing of where neutral begins; this bounds how many opinions
 * a line borrowed from other texts may swallow. Negative against positive stays as it was.
 */
export function boundNeutral(
  held: HeldBack,
  calibration: Calibration,
  [least, most]: readonly [number, number],
): Calibration {
  const { slope, intercepts } = calibration;
  const margins = held.scores
    .map(([s, t], i) => ({
      margin: Math.max(s * slope + intercepts[0], t * slope + intercepts[1]),
      weight: held.binary[i] ? (held.weights[i] as number) : 0,
    }))
    .filter(({ weight }) => weight > 0)
    .sort((x, y) => x.margin - y.margin);
  const total = margins.reduce((sum, { weight }) => sum + weight, 0);
  const neutral = margins.reduce((sum, { margin, weight }) => sum + (margin < 0 ? weight : 0), 0) / total;
  if (margins.length === 0 || (neutral >= least && neutral <= most)) return calibration;
  let below = (neutral > most ? most : least) * total;
  const at = margins.find(({ weight }) => {
    below -= weight;
    return below < 0;
  });
  const shift = at?.margin ?? 0;
  return { slope, intercepts: [intercepts[0] - shift, intercepts[1] - shift] };
}
