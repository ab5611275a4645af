import { HashedFeatures } from "./features.ts";
import { FINGERPRINT_SHIFT } from "./hash.ts";
import { groupSalt } from "./language-group.ts";
import { decodeModelFile, sectionOf } from "./model-file.ts";
import { Tokens } from "./tokens.ts";
import { WordSums } from "./word-sums.ts";

/** JSON header of a file of yes-or-no models. */
export interface LabelHeader {
  kind: string;
  version: string;
  bits: number;
  /** Weight of one step of the int8 table, and probability as the logistic of `intercept + slope · score`. */
  step: number;
  calibrations: { slope: number; intercept: number }[];
  /** Probability from which a label is best said to be there (largest F1 on held-back texts). */
  thresholds: number[];
  languages: string[];
  notices: string[];
}

/** A file of yes-or-no models taken apart. */
export interface LabelFile {
  header: LabelHeader;
  fingerprints: Uint8Array;
  table: Int8Array;
}

/** Take a file of `labels` models of `kind` apart. Throws a RangeError where it is not one. */
export function decodeLabelFile(bytes: Uint8Array, kind: string, labels: number): LabelFile {
  const file = decodeModelFile<LabelHeader>(bytes);
  const { header } = file;
  if (header.kind !== kind) throw new RangeError(`invalid model kind: ${header.kind}`);
  const table = sectionOf(file, "table");
  const fingerprints = sectionOf(file, "fingerprints");
  if (table.length !== fingerprints.length * labels || fingerprints.length !== 2 ** header.bits)
    throw new RangeError(`invalid ${kind} model: table of ${table.length} bytes for ${header.bits} bits`);
  return { header, fingerprints, table: new Int8Array(table.buffer) };
}

/**
 * Linear yes-or-no models, one for each of `labels`, over the features that sentiment uses. The probabilities do
 * not sum to 1: a text may have several labels, or none.
 */
export class LabelModel<L extends string> {
  readonly version: string;
  readonly languages: ReadonlySet<string>;
  /** Probability from which each label, in order, is best said to be there. */
  readonly thresholds: readonly number[];
  private readonly labels: readonly L[];
  private readonly file: LabelFile;
  private readonly mask: number;
  private readonly tokens = new Tokens();
  private readonly hashed = new HashedFeatures();
  private readonly wordSums: WordSums;
  private readonly sums: Int32Array;

  protected constructor(file: LabelFile, labels: readonly L[]) {
    this.file = file;
    this.labels = labels;
    this.version = file.header.version;
    this.languages = new Set(file.header.languages);
    this.thresholds = file.header.thresholds;
    this.mask = file.fingerprints.length - 1;
    this.wordSums = new WordSums(labels.length, (hashes, from, to, into, at) =>
      this.addWeights(hashes, from, to, into, at),
    );
    this.sums = new Int32Array(labels.length);
  }

  /** Probabilities of `text`, read as `language`, in the order of the labels, into `out[at …]`. */
  scoreInto(text: string, language: string, out: Float32Array, at: number): void {
    this.tokens.read(text);
    const salt = groupSalt(language);
    this.hashed.readWords(this.tokens, salt);
    this.wordSums.read(this.tokens, this.hashed, salt);
    out.fill(0, at, at + this.labels.length);
    this.sums.fill(0);
    this.addWeights(this.hashed.hashes, 0, this.hashed.words, this.sums, 0);
    this.addScores(this.sums, this.hashed.words, out, at);
    this.addScores(this.wordSums.sums, this.wordSums.grams, out, at);
    this.file.header.calibrations.forEach(({ slope, intercept }, k) => {
      out[at + k] = 1 / (1 + Math.exp(-(intercept + slope * (out[at + k] as number))));
    });
  }

  private addWeights(hashes: Int32Array, from: number, to: number, into: Int32Array, at: number): void {
    const { mask } = this;
    const { fingerprints, table } = this.file;
    const { length } = this.labels;
    for (let i = from; i < to; i++) {
      const hash = hashes[i] as number;
      if (fingerprints[hash & mask] !== hash >>> FINGERPRINT_SHIFT) continue;
      const row = (hash & mask) * length;
      for (let k = 0; k < length; k++) into[at + k] = (into[at + k] as number) + (table[row + k] as number);
    }
  }

  private addScores(weights: Int32Array, features: number, out: Float32Array, at: number): void {
    if (features === 0) return;
    const scale = this.file.header.step / Math.sqrt(features);
    for (let k = 0; k < weights.length; k++)
      out[at + k] = (out[at + k] as number) + (weights[k] as number) * scale;
  }

  /** The same as an object by label. */
  score(text: string, language: string): Record<L, number> {
    const out = new Float32Array(this.labels.length);
    this.scoreInto(text, language, out, 0);
    return Object.fromEntries(this.labels.map((name, k) => [name, out[k]])) as Record<L, number>;
  }
}
