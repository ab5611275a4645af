/**
 * Two-sided p of McNemar's exact test (McNemar 1947): of two models judged on the same texts, how often chance alone would part those that
 * only one gets right as unevenly as `gained` to `lost`, or more.
 */
export function signTest(gained: number, lost: number): number {
  const n = gained + lost;
  const least = Math.min(gained, lost);
  if (gained === lost) return 1;
  let logTerm = -n * Math.LN2;
  for (let k = 0; k < least; k++) logTerm += Math.log((n - k) / (k + 1));
  let ratio = 1;
  let sum = 1;
  for (let k = least; k > 0; k--) {
    ratio *= k / (n - k + 1);
    sum += ratio;
  }
  return Math.min(1, 2 * Math.exp(logTerm) * sum);
}
