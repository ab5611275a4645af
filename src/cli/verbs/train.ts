import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { EarshotError, EXIT } from "../../errors.ts";
import { LanguageModel } from "../../text/language/language-model.ts";
import { SENTIMENT_LABELS, SentimentModel } from "../../text/sentiment.ts";
import type { LabelledText } from "../../text/training/corpus.ts";
import { fineTune } from "../../text/training/fine-tune.ts";
import type { Confusion } from "../../text/training/metrics.ts";
import { identifier, literal } from "../../warehouse/sql-text.ts";
import { Warehouse } from "../../warehouse/warehouse.ts";
import { PACKAGE_ROOT } from "../../workspace.ts";
import type { Verb, VerbCall } from "../verb.ts";

/** Fewer labelled texts than this cannot be cross-validated. */
const LEAST_TEXTS = 60;
const LABEL_COLUMNS = ["label", "sentiment", "code"];
const LABELS = new Map<string, number>(
  Object.entries({ negative: 0, neg: 0, "-1": 0, neutral: 1, neu: 1, "0": 1, positive: 2, pos: 2, "1": 2 }),
);

interface Columns {
  text: string;
  label: string;
  language: string | null;
}

function chooseColumns(names: readonly string[], file: string): Columns {
  const text = names.find((name) => name.toLowerCase() === "text");
  const label = LABEL_COLUMNS.flatMap((wanted) => names.filter((name) => name.toLowerCase() === wanted))[0];
  if (!text || !label)
    throw new EarshotError(`missing column in ${file}: it has ${names.join(", ")}`, {
      remedy: `A file of labels has a column text and one of ${LABEL_COLUMNS.join(", ")}; language is optional.`,
    });
  return { text, label, language: names.find((name) => name.toLowerCase() === "language") ?? null };
}

async function readLabels(
  file: string,
  languageModel: LanguageModel,
): Promise<{ texts: LabelledText[]; other: number }> {
  if (!existsSync(file)) throw new EarshotError(`missing file: ${file}`);
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    const source =
      extname(file) === ".parquet"
        ? `read_parquet(${literal(file)})`
        : `read_csv(${literal(file)}, all_varchar = true, header = true)`;
    const described = await warehouse.rows<{ column_name: string }>(`describe select * from ${source}`);
    const columns = chooseColumns(
      described.map((row) => row.column_name),
      file,
    );
    const language = columns.language ? identifier(columns.language) : "null";
    const rows = await warehouse.rows<{ text: string; label: string; language: string | null }>(
      `select ${identifier(columns.text)}::varchar as text, lower(trim(${identifier(columns.label)}::varchar)) as label,
         ${language}::varchar as language
       from ${source}
       where ${identifier(columns.text)} is not null and ${identifier(columns.label)} is not null`,
    );
    const texts = rows.flatMap(({ text, label, language: named }) => {
      const found = LABELS.get(label);
      if (found === undefined) return [];
      return [
        { text, label: found, language: named ?? languageModel.identify(text).language, source: "study" },
      ];
    });
    return { texts, other: rows.length - texts.length };
  } finally {
    warehouse.close();
  }
}

const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

function comparison(before: Confusion, after: Confusion): string[] {
  const line = (name: string, of: (confusion: Confusion) => number) =>
    `  ${name.padEnd(16)} ${percent(of(before)).padStart(8)} → ${percent(of(after)).padStart(8)}`;
  return [
    "Cross-validated, five folds, before → after:",
    line("macro F1", (c) => c.macroF1),
    line("macro recall", (c) => c.macroRecall),
    line("accuracy", (c) => c.accuracy),
    ...SENTIMENT_LABELS.map((label, i) => line(`recall ${label}`, (c) => c.recall(i))),
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
  const { texts, other } = await readLabels(resolve(labels), language);
  if (other > 0)
    terminal.warn(`${other} rows left out: their label is none of ${[...LABELS.keys()].join(", ")}`);
  if (texts.length < LEAST_TEXTS)
    throw new EarshotError(`too few labelled texts: ${texts.length}, at least ${LEAST_TEXTS} are needed`, {
      remedy: "Label more with `earshot label`.",
    });
  const base = SentimentModel.decode(readFileSync(join(models, "sentiment.bin")));
  const hash = createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 8);
  const version = `${base.version}+study-${hash}`;
  const { file, before, after } = fineTune(base, texts, version);
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
      }),
    );
  } else {
    terminal.data([`${texts.length} labelled texts`, ...comparison(before, after)].join("\n"));
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
    labels: { type: "string", value: "FILE", description: "CSV or Parquet with columns text and label" },
    force: { type: "boolean", description: "keep the trained model even where it did not help" },
  },
  examples: ["earshot train --labels data/labels/coded.csv"],
  run,
};
