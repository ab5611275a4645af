import type {
  CrossValidation,
  LanguageReliability,
  SourceScores,
} from "../../src/text/training/cross-validate.ts";
import type { SentimentRecipe, SentimentText } from "../../src/text/training/train-sentiment.ts";

/** What a model card is written from. */
export interface CardFacts {
  version: string;
  date: string;
  bytes: number;
  recipe: SentimentRecipe;
  texts: readonly SentimentText[];
  validation: CrossValidation;
  notices: readonly string[];
}

/** Licences of the data sets as their publishers state them. */
const LICENCES: Readonly<Record<string, string>> = {
  umsab: "Apache-2.0 (tweets: terms of X)",
  tweeteval: "terms of X",
  "semeval2013-16": "terms of X",
  ltec: "MIT",
  xed: "CC BY 4.0",
  "xed-projected": "CC BY 4.0",
  husst: "CC BY-SA 4.0",
  mozetic: "as published at CLARIN.SI; tweets: terms of X",
  airline: "CC BY-NC-SA 4.0",
};

const percent = (value: number) => (value * 100).toFixed(1);

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Cross-validated scores by source as a Markdown table. */
export function scoreTable(sources: readonly SourceScores[]): string {
  return table(
    ["source", "texts from", "classes", "n", "accuracy", "macro recall", "macro F1"],
    sources.map(({ source, domain, binary, confusion }) => [
      source,
      domain,
      binary ? 2 : 3,
      confusion.total,
      percent(confusion.accuracy),
      percent(confusion.macroRecall),
      percent(confusion.macroF1),
    ]),
  );
}

function reliabilityChart({ bins }: LanguageReliability): string {
  const lines = bins.map(({ confidence, accuracy }) => {
    const cells = Array.from({ length: 41 }, () => " ");
    cells[Math.round(confidence * 40)] = "|";
    cells[Math.round(accuracy * 40)] = "o";
    return `${percent(confidence).padStart(5)}  ${cells.join("").trimEnd().padEnd(41)} ${percent(accuracy).padStart(5)}`;
  });
  return ["said                                             right", ...lines].join("\n");
}

function dataTable(texts: readonly SentimentText[]): string {
  const rows = new Map<
    string,
    { languages: Set<string>; domains: Set<string>; n: number; binary: boolean }
  >();
  for (const { source, language, domain, binary } of texts) {
    const name = source.split("/")[0] ?? source;
    const row = rows.get(name) ?? { languages: new Set(), domains: new Set(), n: 0, binary };
    rows.set(name, row);
    row.languages.add(language);
    row.domains.add(domain);
    row.n++;
  }
  return table(
    ["data set", "languages", "texts from", "texts", "neutral?", "licence as stated"],
    [...rows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, row]) => [
        name,
        [...row.languages].sort().join(" "),
        [...row.domains].sort().join(", "),
        row.n,
        row.binary ? "no" : "yes",
        LICENCES[name] ?? "none stated",
      ]),
  );
}

const LIMITS = `- It reads words, not meaning: irony, quotation and what a picture shows escape it.
- Neutral: languages whose own texts have no neutral label (see the data) borrow the line between neutral and
  opinion from the others. Their negative-to-positive order is learned; how many are neutral is a guess.
- Domain: Finnish, Basque, Turkish, Korean, Japanese, Chinese and others were learned from subtitles and reviews,
  not posts; expect less on posts. XED's labels carried over to other languages by alignment are noisy.
- UMSAB's Hindi is Hindi in Latin letters mixed with English; its training labels look close to random (cross-validated
  recall near chance). Hindi in Devanagari has no evidence here.
- Class shares: probabilities are calibrated with the classes of each source levelled. In a feed that is
  overwhelmingly neutral they say neutral too seldom; label a sample (\`earshot label\`) before trusting levels.
- People disagree on these labels; a model cannot be measured beyond that (Mozetič, Grčar and Smailović 2016).
- Not for judgements on persons. Figures about groups of posts only.`;

/** The model card of the sentiment model, as Markdown. */
export function sentimentCard(facts: CardFacts): string {
  const { validation, recipe } = facts;
  const pooled = validation.languages.find(({ language }) => language === "en") ?? validation.languages[0];
  return `# Sentiment model ${facts.version}

Negative, neutral or positive for a post, with calibrated probabilities. Date: ${facts.date}. ${(facts.bytes / 1e6).toFixed(1)} MB. Written by \`npm run train\`.

## What it is

A linear model over hashed word uni-, bi- and skip-bigrams, character 3–5-grams (2–5 in Hangul) and 28 lexicon and
form features. ${2 ** recipe.bits} buckets of two int8 weights. Near languages share their weights (Romance, South Slavic,
North Germanic …), emoji and signs are shared by all. Multinomial logistic regression, AdaGrad, ${recipe.epochs} epochs,
learning rate ${recipe.learningRate}, L2 ${recipe.l2}, log-count scaling, seed ${recipe.seed}; sources weighted, classes levelled within each source.
The same data and seed give the same bytes.

## Data

${dataTable(facts.texts)}

Lexicons in the file: ${facts.notices.join("; ")}.

## Scores

${recipe.folds}-fold cross-validation; copies of a text are always in the same fold; labels from calibrated probabilities; the
language is given. Sources with two classes are judged on negative against positive.

${scoreTable(validation.sources)}

## Calibration

Expected calibration error (ten bins, held-back texts, fitted on other texts), classes levelled within each source
(Latvian: as found, its three sets of posts agree that half are neutral). Where a source has no neutral label the probabilities are those given that the text is not neutral.

${table(
  ["language", "texts", "ECE"],
  validation.languages.map(({ language, texts, error }) => [language, texts, error.toFixed(3)]),
)}

Reliability, ${pooled?.language ?? ""}: probability said (|) against share right (o), 0 to 100 %.

\`\`\`
${pooled ? reliabilityChart(pooled) : ""}
\`\`\`

## Limits

${LIMITS}
`;
}
