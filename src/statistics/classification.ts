/** A machine's labels against the true ones, weighted. `matrix[i][j]`: true class i, predicted class j. */
export interface Confusion {
  classes: readonly string[];
  matrix: number[][];
  /** Weight in all. */
  total: number;
}

/**
 * Confusion matrix, weighted (by 1 / sampling probability where a sample was drawn with unequal ones).
 *
 * @param classes order of rows and columns; default all labels seen, sorted
 */
export function confusion(
  truth: readonly string[],
  predicted: readonly string[],
  { classes, weights }: { classes?: readonly string[]; weights?: ArrayLike<number> } = {},
): Confusion {
  const names = classes ?? [...new Set([...truth, ...predicted])].sort();
  const place = new Map(names.map((name, i) => [name, i]));
  const matrix = names.map(() => names.map(() => 0));
  let total = 0;
  truth.forEach((label, i) => {
    const row = place.get(label);
    const column = place.get(predicted[i]!);
    if (row === undefined || column === undefined) return;
    const weight = weights?.[i] ?? 1;
    matrix[row]![column]! += weight;
    total += weight;
  });
  return { classes: names, matrix, total };
}

export interface ClassScores {
  precision: number;
  recall: number;
  f1: number;
  /** Weight of the class among the true labels. */
  support: number;
}

/** Precision, recall and F1 per class, in a Map by class; NaN precision where nothing was predicted so. */
export function classScores({ classes, matrix }: Confusion): Map<string, ClassScores> {
  return new Map(
    classes.map((name, c) => {
      const hit = matrix[c]![c]!;
      const support = matrix[c]!.reduce((a, b) => a + b, 0);
      const guessed = matrix.reduce((sum, row) => sum + row[c]!, 0);
      const f1 = support + guessed > 0 ? (2 * hit) / (support + guessed) : 0;
      return [name, { precision: hit / guessed, recall: hit / support, f1, support }];
    }),
  );
}

/** Mean F1 over the classes that occur in the truth or the prediction; NaN without data. */
export function macroF1(table: Confusion): number {
  return meanOf(table, (scores) => scores.f1);
}

/** Mean recall over the classes that occur in the truth; NaN without data. */
export function macroRecall(table: Confusion): number {
  return meanOf(table, (scores) => (scores.support > 0 ? scores.recall : undefined));
}

/** Share of weight on the diagonal; NaN without data. */
export function accuracy({ matrix, total }: Confusion): number {
  return matrix.reduce((sum, row, i) => sum + row[i]!, 0) / total;
}

function meanOf(table: Confusion, pick: (scores: ClassScores) => number | undefined): number {
  const scored = [...classScores(table).values()].filter(
    (scores) => scores.support > 0 || !Number.isNaN(scores.precision),
  );
  const values = scored.map(pick).filter((value) => value !== undefined);
  return values.reduce((a, b) => a + b, 0) / values.length;
}
