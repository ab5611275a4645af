/**
 * Counts the texts and the authors of pairs out of a few terms that are numbered from 0. Texts of an author must come one
 * after the other.
 */
export class PairCounter {
  private readonly texts: Int32Array;
  private readonly authors: Int32Array;
  private readonly last: Int32Array;
  private readonly found: Int32Array;
  private count = 0;

  /** @param most number of terms */
  constructor(private readonly most: number) {
    this.texts = new Int32Array(most * most);
    this.authors = new Int32Array(most * most);
    this.last = new Int32Array(most * most);
    this.found = new Int32Array(most);
  }

  /** The text being read has this term, which it has not said before. */
  add(term: number): void {
    this.found[this.count++] = term;
  }

  /** The text, of this author (numbers from 1), has been read. */
  endText(author: number): void {
    for (let i = 1; i < this.count; i++) {
      const a = this.found[i] as number;
      for (let k = 0; k < i; k++) {
        const b = this.found[k] as number;
        const pair = a < b ? a * this.most + b : b * this.most + a;
        this.texts[pair]!++;
        if (this.last[pair] === author) continue;
        this.last[pair] = author;
        this.authors[pair]!++;
      }
    }
    this.count = 0;
  }

  /** Texts with both of two terms, `first` before `second`. */
  together(first: number, second: number): number {
    return this.texts[first * this.most + second] as number;
  }

  /** Authors of these texts. */
  authorsOf(first: number, second: number): number {
    return this.authors[first * this.most + second] as number;
  }

  /** Begin again. */
  clear(): void {
    for (const list of [this.texts, this.authors, this.last]) list.fill(0);
  }
}
