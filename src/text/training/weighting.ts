import { hashText, mix } from "../hash.ts";
import type { LabelledText } from "./corpus.ts";

/** No class of a source weighs more than this many times its examples. */
const MOST = 3;

/**
 * Weight of every text: `weightOf(source)` times n / (K · n_class) within its source, at most {@link MOST}
 * times, so that every class of a source pulls alike and no source's prior rules the others. `levelling`: how far,
 * 0 (classes as found) to 1 (alike), an exponent.
 */
export function exampleWeights(
  texts: readonly Pick<LabelledText, "language" | "source" | "label">[],
  weightOf: (source: string) => number,
  levelling: (language: string) => number = () => 1,
): Float32Array {
  const counts = new Map<string, number[]>();
  for (const { source, label } of texts) {
    const row = counts.get(source) ?? [0, 0, 0];
    row[label] = (row[label] ?? 0) + 1;
    counts.set(source, row);
  }
  return Float32Array.from(texts, ({ source, language, label }) => {
    const row = counts.get(source) ?? [];
    const all = row.reduce((sum, n) => sum + n, 0);
    const classes = row.filter((n) => n > 0).length;
    const level = Math.min(MOST, all / (classes * (row[label] ?? 1)));
    return weightOf(source) * level ** levelling(language);
  });
}

/** The words of a text without links, handles, signs and case: copies of a text agree in it. */
function fingerprint(text: string): number {
  return mix(hashText(text.toLowerCase().replace(/https?:\S+|@\w+|[^\p{L}\p{Emoji_Presentation}]/gu, "")));
}

/** Fold (0 … folds − 1) of every text; copies of one text are always in the same fold. */
export function foldsOf(texts: readonly { text: string }[], folds: number): Uint8Array {
  return Uint8Array.from(texts, ({ text }) => (fingerprint(text) >>> 0) % folds);
}
