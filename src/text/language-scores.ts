/** Cross-validated figures of a model on one kind of text of one language; shares of 1. */
export interface LanguageScores {
  /** `posts`, `reviews`, `subtitles`; two of them where the data set mixes them. */
  kinds: string[];
  /** Data sets that the texts are from. */
  sets: string[];
  /** 3, or 2 where the texts have no neutral label: then negative against positive. */
  classes: 2 | 3;
  texts: number;
  accuracy: number;
  macro_recall: number;
  macro_f1: number;
  /** False where the labels had no part in training. */
  trained: boolean;
}

/** What stands beside a model as `<model>.scores.json`. */
export interface ScoresFile {
  /** Version of the model. */
  model: string;
  method: string;
  /** By language (ISO 639-1), the kind of text most like mentions first. */
  languages: Record<string, LanguageScores[]>;
}
