import type { ScoresFile } from "../../src/text/language-scores.ts";
import type {
  CrossValidation,
  LanguageReliability,
  SourceScores,
} from "../../src/text/training/cross-validate.ts";
import type { SentimentRecipe, SentimentText } from "../../src/text/training/train-sentiment.ts";
import type { Measure } from "../evaluate/sentiment/measures.ts";
import { languageRows } from "./sentiment-scores.ts";

/** What a model card is written from. */
export interface CardFacts {
  version: string;
  date: string;
  bytes: number;
  recipe: SentimentRecipe;
  texts: readonly SentimentText[];
  validation: CrossValidation;
  languages: ScoresFile["languages"];
  measures: readonly Measure[];
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
    ["source", "texts from", "classes", "n", "accuracy", "macro recall", "macro F1", "% called neutral"],
    sources.map(({ source, domain, binary, confusion, labels }) => [
      source,
      domain,
      binary ? 2 : 3,
      confusion.total,
      percent(confusion.accuracy),
      percent(confusion.macroRecall),
      percent(confusion.macroF1),
      percent(labels.predictions(1) / labels.total),
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
  opinion. It is set so that one opinion in a hundred is called neutral, so plain statements hardly ever are: read
  such a language as positive against negative. That order is learned. Where a language has neutral texts and others without, the line
  is moved until at most a quarter of the opinions are called neutral.
- Domain: Finnish, Basque, Turkish, Korean, Japanese, Chinese and others were learned from subtitles and reviews,
  not posts; expect less on posts. XED's labels carried over to other languages by alignment are noisy.
- Hindi: UMSAB's Hindi is Hindi in Latin letters mixed with English. Its labels agree with its texts no better than
  chance, whatever is trained on them, so they are not used: such posts are read by their English words, and by what
  English, learned together with it, says of emoji and signs; the three classes are set to be equally common. There is
  no figure of how good that is. Hindi in Devanagari has no evidence here but a translated word list.
- Class shares: English is calibrated with the classes of each source levelled, Latvian, Albanian, Czech and Basque as
  found, the other languages half-way. In a feed that is overwhelmingly neutral the model says neutral too seldom; label a sample
  (\`earshot label\`) before trusting levels.
- Licences: some of the texts that it learned from are for research or not for commerce (airline), are posts under the
  terms of X, or come without a stated licence. The file holds weights of hashed features and word lists, no text. Whether weights
  learned from such texts may be used for any purpose is not settled everywhere; who wants to be sure leaves the sets out
  and trains again with \`npm run train\`.
- People disagree on these labels; a model cannot be measured beyond that (Mozetič, Grčar and Smailović 2016).
- Not for judgements on persons. Figures about groups of posts only.`;

/** The model card of the sentiment model, as Markdown. */
export function sentimentCard(facts: CardFacts): string {
  const { validation, recipe } = facts;
  return `# Sentiment model ${facts.version}

Negative, neutral or positive for a post, with calibrated probabilities. Date: ${facts.date}. ${(facts.bytes / 1e6).toFixed(1)} MB. Written by \`npm run train\`.

## What it is

A linear model over hashed word uni-, bi- and skip-bigrams, character 3–5-grams (2–5 in Hangul) and 28 lexicon and
form features. ${2 ** recipe.bits} slots of two int8 weights and an 8-bit fingerprint: a slot belongs to one feature, so that
unseen words meet no other's weight. Near languages share their weights (Romance, West South Slavic,
North Germanic …), emoji and signs are shared by all, and a word learns from its kin in every language: words that agree
in plain Latin letters, or begin with the same four to six, are learned together, and what that says is
added to each word's own weight. Multinomial logistic regression, AdaGrad, ${recipe.epochs} epochs,
learning rate ${recipe.learningRate}, L2 ${recipe.l2}, log-count scaling against the classes of each source, seed ${recipe.seed}; sources weighted, classes levelled within each source.
The same data and seed give the same bytes.

## Data

${dataTable(facts.texts)}

Lexicons in the file: ${facts.notices.join("; ")}.

## Scores

${recipe.folds}-fold cross-validation; copies of a text are always in the same fold; labels from calibrated probabilities; the
language is given. Sources with two classes are judged on negative against positive; the last column says how many of
a source's texts get the label neutral when all three labels are possible. First by language and kind of text, the data
sets of a kind taken together (the same figures, for programs, are in \`sentiment.scores.json\`), then source by source.

${table(
  ["language", "texts from", "data sets", "classes", "n", "accuracy", "macro recall", "macro F1"],
  languageRows(facts.languages),
)}

${scoreTable(validation.sources)}

In the measures that published tables use. Theirs are on test parts, which were not here; ours are cross-validated, from
models trained on four fifths of the texts. "Wanted": what this project set out to reach on the test parts. XED's
neutral texts are numbers of lines in the file at hand: without a word they always come out neutral, so a third of its
figure is free.

${table(
  ["set", "measure", "here", "wanted", "published (test part)"],
  facts.measures.map(({ set, measure, value, wanted, published }) => [
    set,
    measure,
    value.toFixed(1),
    wanted?.toFixed(1) ?? "",
    published,
  ]),
)}

## Calibration

Expected calibration error of held-back texts (ten bins; fitted on other texts), classes as found, sources weighted
as in training. Where a source has no neutral label the probabilities are those given that the text is not neutral. Of
few texts some error is chance: of 900, about 0.03.

${table(
  ["language", "texts", "ECE"],
  validation.languages.map(({ language, texts, error }) => [language, texts, error.toFixed(3)]),
)}

Reliability by language: probability said (|) against share right (o), 0 to 100 %.

\`\`\`
${validation.languages.map((each) => `${each.language}\n${reliabilityChart(each)}`).join("\n\n")}
\`\`\`

## Limits

${LIMITS}
`;
}
