import { FNV_PRIME, FNV_START, mix } from "../hash.ts";
import { decodeModelFile, sectionOf } from "../model-file.ts";
import { eachWord } from "./word-bytes.ts";

/** Language of a text: ISO 639-1, or `und` where the text does not say, and how sure (0 to 1). */
export interface LanguageGuess {
  language: string;
  confidence: number;
}

/** JSON header of `data/models/language.bin`. */
export interface LanguageHeader {
  kind: "language";
  version: string;
  /** ISO 639-1 codes; an entry names its language by place. */
  languages: string[];
  /** Confidence is the logistic function of `intercept + slope · margin`, see {@link LanguageModel.identify}. */
  confidence: { intercept: number; slope: number };
  /** Below this confidence the answer is `und`. */
  least: number;
  notices: string[];
}

const START_MASK = 0xfffff;
const LAST = 0x80;
const SPACE = 0x20;
/** Texts with fewer letters say nothing of their language. */
const LEAST_LETTERS = 3;

/** Key of an n-gram of UTF-8 bytes; `edges` has bit 1 at a word's begin, bit 2 at its end. */
export function byteGramKey(bytes: Uint8Array, from: number, to: number, edges: number): number {
  let hash = (edges & 1) !== 0 ? Math.imul(FNV_START ^ SPACE, FNV_PRIME) : FNV_START;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] as number), FNV_PRIME);
  if ((edges & 2) !== 0) hash = Math.imul(hash ^ SPACE, FNV_PRIME);
  return mix(hash);
}

/**
 * A table of byte n-grams: `slots` is open-addressing (12 bits of the key, 20 bits place + 1 of the first
 * entry); an n-gram's entries are `languages` (the last one marked) and `scores`.
 */
export interface GramTable {
  slots: Uint32Array;
  languages: Uint8Array;
  scores: Uint8Array;
}

/** Put a gram table together from n-grams and their scores per language (place in the header's list). */
export function buildGramTable(
  grams: ReadonlyMap<number, readonly (readonly [number, number])[]>,
): GramTable {
  let size = 1024;
  while (size < grams.size * 1.8) size *= 2;
  const entries = [...grams.values()].reduce((sum, scores) => sum + scores.length, 0);
  if (entries > START_MASK) throw new RangeError(`too many entries for a gram table: ${entries}`);
  const table = {
    slots: new Uint32Array(size),
    languages: new Uint8Array(entries),
    scores: new Uint8Array(entries),
  };
  let used = 0;
  for (const [key, scores] of grams) {
    let at = key & (size - 1);
    while (table.slots[at] !== 0) at = (at + 1) & (size - 1);
    table.slots[at] = ((key & 0xfff00000) | (used + 1)) >>> 0;
    scores.forEach(([language, score], i) => {
      table.languages[used] = language | (i === scores.length - 1 ? LAST : 0);
      table.scores[used++] = Math.max(0, Math.min(255, Math.round(score)));
    });
  }
  return table;
}

/** Identifies the language of one text at a time from hashed byte n-grams. Not for use from two threads. */
export class LanguageModel {
  readonly version: string;
  /** ISO 639-1 codes that it can tell apart. */
  readonly languages: readonly string[];
  private readonly header: LanguageHeader;
  private readonly table: GramTable;
  private readonly mask: number;
  private readonly totals: Float64Array;
  private grams = 0;
  private readonly onWord = (bytes: Uint8Array, length: number) => this.addWord(bytes, length);

  /** A model of a header and a table; see {@link LanguageModel.decode} for one from a file. */
  constructor(header: LanguageHeader, table: GramTable) {
    this.header = header;
    this.version = header.version;
    this.languages = header.languages;
    this.table = table;
    this.mask = table.slots.length - 1;
    this.totals = new Float64Array(header.languages.length);
  }

  /** Read a model file (`data/models/language.bin`). Throws a RangeError where it is not one. */
  static decode(bytes: Uint8Array): LanguageModel {
    const file = decodeModelFile<LanguageHeader>(bytes);
    if (file.header.kind !== "language") throw new RangeError(`invalid model kind: ${file.header.kind}`);
    const slots = sectionOf(file, "slots");
    return new LanguageModel(file.header, {
      slots: new Uint32Array(slots.buffer, 0, slots.length / 4),
      languages: sectionOf(file, "languages"),
      scores: sectionOf(file, "scores"),
    });
  }

  /** The n-grams of a word: four bytes at each third place, the last four, the whole word. */
  private addWord(bytes: Uint8Array, length: number): void {
    let at = 0;
    for (; at + 4 < length; at += 3) this.addGram(byteGramKey(bytes, at, at + 4, at === 0 ? 1 : 0));
    this.addGram(byteGramKey(bytes, length < 4 ? 0 : length - 4, length, at === 0 ? 3 : 2));
    if (length > 4) this.addGram(byteGramKey(bytes, 0, length, 3));
  }

  private addGram(key: number): void {
    const { slots, languages, scores } = this.table;
    const wanted = key & 0xfff00000;
    for (let at = key & this.mask; ; at = (at + 1) & this.mask) {
      const slot = slots[at] as number;
      if (slot === 0) return;
      if ((slot & 0xfff00000) !== wanted) continue;
      this.grams++;
      for (let entry = (slot & START_MASK) - 1; ; entry++) {
        const language = languages[entry] as number;
        const place = language & ~LAST;
        this.totals[place] = (this.totals[place] as number) + (scores[entry] as number);
        if ((language & LAST) !== 0) return;
      }
    }
  }

  /**
   * Language of `text`; links, handles, hashtags, digits and emoji do not count. The margin behind the
   * confidence is the lead of the best language over the second, in scores of one n-gram.
   */
  identify(text: string): LanguageGuess {
    const best = this.best(text);
    if (best === null) return { language: "und", confidence: 0 };
    const { intercept, slope } = this.header.confidence;
    const confidence = 1 / (1 + Math.exp(-(intercept + slope * best.margin)));
    if (confidence < this.header.least) return { language: "und", confidence: 0 };
    return { language: best.language, confidence };
  }

  /** The best language and its lead, without judging it; null where the text has no known n-gram. */
  best(text: string): { language: string; margin: number } | null {
    this.totals.fill(0);
    this.grams = 0;
    const letters = eachWord(text, this.onWord);
    if (this.grams === 0 || letters < LEAST_LETTERS) return null;
    let first = 0;
    let second = 0;
    let place = -1;
    for (let i = 0; i < this.totals.length; i++) {
      const total = this.totals[i] as number;
      if (total > first) {
        second = first;
        first = total;
        place = i;
      } else if (total > second) second = total;
    }
    if (place < 0) return null;
    return { language: this.languages[place] as string, margin: (first - second) / 100 };
  }
}
