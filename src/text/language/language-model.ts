import { FNV_PRIME, FNV_START, mix } from "../hash.ts";
import { decodeModelFile, sectionOf } from "../model-file.ts";
import { TextUnits } from "../text-units.ts";
import { eachUnitWord, encodeWord, type UnitWordReceiver } from "./word-bytes.ts";

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
const START_BITS = 20;
const LAST = 0x80;
const PLACE = LAST - 1;
const LAST_ENTRY = LAST << 8;
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

/** N-grams of the longest text that is read, and of a word beyond it. */
const MOST_GRAMS = 512;

/** Identifies the language of one text at a time from hashed byte n-grams. Not for use from two threads. */
export class LanguageModel implements UnitWordReceiver {
  readonly version: string;
  /** ISO 639-1 codes that it can tell apart. */
  readonly languages: readonly string[];
  private readonly header: LanguageHeader;
  private readonly slots: Uint32Array;
  /** An entry in one number: score, language, and whether it is the n-gram's last. */
  private readonly entries: Uint16Array;
  private readonly mask: number;
  private readonly totals: Int32Array;
  /** Of the text being read: keys of its n-grams, then what their slots hold. */
  private readonly keys = new Uint32Array(MOST_GRAMS);
  private readonly found = new Uint32Array(MOST_GRAMS);
  private grams = 0;
  private readonly own = new TextUnits();
  private readonly onWord = (bytes: Uint8Array, length: number) => this.addWord(bytes, length);

  /** A model of a header and a table; see {@link LanguageModel.decode} for one from a file. */
  constructor(header: LanguageHeader, { slots, languages, scores }: GramTable) {
    this.header = header;
    this.version = header.version;
    this.languages = header.languages;
    this.slots = slots;
    this.entries = new Uint16Array(languages.length);
    for (let i = 0; i < languages.length; i++)
      this.entries[i] = ((languages[i] as number) << 8) | (scores[i] as number);
    this.mask = slots.length - 1;
    this.totals = new Int32Array(header.languages.length);
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
    const { keys } = this;
    let at = 0;
    for (; at + 4 < length; at += 3) keys[this.grams++] = byteGramKey(bytes, at, at + 4, at === 0 ? 1 : 0);
    keys[this.grams++] = byteGramKey(bytes, length < 4 ? 0 : length - 4, length, at === 0 ? 3 : 2);
    if (length > 4) keys[this.grams++] = byteGramKey(bytes, 0, length, 3);
  }

  /**
   * Add the scores of all n-grams to {@link totals}; returns how many are known. What takes the time is waiting for
   * memory, so that all slots are asked for before the first is looked at, and all entries before the first is added.
   */
  private addScores(): number {
    const { keys, found, slots, mask, entries, totals } = this;
    const count = this.grams;
    for (let i = 0; i < count; i++) found[i] = slots[(keys[i] as number) & mask] as number;
    let known = 0;
    for (let i = 0; i < count; i++) {
      const key = keys[i] as number;
      let slot = found[i] as number;
      for (let at = key & mask; slot !== 0 && (slot ^ key) >>> START_BITS !== 0; slot = slots[at] as number)
        at = (at + 1) & mask;
      if (slot !== 0) found[known++] = (slot & START_MASK) - 1;
    }
    for (let i = 0; i < known; i++) keys[i] = entries[found[i] as number] as number;
    for (let i = 0; i < known; i++) {
      let entry = keys[i] as number;
      for (let at = found[i] as number; ; entry = entries[at] as number) {
        const place = (entry >>> 8) & PLACE;
        totals[place] = (totals[place] as number) + (entry & 0xff);
        if (entry >= LAST_ENTRY) break;
        at++;
      }
    }
    return known;
  }

  /**
   * Language of `text`; links, handles, hashtags, digits and emoji do not count. The margin behind the
   * confidence is the lead of the best language over the second, in scores of one n-gram.
   */
  identify(text: string): LanguageGuess {
    this.own.readString(text);
    return this.identifyUnits(this.own);
  }

  /** The same of a text whose units are at hand. */
  identifyUnits(units: TextUnits): LanguageGuess {
    const best = this.bestOf(units);
    if (best === null) return { language: "und", confidence: 0 };
    const { intercept, slope } = this.header.confidence;
    const confidence = 1 / (1 + Math.exp(-(intercept + slope * best.margin)));
    if (confidence < this.header.least) return { language: "und", confidence: 0 };
    return { language: best.language, confidence };
  }

  /** The best language and its lead, without judging it; null where the text has no known n-gram. */
  best(text: string): { language: string; margin: number } | null {
    this.own.readString(text);
    return this.bestOf(this.own);
  }

  /** One of the words of the text being read. */
  word(word: Uint16Array, length: number): void {
    encodeWord(word, length, this.onWord);
  }

  private bestOf(units: TextUnits): { language: string; margin: number } | null {
    this.totals.fill(0);
    this.grams = 0;
    const letters = eachUnitWord(units, this);
    if (letters < LEAST_LETTERS || this.addScores() === 0) return null;
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
