import {
  buildGramTable,
  type GramTable,
  type LanguageHeader,
  LanguageModel,
} from "../language/language-model.ts";
import { encodeModelFile } from "../model-file.ts";

/** A text whose language (ISO 639-1) is known. */
export interface LanguageText {
  text: string;
  language: string;
}

/** What a language model is made of before its confidence is known. */
export interface LanguageIngredients {
  languages: string[];
  grams: ReadonlyMap<number, readonly (readonly [number, number])[]>;
  notices: string[];
}

const STEPS = 300;

/** Logistic regression of being right on the margin: intercept and slope, by Newton's method with a ridge. */
export function fitConfidence(
  margins: readonly number[],
  right: readonly boolean[],
): LanguageHeader["confidence"] {
  let intercept = 0;
  let slope = 1;
  for (let step = 0; step < STEPS; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-3, 0, 1e-3];
    margins.forEach((margin, i) => {
      const p = 1 / (1 + Math.exp(-(intercept + slope * margin)));
      const error = (right[i] ? 1 : 0) - p;
      const spread = p * (1 - p);
      g0 += error;
      g1 += error * margin;
      h00 += spread;
      h01 += spread * margin;
      h11 += spread * margin * margin;
    });
    const determinant = h00 * h11 - h01 * h01;
    const moveIntercept = (h11 * g0 - h01 * g1) / determinant;
    const moveSlope = (h00 * g1 - h01 * g0) / determinant;
    intercept += moveIntercept;
    slope += moveSlope;
    if (Math.abs(moveIntercept) + Math.abs(moveSlope) < 1e-9) break;
  }
  return { intercept, slope };
}

/** A model of `ingredients`; its confidence means nothing before {@link confidenceOn}. */
function draftModel(ingredients: LanguageIngredients): { model: LanguageModel; table: GramTable } {
  const { languages, notices } = ingredients;
  const confidence = { intercept: 0, slope: 1 };
  const header: LanguageHeader = { kind: "language", version: "", languages, confidence, least: 0, notices };
  const table = buildGramTable(ingredients.grams);
  return { model: new LanguageModel(header, table), table };
}

/**
 * How confidence follows from the margin, fitted on texts that `ingredients` were not made from. Margins beyond
 * 5 count as 5: there the answer is as sure as it gets.
 */
export function confidenceOn(
  ingredients: LanguageIngredients,
  heldBack: readonly LanguageText[],
): LanguageHeader["confidence"] {
  const { model } = draftModel(ingredients);
  const margins: number[] = [];
  const right: boolean[] = [];
  for (const { text, language } of heldBack) {
    const best = model.best(text);
    if (best === null || !model.languages.includes(language)) continue;
    margins.push(Math.min(5, best.margin));
    right.push(best.language === language);
  }
  return fitConfidence(margins, right);
}

/** The model file of `ingredients`. */
export function encodeLanguageModel(
  ingredients: LanguageIngredients,
  about: Pick<LanguageHeader, "version" | "least" | "confidence">,
): Uint8Array {
  const { table } = draftModel(ingredients);
  const { languages, notices } = ingredients;
  return encodeModelFile({ kind: "language", ...about, languages, notices } satisfies LanguageHeader, [
    { name: "slots", bytes: new Uint8Array(table.slots.buffer) },
    { name: "languages", bytes: table.languages },
    { name: "scores", bytes: table.scores },
  ]);
}
