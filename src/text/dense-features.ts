import type { Lexicon } from "./lexicon.ts";
import { FLAG, TOKEN, type Tokens } from "./tokens.ts";
import { SHIFTER, type ValenceShifters } from "./valence-shifters.ts";

/** Names of the dense features in order. */
export const DENSE_FEATURES = [
  "first sum",
  "first last",
  "first lowest",
  "first highest",
  "first positives",
  "first negatives",
  "second sum",
  "second last",
  "second lowest",
  "second highest",
  "second positives",
  "second negatives",
  "emoji sum",
  "emoji last",
  "emoji count",
  "capitals",
  "elongations",
  "exclamations",
  "questions",
  "ellipses",
  "negations",
  "contrasts",
  "after contrast",
  "links",
  "handles",
  "hashtags",
  "numbers",
  "length",
] as const;

export const DENSE_COUNT = DENSE_FEATURES.length;

const SECOND = 6;
const EMOJI = 12;
/** How far a negation or booster reaches, in tokens, and what it does (after Hutto and Gilbert 2014). */
const REACH = 3;
const NEGATED = -0.74;
const BOOST = 0.293 / 4;

/**
 * What lexicons and signs say of one text, as {@link DENSE_COUNT} numbers of about ±1: for each of the two
 * lexicon columns the sum, last, lowest and highest valence and the counts, then emoji, emphasis and form.
 */
export class DenseFeatures {
  readonly values = new Float32Array(DENSE_COUNT);
  private negatedUntil = -1;
  private boost = 0;
  private boostUntil = -1;
  private contrastAt = -1;

  /** Read the features of `tokens`; `salt` names the language's part of the lexicon (see `languageSalt`). */
  read(tokens: Tokens, lexicon: Lexicon, shifters: ValenceShifters, salt: number): void {
    this.values.fill(0);
    this.negatedUntil = -1;
    this.boostUntil = -1;
    this.contrastAt = -1;
    let tone = 0;
    for (let i = 0; i < tokens.count; i++) {
      const kind = tokens.kind[i] as number;
      if (kind === TOKEN.word) tone = this.word(tokens, i, lexicon, shifters, salt, tone);
      else if (kind === TOKEN.emoji || kind === TOKEN.emoticon) this.emoji(tokens.hash[i] as number, lexicon);
      else this.sign(tokens, i, kind);
    }
    this.finish(tokens.count, tone);
  }

  private word(
    tokens: Tokens,
    i: number,
    lexicon: Lexicon,
    shifters: ValenceShifters,
    salt: number,
    tone: number,
  ): number {
    const v = this.values;
    const flags = tokens.flags[i] as number;
    if ((flags & FLAG.capitals) !== 0) v[15]! += 1;
    if ((flags & FLAG.elongated) !== 0) v[16]! += 1;
    if ((flags & FLAG.hashtag) !== 0) v[25]! += 1;
    const hash = tokens.hash[i] as number;
    this.shift(shifters.of(hash), i);
    let found = lexicon.find(hash ^ salt);
    if (found < 0 && (flags & FLAG.elongated) !== 0)
      found = lexicon.find((tokens.shortHash[i] as number) ^ salt);
    if (found < 0) return tone;
    let factor = i <= this.negatedUntil ? NEGATED : 1;
    if ((flags & FLAG.capitals) !== 0) factor *= 1.25;
    const first = this.valence(0, lexicon.first(found), factor, i);
    const second = this.valence(SECOND, lexicon.second(found), factor, i);
    return tone + (this.contrastAt >= 0 ? first + second : 0);
  }

  private shift(shifter: number, i: number): void {
    if (shifter === SHIFTER.negation) {
      this.negatedUntil = i + REACH;
      this.values[20]! += 1;
    } else if (shifter === SHIFTER.contrast) {
      this.contrastAt = i;
      this.values[21]! += 1;
    } else if (shifter !== 0) {
      this.boost = shifter === SHIFTER.stronger ? BOOST : -BOOST;
      this.boostUntil = i + REACH;
    }
  }

  private valence(at: number, valence: number, factor: number, i: number): number {
    if (valence === 0) return 0;
    const v = this.values;
    const boost = i <= this.boostUntil ? this.boost * Math.sign(valence) : 0;
    const value = (valence + boost) * factor;
    v[at]! += value;
    v[at + 1] = value;
    if (value < v[at + 2]!) v[at + 2] = value;
    if (value > v[at + 3]!) v[at + 3] = value;
    if (value > 0) v[at + 4]! += 1;
    else v[at + 5]! += 1;
    return value;
  }

  private emoji(hash: number, lexicon: Lexicon): void {
    const v = this.values;
    v[EMOJI + 2]! += 1;
    const found = lexicon.find(hash);
    if (found < 0) return;
    const value = lexicon.first(found);
    v[EMOJI]! += value;
    v[EMOJI + 1] = value;
  }

  private sign(tokens: Tokens, i: number, kind: number): void {
    const v = this.values;
    if (kind === TOKEN.url) v[23]! += 1;
    else if (kind === TOKEN.handle) v[24]! += 1;
    else if (kind === TOKEN.number) v[26]! += 1;
    else v[signFeature(tokens.hash[i] as number)]! += (tokens.to[i] as number) - (tokens.from[i] as number);
  }

  private finish(tokens: number, tone: number): void {
    const v = this.values;
    for (const at of [0, SECOND, EMOJI]) v[at] = squash(v[at]!, 1.5);
    for (const at of [4, 5, 10, 11, 14, 15, 16, 17, 18, 19, 20, 21, 23, 24, 25, 26])
      if (v[at] !== 0) v[at] = Math.log1p(v[at]!) / 2;
    v[22] = squash(tone, 1.5);
    v[27] = Math.log1p(tokens) / 4;
  }
}

const EXCLAMATION = new Set([1, 2, 3].map((n) => Math.imul(0x21, 0x1000 + n)));
const QUESTION = new Set([1, 2, 3].map((n) => Math.imul(0x3f, 0x1000 + n)));

function signFeature(hash: number): number {
  if (EXCLAMATION.has(hash)) return 17;
  return QUESTION.has(hash) ? 18 : 19;
}

function squash(value: number, scale: number): number {
  return value / Math.sqrt(value * value + scale);
}
