import type { SourceScores } from "../../../src/text/training/cross-validate.ts";
import { Confusion } from "../../../src/text/training/metrics.ts";

/** One published or agreed measure of sentiment, and how it comes out here. */
export interface Measure {
  set: string;
  measure: string;
  /** What this project wants to reach on the sets' own test parts; null: nothing of its own. */
  wanted: number | null;
  published: string;
  /** 0 to 100. */
  value: number;
}

type Name = "macroRecall" | "macroF1" | "accuracy";

const LABELS: Readonly<Record<Name, string>> = {
  macroRecall: "macro recall",
  macroF1: "macro F1",
  accuracy: "accuracy",
};

const MOZETIC: readonly [string, number][] = [
  ["hu", 80],
  ["pl", 78],
  ["sv", 81],
  ["sl", 79],
  ["de", 78],
];
/** fastText and XLM-T (Barbieri, Espinosa Anke and Camacho-Collados 2022). */
const UMSAB: Readonly<Record<string, string>> = {
  ar: "fastText 46.0, XLM-T 66.9",
  en: "fastText 50.9, XLM-T 70.6",
  fr: "fastText 54.8, XLM-T 71.2",
  de: "fastText 59.6, XLM-T 77.3",
  hi: "fastText 37.1, XLM-T 56.4",
  it: "fastText 54.7, XLM-T 69.1",
  pt: "fastText 55.1, XLM-T 75.4",
  es: "fastText 50.1, XLM-T 67.9",
};

/**
 * XED with its neutral class: `texts` of it have no words here (their column holds line numbers), so they come out
 * neutral; the others count with the label that is given among all three.
 */
function withNeutral({ labels }: SourceScores, texts: number): Confusion {
  const all = new Confusion(3);
  all.counts.set(labels.counts);
  all.add(1, 1, texts);
  return all;
}

/** The measures that published tables and this project's aims are stated in, from cross-validated `sources`. */
export function measuresOf(sources: readonly SourceScores[], wordlessNeutral: number): Measure[] {
  const find = (name: string) => sources.find(({ source }) => source === name);
  const measures: Measure[] = [];
  const add = (set: string, of: Name, wanted: number | null, published: string, confusions: Confusion[]) => {
    if (confusions.length === 0) return;
    const value = (100 * confusions.reduce((sum, each) => sum + each[of], 0)) / confusions.length;
    measures.push({ set, measure: LABELS[of], wanted, published, value });
  };
  const one = (name: string) => [find(name)?.confusion].flatMap((each) => each ?? []);
  add(
    "SemEval 2013–16, for TweetEval (en)",
    "macroRecall",
    69,
    "LSTM 58.3, SVM 62.9, fastText 62.9, RoBERTa 71.3, BERTweet 73.4, TimeLMs 73.7",
    one("semeval2013-16/en"),
  );
  const languages = Object.keys(UMSAB);
  const umsab = languages.flatMap((language) => one(`umsab/${language}`));
  add("UMSAB, mean of 8 languages", "macroF1", 60, "fastText 51.0, XLM-T 69.4", umsab);
  const known = languages
    .filter((language) => language !== "hi")
    .flatMap((language) => one(`umsab/${language}`));
  add("UMSAB without Hindi, whose labels here are chance", "macroF1", 60, "fastText 53.0, XLM-T 71.2", known);
  for (const [language, published] of Object.entries(UMSAB))
    add(`UMSAB (${language})`, "macroF1", null, published, one(`umsab/${language}`));
  add("LTEC (lv)", "accuracy", 66, "61.2", one("ltec/lv"));
  add("Zegelaar (nl)", "macroF1", 62, "", one("nl-zegelaar/nl"));
  for (const [language, wanted] of MOZETIC)
    add(
      `Mozetič (${language}), negative against positive`,
      "macroF1",
      wanted,
      "",
      one(`mozetic/${language}`),
    );
  const finnish = find("xed/fi");
  add("XED (fi), three classes", "macroF1", 86, "", finnish ? [withNeutral(finnish, wordlessNeutral)] : []);
  add("HuSST (hu), three classes", "macroF1", 50, "", one("husst/hu"));
  return measures;
}

/** Lines of a table of {@link Measure}s. */
export function measureLines(measures: readonly Measure[]): string[] {
  const cells = measures.map(({ set, measure, value, wanted, published }) => [
    set,
    measure,
    value.toFixed(1),
    wanted?.toFixed(1) ?? "",
    published,
  ]);
  const rows = [["set", "measure", "here", "wanted", "published (test part)"], ...cells];
  const widths = [0, 1, 2, 3].map((k) => Math.max(...rows.map((row) => row[k]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, k) => (k === 2 || k === 3 ? cell.padStart(widths[k] ?? 0) : cell.padEnd(widths[k] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
