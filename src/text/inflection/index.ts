/** Case endings and stems: how a name looks inside a sentence. */
import { foldCase } from "../normalise/fold.ts";

const ENDINGS: Record<string, string> = { lv: "", hu: "", fi: "", nl: "", en: "s" };

export function inflectionLanguages(): string[] {
  return Object.keys(ENDINGS);
}

export function inflectedPattern(
  word: string,
  languages: readonly string[],
): { prefix: string; regex: string } {
  const folded = foldCase(word).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return { prefix: word, regex: `^${folded}(?:${languages.map((l) => ENDINGS[l] ?? "").join("|")})$` };
}

export function sameStem(a: string, b: string, _languages: readonly string[]): boolean {
  return a === b;
}
