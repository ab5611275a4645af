/** Autocorrelation of residuals at lag 1, between 0 and 0.999. */
export function lagOne(rest: readonly number[]): number {
  let [cross, square] = [0, 0];
  for (let i = 1; i < rest.length; i++) {
    cross += rest[i]! * rest[i - 1]!;
    square += rest[i - 1]! ** 2;
  }
  return square > 0 ? Math.min(0.999, Math.max(0, cross / square)) : 0;
}

/** Variance of what is new in residuals of an autoregression of order one. */
export function innovationVariance(rest: readonly number[]): number {
  const rho = lagOne(rest);
  const first = rest[0]! ** 2 * (1 - rho * rho);
  const sum = rest.reduce((a, value, i) => (i === 0 ? first : a + (value - rho * rest[i - 1]!) ** 2), 0);
  return Math.max(1e-12, sum / rest.length);
}
