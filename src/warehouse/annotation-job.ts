import { EMOTIONS } from "../text/emotion.ts";
import type { AnnotationPlan } from "./annotate-batch.ts";
import { modelKey } from "./model-key.ts";
import { literal } from "./sql-text.ts";

/** Something to be known of each text, kept in schema `cache` under the name of its kind. */
export type Annotation =
  | { kind: "language"; model: string }
  /** `languages`: those that the model is asked for; null: all. */
  | { kind: "sentiment" | "emotion"; model: string; languages: readonly string[] | null }
  | { kind: "words" }
  /** `version` of the stop words by language; another one starts again. Wanted alone, not ahead. */
  | { kind: "terms"; stopWords: ReadonlyMap<string, readonly string[]>; version: string };

export interface AnnotationJob {
  /** Select of text_hash (UBIGINT, distinct), text, and language (ISO 639-1; without meaning where it is wanted). */
  texts: string;
  /** Texts that lack this are read. */
  wanted: Annotation;
  /** What is worth finding out in the same visit, because a later step wants it. */
  ahead?: readonly Annotation[];
  /** Texts done and in all. */
  progress?: (done: number, total: number) => void;
}

/** Columns of results per text, by kind. */
export const RESULTS: Record<"language" | "sentiment" | "emotion", readonly string[]> = {
  language: ["confidence"],
  sentiment: ["p_negative", "p_neutral", "p_positive"],
  emotion: EMOTIONS.map((emotion) => `p_${emotion}`),
};

/** What a model says of a text. */
export type Scored = Exclude<Annotation, { kind: "words" | "terms" }>;

/** All that models are to say. */
export const scoredOf = (job: AnnotationJob): Scored[] =>
  [job.wanted, ...(job.ahead ?? [])].filter(
    (annotation) => annotation.kind !== "words" && annotation.kind !== "terms",
  );

/** What a thread is to do. */
export function planOf(job: AnnotationJob): AnnotationPlan {
  const plan: AnnotationPlan = { language: null, sentiment: null, emotion: null, words: false, terms: null };
  for (const annotation of [job.wanted, ...(job.ahead ?? [])]) {
    if (annotation.kind === "words") plan.words = true;
    else if (annotation.kind === "terms") plan.terms = annotation.stopWords;
    else if (annotation.kind === "language") plan.language = annotation.model;
    else plan[annotation.kind] = { file: annotation.model, languages: annotation.languages };
  }
  return plan;
}

/** Rows of a cache that are of this model and code. */
export const done = (annotation: Scored) =>
  `(select text_hash, read_as from cache.${annotation.kind} where model = ${literal(modelKey(annotation.kind, annotation.model))})`;
