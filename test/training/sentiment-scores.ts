import type { LanguageScores, ScoresFile } from "../../src/text/language-scores.ts";
import type { CrossValidation, SourceScores } from "../../src/text/training/cross-validate.ts";
import { Confusion } from "../../src/text/training/metrics.ts";

const KINDS: readonly (readonly [string, RegExp])[] = [
  ["posts", /tweet|post|comment/],
  ["reviews", /review/],
  ["subtitles", /subtitle/],
];

const kindsOf = (domain: string): string[] =>
  KINDS.filter(([, pattern]) => pattern.test(domain)).map(([kind]) => kind);

const rounded = (share: number) => Math.round(share * 1000) / 1000;

function together(scores: readonly SourceScores[]): Confusion {
  const sum = new Confusion(3);
  for (const { confusion } of scores)
    confusion.counts.forEach((n, at) => {
      sum.counts[at] = (sum.counts[at] as number) + n;
    });
  return sum;
}

function groupsOf(sources: readonly SourceScores[], weightOf: (source: string) => number) {
  const groups = new Map<string, SourceScores[]>();
  for (const source of sources) {
    const key = [kindsOf(source.domain).join("+"), source.binary ? 2 : 3, weightOf(source.source) > 0].join();
    groups.set(key, [...(groups.get(key) ?? []), source]);
  }
  return [...groups.values()];
}

/**
 * Cross-validated figures by language, kind of text and number of classes, the data sets of a group taken together; the
 * groups of a language that are most like what is listened to come first: posts, three classes, many texts.
 */
export function languageScores(
  { sources }: Pick<CrossValidation, "sources">,
  weightOf: (source: string) => number,
): Record<string, LanguageScores[]> {
  const languages = [...new Set(sources.map(({ language }) => language))].sort();
  return Object.fromEntries(
    languages.map((language) => {
      const own = sources.filter((source) => source.language === language);
      const rows = groupsOf(own, weightOf).map((group): LanguageScores => {
        const first = group[0] as SourceScores;
        const sum = together(group);
        return {
          kinds: kindsOf(first.domain),
          sets: group.map(({ source }) => source.split("/")[0] ?? source).sort(),
          classes: first.binary ? 2 : 3,
          texts: sum.total,
          accuracy: rounded(sum.accuracy),
          macro_recall: rounded(sum.macroRecall),
          macro_f1: rounded(sum.macroF1),
          trained: weightOf(first.source) > 0,
        };
      });
      const posts = ({ kinds }: LanguageScores) => Number(kinds[0] === "posts");
      rows.sort((a, b) => posts(b) - posts(a) || b.classes - a.classes || b.texts - a.texts);
      return [language, rows];
    }),
  );
}

/** The file that stands beside the model: what pages and programs say about how good it is, language by language. */
export function scoresFile(model: string, folds: number, languages: ScoresFile["languages"]): string {
  const method = `${folds}-fold cross-validation; copies of a text in one fold; labels from calibrated probabilities; language given`;
  return `${JSON.stringify({ model, method, languages } satisfies ScoresFile, null, 1)}\n`;
}

const percent = (share: number) => (share * 100).toFixed(1);

/** The same as rows of the card. */
export function languageRows(languages: ScoresFile["languages"]): (string | number)[][] {
  return Object.entries(languages).flatMap(([language, rows]) =>
    rows.map((row) => [
      language,
      row.kinds.join(", "),
      row.sets.join(", "),
      row.classes,
      row.texts,
      ...[row.accuracy, row.macro_recall, row.macro_f1].map(percent),
    ]),
  );
}
