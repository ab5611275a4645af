import { DENSE_COUNT, DenseFeatures } from "./dense-features.ts";
import { HashedFeatures } from "./features.ts";
import { FINGERPRINT_SHIFT } from "./hash.ts";
import { groupOf, groupSalt } from "./language-group.ts";
import { Lexicon, languageSalt } from "./lexicon.ts";
import { decodeModelFile, sectionOf } from "./model-file.ts";
import { Tokens } from "./tokens.ts";
import { ValenceShifters } from "./valence-shifters.ts";
import { WordSums } from "./word-sums.ts";

/** The sentiment labels in the order of the probabilities. */
export const SENTIMENT_LABELS = ["negative", "neutral", "positive"] as const;
export type SentimentLabel = (typeof SENTIMENT_LABELS)[number];

/** What a model knows of one language. */
export interface LanguageEvidence {
  /** Multiplies the two class scores (temperature). */
  slope: number;
  /** Added to the scores of negative and positive. */
  intercepts: [number, number];
  /** Labelled texts it was trained on. */
  texts: number;
  /** What they were, e.g. `posts`, `subtitles`. */
  domains: string[];
  /** False where the language's own texts carry no neutral label: neutral is then borrowed from others. */
  neutral: boolean;
}

/** JSON header of `data/models/sentiment.bin`. */
export interface SentimentHeader {
  kind: "sentiment";
  version: string;
  bits: number;
  /** Weight of one step of the int8 table. */
  step: number;
  /** Weights of the dense features: negative, positive alternating; for a group of near languages its own. */
  dense: number[];
  groupDense: Record<string, number[]>;
  languages: Record<string, LanguageEvidence>;
  /** Calibration where the language has no evidence of its own. */
  fallback: LanguageEvidence;
  notices: string[];
}

/** What keeps a language's words apart in the lexicon and in the table, and its dense weights. */
interface Reading {
  lexicon: number;
  group: number;
  dense: Float32Array;
}

/** Probabilities of one text; they sum to 1. */
export interface SentimentScore {
  label: SentimentLabel;
  negative: number;
  neutral: number;
  positive: number;
}

/**
 * A linear sentiment model over hashed word and character n-grams and lexicon features. One text at a time;
 * not for use from two threads.
 */
export class SentimentModel {
  readonly version: string;
  readonly languages: ReadonlyMap<string, LanguageEvidence>;
  readonly header: SentimentHeader;
  /** Weights of negative and of positive against neutral, slot by slot, in steps of `header.step`. */
  readonly table: Int8Array;
  /** Highest bits of the hash of the feature that has the slot. */
  readonly fingerprints: Uint8Array;
  readonly lexicon: Lexicon;
  /** A slot's fingerprint and two weights in one number: one read a feature, and reads are what scoring waits for. */
  private readonly slots: Int32Array;
  private readonly mask: number;
  private readonly step: number;
  private readonly readings = new Map<string, Reading>();
  /** A text of a language without evidence is read as English: many such posts borrow from it. */
  private readonly strange: Reading;
  private readonly shifters = new ValenceShifters();
  private readonly tokens = new Tokens();
  private readonly hashed = new HashedFeatures();
  private readonly wordSums = new WordSums(2, (hashes, from, to, into, at) =>
    this.addWeights(hashes, from, to, into, at),
  );
  private readonly weights = new Int32Array(2);
  private readonly dense = new DenseFeatures();
  /** Scores of negative and positive against neutral, before calibration, of the text read last. */
  readonly scores = new Float64Array(2);

  private constructor(header: SentimentHeader, fingerprints: Uint8Array, table: Int8Array, lexicon: Lexicon) {
    this.version = header.version;
    this.languages = new Map(Object.entries(header.languages));
    this.header = header;
    this.table = table;
    this.fingerprints = fingerprints;
    this.slots = new Int32Array(fingerprints.length);
    for (let slot = 0; slot < this.slots.length; slot++)
      this.slots[slot] = slotOf(fingerprints[slot] as number, table, slot);
    this.mask = 2 ** header.bits - 1;
    this.step = header.step;
    this.lexicon = lexicon;
    this.strange = this.readingOf("en");
    for (const language of this.languages.keys()) this.readings.set(language, this.readingOf(language));
  }

  private readingOf(language: string): Reading {
    const groups = new Map(Object.entries(this.header.groupDense));
    const dense = Float32Array.from(groups.get(groupOf(language)) ?? this.header.dense);
    return { lexicon: languageSalt(language), group: groupSalt(language), dense };
  }

