import { DENSE_COUNT, DenseFeatures } from "./dense-features.ts";
import { HashedFeatures } from "./features.ts";
import { groupSalt } from "./language-group.ts";
import { Lexicon, languageSalt } from "./lexicon.ts";
import { decodeModelFile, sectionOf } from "./model-file.ts";
import { Tokens } from "./tokens.ts";
import { ValenceShifters } from "./valence-shifters.ts";

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
  /** Weights of the dense features: negative, positive alternating. */
  dense: number[];
  languages: Record<string, LanguageEvidence>;
  /** Calibration where the language has no evidence of its own. */
  fallback: LanguageEvidence;
  notices: string[];
}

/** What keeps a language's words apart in the lexicon and in the table. */
interface Salts {
  lexicon: number;
  group: number;
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
  /** Weights of negative and of positive against neutral, bucket by bucket, in steps of `header.step`. */
  readonly table: Int8Array;
  readonly lexicon: Lexicon;
  /** The same, a bucket's two weights in one number: half as many reads, and reads are what scoring waits for. */
  private readonly pairs: Int16Array;
  private readonly mask: number;
  private readonly step: number;
  private readonly denseWeights: Float32Array;
  private readonly salts = new Map<string, Salts>();
  /** A text of a language without evidence is read as English: many such posts borrow from it. */
  private readonly strange: Salts = { lexicon: languageSalt("en"), group: groupSalt("en") };
  private readonly shifters = new ValenceShifters();
  private readonly tokens = new Tokens();
  private readonly hashed = new HashedFeatures();
  private readonly dense = new DenseFeatures();
  /** Scores of negative and positive against neutral, before calibration, of the text read last. */
  readonly scores = new Float64Array(2);

  private constructor(header: SentimentHeader, table: Int8Array, lexicon: Lexicon) {
    this.version = header.version;
    this.languages = new Map(Object.entries(header.languages));
    this.header = header;
    this.table = table;
    this.pairs = new Int16Array(table.length / 2);
    for (let i = 0; i < this.pairs.length; i++) this.pairs[i] = pairOf(table, i);
    this.mask = 2 ** header.bits - 1;
    this.step = header.step;
    this.denseWeights = Float32Array.from(header.dense);
    this.lexicon = lexicon;
    for (const language of this.languages.keys())
      this.salts.set(language, { lexicon: languageSalt(language), group: groupSalt(language) });
  }

  /** Read a model file (`data/models/sentiment.bin`). Throws a RangeError where it is not one. */
  static decode(bytes: Uint8Array): SentimentModel {
    const file = decodeModelFile<SentimentHeader>(bytes);
    if (file.header.kind !== "sentiment") throw new RangeError(`invalid model kind: ${file.header.kind}`);
    const table = sectionOf(file, "table");
    const keys = sectionOf(file, "lexicon keys");
    const lexicon = new Lexicon(
      new Int32Array(keys.buffer, 0, keys.length / 4),
      new Int8Array(sectionOf(file, "lexicon values").buffer),
    );
    if (table.length !== 2 ** (file.header.bits + 1) || file.header.dense.length !== DENSE_COUNT * 2)
      throw new RangeError(
        `invalid sentiment model: table of ${table.length} bytes for ${file.header.bits} bits`,
      );
    return new SentimentModel(file.header, new Int8Array(table.buffer), lexicon);
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
    const { tokens, hashed, dense, scores, denseWeights } = this;
    const salts = this.salts.get(language) ?? this.strange;
    tokens.read(text);
    hashed.read(tokens, salts.group);
    dense.read(tokens, this.lexicon, this.shifters, salts.lexicon);
    scores.fill(0);
    this.sum(0, hashed.words);
    this.sum(hashed.words, hashed.words + hashed.characters);
    for (let k = 0; k < DENSE_COUNT; k++) {
      const value = dense.values[k] as number;
      if (value === 0) continue;
      scores[0] = (scores[0] as number) + value * (denseWeights[2 * k] as number);
      scores[1] = (scores[1] as number) + value * (denseWeights[2 * k + 1] as number);
    }
  }

  private sum(from: number, to: number): void {
    if (to === from) return;
    const { pairs, mask, scores } = this;
    const { hashes } = this.hashed;
    let negative = 0;
    let positive = 0;
    for (let i = from; i < to; i++) {
      const pair = pairs[(hashes[i] as number) & mask] as number;
      negative += (pair << 24) >> 24;
      positive += pair >> 8;
    }
    const scale = this.step / Math.sqrt(to - from);
    scores[0] = (scores[0] as number) + negative * scale;
    scores[1] = (scores[1] as number) + positive * scale;
  }
}

function pairOf(table: Int8Array, bucket: number): number {
  return ((table[bucket * 2 + 1] as number) << 8) | ((table[bucket * 2] as number) & 0xff);
}

/** The most probable label; neutral wins a tie. */
export function labelOf(negative: number, neutral: number, positive: number): SentimentLabel {
  if (negative > neutral && negative > positive) return "negative";
  return positive > neutral && positive > negative ? "positive" : "neutral";
}
