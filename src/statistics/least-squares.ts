/** Ordinary least squares with standard errors that allow for autocorrelation and changing variance. */
export interface LeastSquares {
  coefficients: number[];
  /** Covariance of the coefficients (Newey and West 1987). */
  covariance: number[][];
  /** The same as if errors were independent and alike. */
  plain: number[][];
  residuals: number[];
  /** Rows minus columns. */
  df: number;
}

/**
 * Least squares with Newey–West (1987) covariance, Bartlett weights, times n/(n − k) for small samples.
 *
 * @param rows design matrix, one row per observation
 * @param lag lags with weight; 0 gives White's covariance
 * @param options.places time of each row, so that gaps count as distance; default 0, 1, 2 …
 * @param options.leverage residuals divided by 1 − leverage in the covariance (HC3; MacKinnon and White 1985), for
 *   coefficients that rest on few rows
 * @returns undefined where columns are linearly dependent or there are no more rows than columns
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  y: readonly number[],
  lag: number,
  { places, leverage = false }: { places?: readonly number[]; leverage?: boolean } = {},
): LeastSquares | undefined {
  const n = rows.length;
  const k = rows[0]?.length ?? 0;
  if (n <= k || k === 0) return undefined;
  const inverse = invert(product(rows, rows, k));
  if (!inverse) return undefined;
  const moment = Array.from({ length: k }, (_, c) => rows.reduce((sum, row, i) => sum + row[c]! * y[i]!, 0));
  const coefficients = inverse.map((row) => row.reduce((sum, value, c) => sum + value * moment[c]!, 0));
  const residuals = rows.map((row, i) => y[i]! - row.reduce((sum, x, c) => sum + x * coefficients[c]!, 0));
  const weights = rows.map((row) => (leverage ? 1 / Math.max(0.05, 1 - quadratic(inverse, row)) : 1));
  const scores = rows.map((row, i) => row.map((x) => x * residuals[i]! * weights[i]!));
  const meat = longRun(scores, k, lag, places ?? rows.map((_, i) => i));
  const half = multiply(inverse, meat);
  const small = leverage ? 1 : n / (n - k);
  const covariance = multiply(half, inverse).map((row) => row.map((value) => value * small));
  const square = residuals.reduce((sum, value) => sum + value * value, 0) / (n - k);
  const plain = inverse.map((row) => row.map((value) => value * square));
  return { coefficients, covariance, plain, residuals, df: n - k };
}

/** Newey and West's (1994) rule of thumb for the lag: ⌊4 (n/100)^(2/9)⌋. */
export function neweyWestLag(n: number): number {
  return Math.floor(4 * (n / 100) ** (2 / 9));
}

/** x'Mx */
export function quadratic(matrix: readonly (readonly number[])[], x: readonly number[]): number {
  return matrix.reduce(
    (sum, row, i) => sum + x[i]! * row.reduce((own, value, j) => own + value * x[j]!, 0),
    0,
  );
}

function longRun(scores: number[][], k: number, lag: number, places: readonly number[]): number[][] {
  const sum = product(scores, scores, k);
  for (let i = 0; i < scores.length; i++) {
    for (let j = i + 1; j < scores.length && places[j]! - places[i]! <= lag; j++) {
      const weight = 1 - (places[j]! - places[i]!) / (lag + 1);
      for (let a = 0; a < k; a++) {
        for (let b = 0; b < k; b++) {
          sum[a]![b]! += weight * (scores[i]![a]! * scores[j]![b]! + scores[j]![a]! * scores[i]![b]!);
        }
      }
    }
  }
  return sum;
}

function product(
  left: readonly (readonly number[])[],
  right: readonly (readonly number[])[],
  k: number,
): number[][] {
  const sum = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  left.forEach((row, i) => {
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) sum[a]![b]! += row[a]! * right[i]![b]!;
  });
  return sum;
}

function multiply(a: number[][], b: number[][]): number[][] {
  return a.map((row) => b[0]!.map((_, c) => row.reduce((sum, value, i) => sum + value * b[i]![c]!, 0)));
}

/** Inverse of a symmetric positive definite matrix by Gauss–Jordan on the matrix scaled to unit diagonal. */
function invert(matrix: number[][]): number[][] | undefined {
  const k = matrix.length;
  const scale = matrix.map((row, i) => 1 / Math.sqrt(row[i]!));
  const work = matrix.map((row, i) => [
    ...row.map((value, j) => value * scale[i]! * scale[j]!),
    ...row.map((_, j) => (i === j ? 1 : 0)),
  ]);
  for (let c = 0; c < k; c++) {
    let pivot = c;
    for (let r = c + 1; r < k; r++) if (Math.abs(work[r]![c]!) > Math.abs(work[pivot]![c]!)) pivot = r;
    if (!(Math.abs(work[pivot]![c]!) > 1e-11)) return undefined;
    [work[c], work[pivot]] = [work[pivot]!, work[c]!];
    const head = work[c]![c]!;
    work[c] = work[c]!.map((value) => value / head);
    for (let r = 0; r < k; r++) {
      const factor = work[r]![c]!;
      if (r !== c && factor !== 0) work[r] = work[r]!.map((value, j) => value - factor * work[c]![j]!);
    }
  }
  return work.map((row, i) => row.slice(k).map((value, j) => value * scale[i]! * scale[j]!));
}
