/** Change points by annotator: the first place of each new segment. */
export type Annotations = Readonly<Record<string, readonly number[]>>;

/** Places that a change point may be off. */
const MARGIN = 5;

/** How many of `truth` have a detection within the margin, each detection used once (van den Burg and Williams 2020). */
function hits(truth: readonly number[], found: readonly number[]): number {
  const free = new Set(found);
  let count = 0;
  for (const point of [...truth].sort((a, b) => a - b)) {
    const near = [...free].filter((other) => Math.abs(other - point) <= MARGIN);
    if (near.length === 0) continue;
    count += 1;
    free.delete(near.reduce((a, b) => (Math.abs(b - point) < Math.abs(a - point) ? b : a)));
  }
  return count;
}

/**
 * F1 of change points against several annotators: precision against all annotations together, recall as the mean over
 * annotators, the trivial change point 0 counted in all sets, margin 5 (van den Burg and Williams 2020).
 */
export function segmentationF1(annotations: Annotations, found: readonly number[]): number {
  const withStart = (points: readonly number[]) => [...new Set([0, ...points])];
  const all = withStart(Object.values(annotations).flat());
  const detected = withStart(found);
  const precision = hits(all, detected) / detected.length;
  const each = Object.values(annotations).map((points) => {
    const truth = withStart(points);
    return hits(truth, detected) / truth.length;
  });
  const recall = each.reduce((a, b) => a + b, 0) / each.length;
  return (2 * precision * recall) / (precision + recall);
}

/** Mean over annotators of how well the found segments cover theirs (Jaccard index, weighted by length). */
export function segmentationCover(
  annotations: Annotations,
  found: readonly number[],
  length: number,
): number {
  const mine = segments(found, length);
  const each = Object.values(annotations).map((points) =>
    segments(points, length).reduce((sum, [from, to]) => {
      const best = Math.max(...mine.map((other) => jaccard([from, to], other)));
      return sum + ((to - from) / length) * best;
    }, 0),
  );
  return each.reduce((a, b) => a + b, 0) / each.length;
}

function segments(points: readonly number[], length: number): [number, number][] {
  const starts = [...new Set([0, ...points])].sort((a, b) => a - b);
  return starts.map((start, i) => [start, starts[i + 1] ?? length]);
}

function jaccard([a, b]: [number, number], [c, d]: [number, number]): number {
  const both = Math.max(0, Math.min(b, d) - Math.max(a, c));
  return both / (b - a + d - c - both);
}
