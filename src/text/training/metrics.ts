/** Confusion counts: `counts[truth * classes + predicted]`. */
export class Confusion {
  readonly classes: number;
  readonly counts: Float64Array;

  constructor(classes: number) {
    this.classes = classes;
    this.counts = new Float64Array(classes * classes);
  }

  add(truth: number, predicted: number, weight = 1): void {
    const at = truth * this.classes + predicted;
    this.counts[at] = (this.counts[at] as number) + weight;
  }

  private sum(of: (i: number) => number): number {
    let total = 0;
    for (let i = 0; i < this.classes; i++) total += this.counts[of(i)] as number;
    return total;
  }

  truths(label: number): number {
    return this.sum((i) => label * this.classes + i);
  }

  predictions(label: number): number {
    return this.sum((i) => i * this.classes + label);
  }

  get total(): number {
    return this.counts.reduce((sum, n) => sum + n, 0);
  }

  get accuracy(): number {
    return this.sum((i) => i * this.classes + i) / this.total;
  }

  recall(label: number): number {
    return (this.counts[label * this.classes + label] as number) / this.truths(label);
  }

  f1(label: number): number {
    return (
      (2 * (this.counts[label * this.classes + label] as number)) /
      (this.truths(label) + this.predictions(label))
    );
  }

  private mean(of: (label: number) => number): number {
    const present = Array.from({ length: this.classes }, (_, c) => c).filter((c) => this.truths(c) > 0);
    return present.reduce((sum, c) => sum + of(c), 0) / present.length;
  }

  /** Mean recall of the classes that occur, 0 to 1. */
  get macroRecall(): number {
    return this.mean((c) => this.recall(c));
  }

  /** Mean F1 of the classes that occur, 0 to 1. */
  get macroF1(): number {
    return this.mean((c) => this.f1(c));
  }
}
