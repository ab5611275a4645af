import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  calibrations,
  encodeSentimentModel,
  evidenceOf,
  heldBackScores,
  prepare,
  trainOn,
} from "../../src/text/training/train-sentiment.ts";
import { readLabelledTexts } from "./labelled-texts.ts";
import { readLexicons } from "./lexicons.ts";
import { DATE, RECIPE } from "./recipe.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const data = join(root, "..", "shared", "data");

async function main(): Promise<void> {
  if (!existsSync(join(data, "labelled"))) {
    console.error(`missing training data: ${data}/labelled; see data/README.md`);
    process.exit(2);
  }
  const started = Date.now();
  const log = (what: string) => console.error(`${((Date.now() - started) / 1000).toFixed(1)} s  ${what}`);
  const texts = await readLabelledTexts(data);
  const { lexicon, notices } = readLexicons(join(data, "lexicons"));
  log(`${texts.length} texts, lexicon of ${lexicon.keys.length} places`);
  const prepared = prepare(texts, lexicon, RECIPE);
  log(`${prepared.corpus.buckets.length} features`);
  const { languages, fallback } = calibrations(prepared, heldBackScores(prepared, RECIPE, 0));
  log("calibrated on a held-back fold");
  const weights = trainOn(prepared, RECIPE, () => true);
  log("trained on everything");
  const about = {
    languages: evidenceOf(texts, languages, fallback),
    fallback: { ...fallback, texts: 0, domains: [], neutral: false },
    notices,
  };
  const draft = encodeSentimentModel(weights, lexicon, { version: "", ...about });
  const version = `sentiment-${DATE}-${createHash("sha256").update(draft).digest("hex").slice(0, 8)}`;
  const folder = join(root, "data", "models");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "sentiment.bin"), encodeSentimentModel(weights, lexicon, { version, ...about }));
  log(`wrote ${version}`);
}

await main();
