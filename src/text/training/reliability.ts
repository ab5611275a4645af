/** Of texts with about the same probability, how many were right: one bar of a reliability chart. */
export interface ReliabilityBin {
  confidence: number;
  accuracy: number;
  weight: number;
}

/**
 * Reliability of the most probable label in `bins` equal steps, and the expected calibration error (0 to 1; Naeini,
 * Cooper and Hauskrecht 2015).
 */
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
