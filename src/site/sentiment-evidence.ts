import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeModelFile } from "../text/model-file.ts";
import type { LanguageEvidence } from "../text/sentiment.ts";
import { PACKAGE_ROOT, type Workspace } from "../workspace.ts";

/** What the sentiment model of a run was trained on, language by language. */
export interface SentimentEvidence {
  version: string;
  languages: Record<string, Pick<LanguageEvidence, "texts" | "domains" | "neutral">>;
}

/** Read it from the study's own model, else the shipped one; null where there is none that can be read. */
export function sentimentEvidence(workspace: Pick<Workspace, "root">): SentimentEvidence | null {
  const own = join(workspace.root, "data", "models", "study-sentiment.bin");
  const file = existsSync(own) ? own : join(PACKAGE_ROOT, "data", "models", "sentiment.bin");
  if (!existsSync(file)) return null;
  const { header } = decodeModelFile<{ version: string; languages: Record<string, LanguageEvidence> }>(
    readFileSync(file),
  );
  const languages = Object.entries(header.languages).map(
    ([code, { texts, domains, neutral }]) => [code, { texts, domains, neutral }] as const,
  );
  return { version: header.version, languages: Object.fromEntries(languages) };
}
