import { HashedFeatures } from "./features.ts";
import { FINGERPRINT_SHIFT } from "./hash.ts";
import { groupSalt } from "./language-group.ts";
import { decodeModelFile, sectionOf } from "./model-file.ts";
import { Tokens } from "./tokens.ts";

/** Emotions in the order of the probabilities (Plutchik's eight, as XED has them). */
export const EMOTIONS = [
  "anger",
  "anticipation",
  "disgust",
  "fear",
  "joy",
  "sadness",
  "surprise",
  "trust",
] as const;
export type Emotion = (typeof EMOTIONS)[number];

/** JSON header of `data/models/emotion.bin`. */
export interface EmotionHeader {
  kind: "emotion";
  version: string;
  bits: number;
  /** Weight of one step of the int8 table, and probability as the logistic of `intercept + slope · score`. */
  step: number;
  calibrations: { slope: number; intercept: number }[];
  /** Probability from which an emotion is best said to be there (largest F1 on held-back texts). */
  thresholds: number[];
  languages: string[];
  notices: string[];
}

/**
 * Eight linear models, one for each emotion, over the features that sentiment uses. The probabilities are those
 * of an emotion given that the text is emotional: they do not sum to 1, and a text may have several.
 */
export class EmotionModel {
  readonly version: string;
  readonly languages: ReadonlySet<string>;
  /** Probability from which each emotion, in the order of {@link EMOTIONS}, is best said to be there. */
  readonly thresholds: readonly number[];
  private readonly header: EmotionHeader;
  private readonly fingerprints: Uint8Array;
  private readonly table: Int8Array;
  private readonly mask: number;
  private readonly tokens = new Tokens();
  private readonly hashed = new HashedFeatures();
  private readonly sums = new Float64Array(EMOTIONS.length);

  private constructor(header: EmotionHeader, fingerprints: Uint8Array, table: Int8Array) {
    this.header = header;
    this.version = header.version;
    this.thresholds = header.thresholds;
    this.languages = new Set(header.languages);
    this.fingerprints = fingerprints;
    this.table = table;
    this.mask = 2 ** header.bits - 1;
  }

  /** Read a model file (`data/models/emotion.bin`). Throws a RangeError where it is not one. */
  static decode(bytes: Uint8Array): EmotionModel {
    const file = decodeModelFile<EmotionHeader>(bytes);
    if (file.header.kind !== "emotion") throw new RangeError(`invalid model kind: ${file.header.kind}`);
    const table = sectionOf(file, "table");
    const fingerprints = sectionOf(file, "fingerprints");
    if (
      table.length !== fingerprints.length * EMOTIONS.length ||
      fingerprints.length !== 2 ** file.header.bits
    )
      throw new RangeError(`invalid emotion model: table of ${table.length} bytes`);
    return new EmotionModel(file.header, fingerprints, new Int8Array(table.buffer));
  }

  /** Probabilities of `text`, read as `language`, in the order of {@link EMOTIONS}, into `out[at …]`. */
  scoreInto(text: string, language: string, out: Float32Array, at: number): void {
    this.tokens.read(text);
    this.hashed.read(this.tokens, groupSalt(language));
    const { words, characters } = this.hashed;
    out.fill(0, at, at + EMOTIONS.length);
    this.sum(0, words, out, at);
    this.sum(words, words + characters, out, at);
    this.header.calibrations.forEach(({ slope, intercept }, k) => {
      out[at + k] = 1 / (1 + Math.exp(-(intercept + slope * (out[at + k] as number))));
    });
  }

  private sum(from: number, to: number, out: Float32Array, at: number): void {
    if (to === from) return;
    const { sums, fingerprints, table, mask } = this;
    sums.fill(0);
    for (let i = from; i < to; i++) {
      const hash = this.hashed.hashes[i] as number;
      if (fingerprints[hash & mask] !== hash >>> FINGERPRINT_SHIFT) continue;
      const row = (hash & mask) * EMOTIONS.length;
      for (let k = 0; k < EMOTIONS.length; k++) sums[k] = (sums[k] as number) + (table[row + k] as number);
    }
    const scale = this.header.step / Math.sqrt(to - from);
    for (let k = 0; k < EMOTIONS.length; k++)
      out[at + k] = (out[at + k] as number) + (sums[k] as number) * scale;
  }

  /** The same as an object by emotion. */
  score(text: string, language: string): Record<Emotion, number> {
    const out = new Float32Array(EMOTIONS.length);
    this.scoreInto(text, language, out, 0);
    return Object.fromEntries(EMOTIONS.map((name, k) => [name, out[k]])) as Record<Emotion, number>;
  }
}
