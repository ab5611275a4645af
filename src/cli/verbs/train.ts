import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { EarshotError, EXIT } from "../../errors.ts";
import { LanguageModel } from "../../text/language/language-model.ts";
import { SENTIMENT_LABELS, SentimentModel } from "../../text/sentiment.ts";
import type { LabelledText } from "../../text/training/corpus.ts";
import { type FineTuned, fineTune } from "../../text/training/fine-tune.ts";
import type { Confusion } from "../../text/training/metrics.ts";
import { signTest } from "../../text/training/sign-test.ts";
import { PACKAGE_ROOT } from "../../workspace.ts";
import { readTrainingLabels } from "../labelling/training-labels.ts";
import { counted } from "../numbers.ts";
import type { Terminal, Verb, VerbCall } from "../verb.ts";

/** Fewer labelled texts than this cannot be cross-validated. */
const LEAST_TEXTS = 60;
/** Fewer than this of a class, and the model would learn to say the others only. */
const LEAST_OF_CLASS = 10;

function numbersOf(counts: readonly number[]): string {
  return SENTIMENT_LABELS.map((label, i) => `${counts[i]} ${label}`).join(", ");
}

/** Labelled texts with their languages. What is left out of the file is told; too little to learn from is an error. */
async function readLabels(
  file: string,
  languageModel: LanguageModel,
  terminal: Terminal,
): Promise<LabelledText[]> {
  const { labels, odd, empty, disputed } = await readTrainingLabels(file);
  if (odd.rows > 0)
    terminal.warn(
      `${odd.rows} rows left out: their label is none of ${SENTIMENT_LABELS.join(", ")} (${odd.words.map((word) => JSON.stringify(word)).join(", ")})`,
    );
  if (empty > 0) terminal.warn(`${counted(empty, "row")} without text or label left out`);
  if (disputed > 0)
    terminal.warn(`${counted(disputed, "text")} with different labels in the file; all of them are used`);
  const counts = SENTIMENT_LABELS.map((_, label) => labels.filter((each) => each.label === label).length);
  if (labels.length < LEAST_TEXTS)
    throw new EarshotError(`too few labelled texts: ${labels.length}, at least ${LEAST_TEXTS} are needed`, {
      remedy: "Label more with `earshot label`.",
    });
  const lacking = SENTIMENT_LABELS.filter(
    (label, i) => (counts[i] as number) < LEAST_OF_CLASS && !(label === "neutral" && counts[i] === 0),
  );
  if (lacking.length > 0)
    throw new EarshotError(`too few labelled texts are ${lacking.join(" and ")}: ${numbersOf(counts)}`, {
      remedy: `At least ${LEAST_OF_CLASS} of each class are needed; neutral may be absent altogether.`,
    });
  if (counts[1] === 0)
    terminal.warn(
      "no text is neutral: what separates neutral from opinion stays as the shipped model has it",
    );
  return labels.map(({ text, label, language }) => ({
    text,
    label,
    language: language ?? languageModel.identify(text).language,
    source: "study",
  }));
}

const chanceWords = (p: number) =>
  p < 0.05
    ? `hardly by chance (p ${p < 0.001 ? "< 0.001" : `= ${p.toFixed(3)}`})`
    : `that may be chance (p = ${p.toFixed(2)})`;

const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

function comparison({ before, after, gained, lost }: FineTuned): string[] {
  const line = (name: string, of: (confusion: Confusion) => number) =>
    `  ${name.padEnd(16)} ${percent(of(before)).padStart(8)} → ${percent(of(after)).padStart(8)}`;
  return [
    "Cross-validated, five folds, before → after:",
    line("macro F1", (c) => c.macroF1),
    line("macro recall", (c) => c.macroRecall),
    line("accuracy", (c) => c.accuracy),
    ...SENTIMENT_LABELS.flatMap((label, i) =>
      before.truths(i) > 0 ? [line(`recall ${label}`, (c) => c.recall(i))] : [],
    ),
    `Only the trained model is right for ${gained} texts, only the shipped one for ${lost}: ${chanceWords(signTest(gained, lost))}.`,
  ];
}

async function run({ options, workspace, terminal }: VerbCall) {
  const labels = options["labels"];
  if (typeof labels !== "string")
    throw new EarshotError("missing option: --labels FILE", {
      remedy: "Name a CSV or Parquet file of labelled texts.",
    });
  const models = join(PACKAGE_ROOT, "data", "models");
  const language = LanguageModel.decode(readFileSync(join(models, "language.bin")));
  const texts = await readLabels(resolve(labels), language, terminal);
  const base = SentimentModel.decode(readFileSync(join(models, "sentiment.bin")));
  const hash = createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 8);
  const version = `${base.version}+study-${hash}`;
  const tuned = fineTune(base, texts, version);
  const { file, before, after, gained, lost } = tuned;
  const helped = after.macroF1 > before.macroF1;
  const target = join(resolve(workspace), "data", "models", "study-sentiment.bin");
  const write = helped || options["force"] === true;
  if (write) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, file);
  }
  if (terminal.json) {
    const figures = (c: Confusion) => ({
      macro_f1: c.macroF1,
      macro_recall: c.macroRecall,
      accuracy: c.accuracy,
    });
    terminal.data(
      JSON.stringify({
        version,
        texts: texts.length,
        helped,
        written: write,
        before: figures(before),
        after: figures(after),
        gained,
        lost,
        p_value: signTest(gained, lost),
      }),
    );
  } else {
    terminal.data([`${texts.length} labelled texts`, ...comparison(tuned)].join("\n"));
  }
  terminal.say(
    write
      ? `Wrote data/models/study-sentiment.bin; the next run scores with it.`
      : "Training on these labels did not help, so the shipped model stays; --force keeps the trained one.",
  );
  return EXIT.done;
}

export const verb: Verb = {
  name: "train",
  summary: "Train the sentiment model on with a study's own labels, and say whether that helped",
  options: {
    labels: {
      type: "string",
      value: "FILE",
      description: "CSV, XLSX or Parquet with columns text and label",
    },
    force: { type: "boolean", description: "keep the trained model even where it did not help" },
  },
  examples: ["earshot train --labels data/labels/coded.csv"],
  run,
};
