import { readFileSync } from "node:fs";
import { LanguageModel } from "../text/language/language-model.ts";
import { SentimentModel } from "../text/sentiment.ts";

/** Which model a scorer applies. */
export type ScorerKind = "language" | "sentiment";

/** A model applied to one text at a time; `columns` numbers come out for each text. */
export interface TextScorer {
  /** Version of the model, as kept beside each result. */
  version: string;
  /** Result columns after `text_hash`, `model`: DuckDB type by name. */
  columns: Readonly<Record<string, string>>;
  /** Names that a number in the first column stands for (languages); null: it is a plain number. */
  names: readonly string[] | null;
  /** Write the results of one text to `out[at …]`. */
  score(text: string, language: string, out: Float32Array, at: number): void;
}

function languageScorer(file: string): TextScorer {
  const model = LanguageModel.decode(readFileSync(file));
  const names: string[] = [];
  const places = new Map<string, number>();
  return {
    version: model.version,
    columns: { language: "VARCHAR", confidence: "FLOAT" },
    names,
    score(text, _language, out, at) {
      const guess = model.identify(text);
      let place = places.get(guess.language);
      if (place === undefined) {
        place = names.push(guess.language) - 1;
        places.set(guess.language, place);
      }
      out[at] = place;
      out[at + 1] = guess.confidence;
    },
  };
}

function sentimentScorer(file: string): TextScorer {
  const model = SentimentModel.decode(readFileSync(file));
  return {
    version: model.version,
    columns: { p_negative: "FLOAT", p_neutral: "FLOAT", p_positive: "FLOAT" },
    names: null,
    score: (text, language, out, at) => model.scoreInto(text, language, out, at),
  };
}

/** Load the scorer of `kind` from its model file. */
export function loadScorer(kind: ScorerKind, file: string): TextScorer {
  return kind === "language" ? languageScorer(file) : sentimentScorer(file);
}

/** Languages (ISO 639-1) of which a sentiment model has seen labelled texts. */
export function modelEvidence(file: string): string[] {
  return [...SentimentModel.decode(readFileSync(file)).languages.keys()];
}
