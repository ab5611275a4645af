import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeEmotionModel } from "./emotion.ts";
import { readLabelledTexts } from "./labelled-texts.ts";
import { makeLanguageModel } from "./language.ts";
import { makeMarkModel } from "./marks.ts";
import { makeSentimentModel } from "./sentiment.ts";

/** `npm run train [-- language|emotion|marks|sentiment …]`: trains the shipped models again, to the same bytes. */
const root = fileURLToPath(new URL("../..", import.meta.url));
const data = join(root, "..", "shared", "data");
const models = join(root, "data", "models");

const started = Date.now();
const log = (what: string) =>
  console.error(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${what}`);

async function main(wanted: readonly string[]): Promise<void> {
  if (!existsSync(join(data, "labelled"))) {
    console.error(`missing training data: ${data}; see docs/sentiment.md`);
    process.exit(2);
  }
  mkdirSync(models, { recursive: true });
  const wants = (name: string) => wanted.length === 0 || wanted.includes(name);
  const texts = await readLabelledTexts(data);
  log(`${texts.length} labelled texts`);
  if (wants("language")) {
    const posts = texts.filter((text) => text.dataset !== "xed-projected");
    const { file, version, card } = await makeLanguageModel(root, data, posts);
    writeFileSync(join(models, "language.bin"), file);
    writeFileSync(join(models, "language.md"), card);
    log(`wrote ${version}, ${file.length} bytes`);
  }
  if (wants("emotion")) {
    const { file, version, card } = await makeEmotionModel(data, log);
    writeFileSync(join(models, "emotion.bin"), file);
    writeFileSync(join(models, "emotion.md"), card);
    log(`wrote ${version}, ${file.length} bytes`);
  }
  if (wants("marks")) {
    const { file, version, card } = await makeMarkModel(data, log);
    writeFileSync(join(models, "marks.bin"), file);
    writeFileSync(join(models, "marks.md"), card);
    log(`wrote ${version}, ${file.length} bytes`);
  }
  if (wants("sentiment")) {
    const { file, version, card, scores } = await makeSentimentModel(texts, data, log);
    writeFileSync(join(models, "sentiment.bin"), file);
    writeFileSync(join(models, "sentiment.md"), card);
    writeFileSync(join(models, "sentiment.scores.json"), scores);
    log(`wrote ${version}, ${file.length} bytes`);
  }
}

await main(process.argv.slice(2));