  /** Read a model file (`data/models/sentiment.bin`). Throws a RangeError where it is not one. */
  static decode(bytes: Uint8Array): SentimentModel {
    const file = decodeModelFile<SentimentHeader>(bytes);
    if (file.header.kind !== "sentiment") throw new RangeError(`invalid model kind: ${file.header.kind}`);
    const table = sectionOf(file, "table");
    const fingerprints = sectionOf(file, "fingerprints");
    const keys = sectionOf(file, "lexicon keys");
    const lexicon = new Lexicon(
      new Int32Array(keys.buffer, 0, keys.length / 4),
      new Int8Array(sectionOf(file, "lexicon values").buffer),
    );
    const sized = table.length === 2 ** (file.header.bits + 1) && fingerprints.length * 2 === table.length;
    const dense = [file.header.dense, ...Object.values(file.header.groupDense)];
    if (!sized || dense.some((weights) => weights.length !== DENSE_COUNT * 2))
      throw new RangeError(
        `invalid sentiment model: table of ${table.length} bytes for ${file.header.bits} bits`,
      );
    return new SentimentModel(file.header, fingerprints, new Int8Array(table.buffer), lexicon);
  }

  /** Has the model learned from labelled texts of this language (ISO 639-1)? */
  hasEvidence(language: string): boolean {
    return this.languages.has(language);
  }

  /** Label and probabilities of `text`, read as `language`. A text without words and emoji is neutral. */
  score(text: string, language: string): SentimentScore {
    const out = new Float32Array(3);
    this.scoreInto(text, language, out, 0);
    const [negative, neutral, positive] = out as unknown as [number, number, number];
    return { label: labelOf(negative, neutral, positive), negative, neutral, positive };
  }

  /** As {@link score}, with the probabilities written to `out[at .. at + 3)`; NaN where there is neither a word nor a known language. */
  scoreInto(text: string, language: string, out: Float32Array, at: number): void {
    this.read(text, language);
    if (!this.tokens.saysSomething()) {
      out.set(this.languages.has(language) ? [0, 1, 0] : [Number.NaN, Number.NaN, Number.NaN], at);
      return;
    }
    const evidence = this.languages.get(language) ?? this.header.fallback;
    const negative = (this.scores[0] as number) * evidence.slope + evidence.intercepts[0];
    const positive = (this.scores[1] as number) * evidence.slope + evidence.intercepts[1];
    const top = Math.max(negative, positive, 0);
    const a = Math.exp(negative - top);
    const b = Math.exp(-top);
    const c = Math.exp(positive - top);
    const sum = a + b + c;
    out[at] = a / sum;
    out[at + 1] = b / sum;
    out[at + 2] = c / sum;
  }

  /** Uncalibrated scores of `text` into {@link scores}. */
  read(text: string, language: string): void {
    const { tokens, hashed, dense, scores } = this;
    const reading = this.readings.get(language) ?? this.strange;
    const denseWeights = reading.dense;
    tokens.read(text);
    hashed.readWords(tokens, reading.group);
    this.wordSums.read(tokens, hashed, reading.group);
    dense.read(tokens, this.lexicon, this.shifters, reading.lexicon);
    scores.fill(0);
    this.weights.fill(0);
    this.addWeights(hashed.hashes, 0, hashed.words, this.weights, 0);
    this.addScores(this.weights, hashed.words);
    this.addScores(this.wordSums.sums, this.wordSums.grams);
    for (let k = 0; k < DENSE_COUNT; k++) {
      const value = dense.values[k] as number;
      if (value === 0) continue;
      scores[0] = (scores[0] as number) + value * (denseWeights[2 * k] as number);
      scores[1] = (scores[1] as number) + value * (denseWeights[2 * k + 1] as number);
    }
  }

  private addWeights(hashes: Int32Array, from: number, to: number, into: Int32Array, at: number): void {
    const { slots, mask } = this;
    let negative = 0;
    let positive = 0;
    for (let i = from; i < to; i++) {
      const hash = hashes[i] as number;
      const slot = slots[hash & mask] as number;
      // Without a branch: all bits of the slot where the fingerprints agree, else none.
      const differs = (slot ^ (hash >>> FINGERPRINT_SHIFT)) & 0xff;
      const weights = slot & ((differs - 1) >> 31);
      negative += (weights << 16) >> 24;
      positive += weights >> 16;
    }
    into[at] = (into[at] as number) + negative;
    into[at + 1] = (into[at + 1] as number) + positive;
  }

  private addScores(weights: Int32Array, features: number): void {
    if (features === 0) return;
    const scale = this.step / Math.sqrt(features);
    this.scores[0] = (this.scores[0] as number) + (weights[0] as number) * scale;
    this.scores[1] = (this.scores[1] as number) + (weights[1] as number) * scale;
  }
}

function slotOf(fingerprint: number, table: Int8Array, slot: number): number {
  const negative = (table[slot * 2] as number) & 0xff;
  return ((table[slot * 2 + 1] as number) << 16) | (negative << 8) | fingerprint;
}

/** The most probable label; neutral wins a tie. */
export function labelOf(negative: number, neutral: number, positive: number): SentimentLabel {
  if (negative > neutral && negative > positive) return "negative";
  return positive > neutral && positive > negative ? "positive" : "neutral";
}
