import { createHash } from "node:crypto";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { EMOTIONS } from "../../src/text/emotion.ts";
import { type LabelScore, type TaggedText, trainLabels } from "../../src/text/training/train-labels.ts";
import { literal } from "../../src/warehouse/sql-text.ts";
import { labelTable } from "./label-table.ts";
import { DATE } from "./recipe.ts";

/** The coders of TweetEval's emotion set chose one of four; of these three are among ours. */
const TWEETS = new Set(["anger", "joy", "sadness"]);
const ALL = new Set<string>(EMOTIONS);

async function readTaggedTexts(data: string): Promise<TaggedText[]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `select task, lang, label, text
     from read_parquet(${literal(join(data, "labelled", "emotion-and-other-tasks.parquet"))})
     where task in ('xed', 'xed-projected', 'tweeteval-emotion')
     order by all`,
  );
  const rows = reader.getRows() as [string, string, string, string][];
  connection.closeSync();
  instance.closeSync();
  return rows.map(([task, language, label, text]) => ({
    text,
    language,
    source: `${task}/${language}`,
    labels: new Set(label.split(",").map((name) => name.trim())),
    known: task === "tweeteval-emotion" ? TWEETS : ALL,
  }));
}

function card(
  version: string,
  texts: readonly TaggedText[],
  scores: readonly LabelScore[],
  thresholds: readonly number[],
  bytes: number,
): string {
  const shown = scores.filter(({ source }) => /^(xed\/|tweeteval)/.test(source));
  const languages = [...new Set(texts.map((t) => t.language))].sort().join(" ");
  return `# Emotion model ${version}

Eight emotions (${EMOTIONS.join(", ")}) by one linear model each over the sentiment model's hashed features.
Date: ${DATE}. ${(bytes / 1e6).toFixed(1)} MB. Written by \`npm run train -- emotion\`, to the same bytes each time.

## Data

XED (Öhman et al. 2020, CC BY 4.0): ${texts.filter((t) => t.source.startsWith("xed/")).length} subtitle lines in English and Finnish coded by hand, ${texts.filter((t) => t.source.startsWith("xed-projected")).length} more in ${languages} carried
over by alignment; TweetEval emotion: ${texts.filter((t) => t.source.startsWith("tweeteval")).length} English tweets (anger, joy, sadness; terms of X).

## Scores

One fifth held back, copies of a text never on both sides. "Yes" is said from the probability that gave the largest F1
on other held-back texts (in the file: ${EMOTIONS.map((name, k) => `${name} ${(thresholds[k] ?? 0.5).toFixed(2)}`).join(", ")}).
AUC: how often a text with the emotion scores above one without. The lines carried over by alignment serve training only.

${labelTable(shown)}

## Limits

- Every training text is emotional: a probability is that of the emotion **given that the text shows some emotion**.
  On neutral posts the figures mean nothing; read them beside sentiment.
- Subtitles, not posts, but for the English tweets. Precision is low for the rarer emotions: use shares of many
  posts and differences between topics, never single posts.
- Off by default in the pipeline for that reason.
`;
}

/** Train the emotion model and write its card. */
export async function makeEmotionModel(
  data: string,
  log: (what: string) => void,
): Promise<{ file: Uint8Array; version: string; card: string }> {
  const texts = await readTaggedTexts(data);
  log(`${texts.length} texts with emotions`);
  const { encode, scores, thresholds } = trainLabels(texts, EMOTIONS, "emotion", log);
  const version = `emotion-${DATE}-${createHash("sha256").update(encode("")).digest("hex").slice(0, 8)}`;
  const file = encode(version);
  return { file, version, card: card(version, texts, scores, thresholds, file.length) };
}
