import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LanguageScores, ScoresFile } from "../text/language-scores.ts";
import { decodeModelFile } from "../text/model-file.ts";
import type { LanguageEvidence } from "../text/sentiment.ts";
import { PACKAGE_ROOT, type Workspace } from "../workspace.ts";

/** What the model knew of a language, and how good it was there; figures are missing where none were published with it. */
export type KnownLanguage = Pick<LanguageEvidence, "texts" | "domains" | "neutral"> & {
  scores?: LanguageScores[];
};

/** What the sentiment model of a run was trained on, language by language. */
export interface SentimentEvidence {
  version: string;
  languages: Record<string, KnownLanguage>;
}

/** Cross-validated figures that stand beside the model's file, if they are of this version. */
function scoresBeside(file: string, version: string): ReadonlyMap<string, LanguageScores[]> {
  const beside = file.replace(/\.bin$/, ".scores.json");
  if (!existsSync(beside)) return new Map();
  const { model, languages } = JSON.parse(readFileSync(beside, "utf8")) as ScoresFile;
  return new Map(model === version ? Object.entries(languages) : []);
}

/** Read it from the study's own model, else the shipped one; null where there is none that can be read. */
export function sentimentEvidence(workspace: Pick<Workspace, "root">): SentimentEvidence | null {
  const own = join(workspace.root, "data", "models", "study-sentiment.bin");
  const file = existsSync(own) ? own : join(PACKAGE_ROOT, "data", "models", "sentiment.bin");
  if (!existsSync(file)) return null;
  const { header } = decodeModelFile<{ version: string; languages: Record<string, LanguageEvidence> }>(
    readFileSync(file),
  );
  const measured = scoresBeside(file, header.version);
  const languages = Object.entries(header.languages).map(([code, { texts, domains, neutral }]) => {
    const scores = measured.get(code);
    return [code, { texts, domains, neutral, ...(scores && { scores }) }] as const;
  });
  return { version: header.version, languages: Object.fromEntries(languages) };
}
