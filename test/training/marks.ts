import { createHash } from "node:crypto";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { MARKS, type Mark } from "../../src/text/marks.ts";
import { type TaggedText, type TrainedLabels, trainLabels } from "../../src/text/training/train-labels.ts";
import { literal } from "../../src/warehouse/sql-text.ts";
import { labelTable } from "./label-table.ts";
import { DATE } from "./recipe.ts";

/** TweetEval's task for each mark, and its label for "yes". */
const TASKS: Readonly<Record<Mark, readonly [task: string, yes: string]>> = {
  hateful: ["tweeteval-hate", "hate"],
  ironic: ["tweeteval-irony", "irony"],
  offensive: ["tweeteval-offensive", "offensive"],
};

async function readMarkedTexts(data: string): Promise<TaggedText[]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const file = literal(join(data, "labelled", "emotion-and-other-tasks.parquet"));
  const texts: TaggedText[] = [];
  for (const mark of MARKS) {
    const [task, yes] = TASKS[mark];
    const reader = await connection.runAndReadAll(
      `select label, text
       from read_parquet(${file})
       where task = ${literal(task)} and text is not null
       order by all`,
    );
    for (const [label, text] of reader.getRows() as [string, string][])
      texts.push({
        text,
        language: "en",
        source: `${task}/en`,
        labels: new Set(label === yes ? [mark] : []),
        known: new Set([mark]),
      });
  }
  connection.closeSync();
  instance.closeSync();
  return texts;
}

function card(version: string, texts: number, trained: TrainedLabels, bytes: number): string {
  const thresholds = MARKS.map((mark, k) => `${mark} ${(trained.thresholds[k] ?? 0.5).toFixed(2)}`);
  return `# Marks model ${version}

Marks of English tweets (${MARKS.join(", ")}) by one linear model each over the sentiment model's hashed features.
Date: ${DATE}. ${(bytes / 1e6).toFixed(1)} MB. Written by \`npm run train -- marks\`, to the same bytes each time.

## Data

TweetEval hate, irony and offensive (Barbieri et al. 2020; terms of X): ${texts} English tweets, train and val parts.

## Scores

One fifth held back, copies of a text never on both sides. "Yes" is said from the probability that gave the largest F1
on other held-back texts (in the file: ${thresholds.join(", ")}). AUC: how often a text with the mark scores above
one without.

${labelTable(trained.scores)}

## Limits

- Off: no step of the pipeline uses it. Call it from \`earshot/text\` and read what it finds before counting anything.
- The tweets were gathered by searching for what they are marked with, so the marks are far more common there than in a
  feed: the probabilities order posts, their level means nothing.
- Hate: two targets only (women, immigrants), in 2018; words about them score high whatever is said. Irony: tweets whose
  authors wrote #irony, #sarcasm or #not, with the hashtag removed; much irony is not in the words.
- English only. Not for judgements on persons.
`;
}

/** Train the marks model and write its card. */
export async function makeMarkModel(
  data: string,
  log: (what: string) => void,
): Promise<{ file: Uint8Array; version: string; card: string }> {
  const texts = await readMarkedTexts(data);
  log(`${texts.length} texts with marks`);
  const trained = trainLabels(texts, MARKS, "marks", log);
  const hash = createHash("sha256").update(trained.encode("")).digest("hex").slice(0, 8);
  const version = `marks-${DATE}-${hash}`;
  const file = trained.encode(version);
  return { file, version, card: card(version, texts.length, trained, file.length) };
}
