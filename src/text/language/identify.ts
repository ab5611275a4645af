import { eld } from "eld/small";

/** Language of a text: ISO 639-1, or `und` where the text does not say, and how sure (0 to 1). */
export interface LanguageGuess {
  language: string;
  confidence: number;
}

const NOISE = /https?:\S+|www\.\S+|[@#][\p{L}\p{N}_]+|[^\p{L}\p{M}'’\s]+/gu;

/** Identifies the language of one text at a time. */
export class LanguageModel {
  readonly version = "eld-small-2.1.0";

  /** Language of `text`; links, handles, hashtags and emoji do not count. */
  identify(text: string): LanguageGuess {
    const words = text.slice(0, 1000).replace(NOISE, " ").trim();
    if (words.length < 3) return { language: "und", confidence: 0 };
    const result = eld.detect(words);
    if (result.language === "") return { language: "und", confidence: 0 };
    const confidence = Math.min(1, result.getScores()[result.language] ?? 0);
    return { language: result.language, confidence };
  }
}
