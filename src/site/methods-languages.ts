import { element, join, type Markup } from "../../reports/components/markup.ts";
import type { LanguageScores } from "../text/language-scores.ts";
import type { Row } from "../warehouse/index.ts";
import { dataTable } from "./data-tables.ts";
import { labelQuality } from "./label-quality.ts";
import { humanLabels } from "./methods-limits.ts";
import type { PageContext } from "./page-context.ts";
import type { KnownLanguage } from "./sentiment-evidence.ts";

/**
 * What sentiment rests on: who gave the labels, in which languages, what that model learned from and how good it was on texts
 * that it had not seen.
 */
export function languagesPart(context: PageContext): Markup {
  const { data, text } = context;
  const { scored, guesses } = data.run.study;
  const counted = data.table("languages");
  const sentence = scored
    ? text.say("languages.only", { languages: text.list(scored.map((code) => text.name("language", code))) })
    : ownModel(context) && text.say(guesses ? "languages.guesses" : "languages.evidence");
  const lead = join(labelSource(context), sentence && element("p", {}, sentence), humanLabels(context));
  if (counted.length === 0) return lead;
  const show = (value: unknown) =>
    value === null || value === undefined ? text.say("withheld") : text.number(Number(value));
  // One model is named above the table.
  const models = new Set(counted.map((row) => row["model"]).filter((model) => model !== null));
  const modelCell = (row: Row) => element("code", {}, String(row["model"] ?? ""));
  const columns = [
    {
      head: text.say("column.language"),
      cell: (row: Row) =>
        row["language"] === "und" ? text.say("language.und") : text.name("language", String(row["language"])),
    },
    { head: text.say("column.mentions"), number: true, cell: (row: Row) => show(row["mentions"]) },
    { head: text.say("column.scored"), number: true, cell: (row: Row) => show(row["scored"]) },
    { head: text.say("column.not-scored"), number: true, cell: (row: Row) => show(row["not_scored"]) },
    { head: text.say("column.learned-from"), cell: (row: Row) => learnedFrom(context, row) },
    { head: text.say("column.measured"), cell: (row: Row) => measured(context, row) },
    ...(models.size > 1 ? [{ head: text.say("column.model"), cell: modelCell }] : []),
  ];
  const rows = counted.toSorted((a, b) => Number(b["mentions"] ?? 0) - Number(a["mentions"] ?? 0));
  return join(
    lead,
    data.run.evidence && element("p", {}, text.say("measured.how")),
    dataTable(context, text.say("table.languages"), columns, rows, "languages"),
    labelQuality(context),
  );
}

/** Whether Earshot's model gave all labels; only of that one the languages it was evaluated in are known. */
function ownModel({ data }: PageContext): boolean {
  return data.run.versions.models["sentiment"]?.startsWith("sentiment-") ?? true;
}

/** Which model, tool or classifier gave the labels; null for runs that did not keep it. */
function labelSource({ data, text }: PageContext): Markup | null {
  const { sentiment: version, "sentiment of other languages": others } = data.run.versions.models;
  if (version === undefined) return null;
  if (!version.startsWith("onnx: ")) {
    const source = version.startsWith("sentiment-")
      ? version.includes("+")
        ? "study"
        : "earshot"
      : "vendor";
    return element("p", {}, text.say(`labels.${source}`, { version }));
  }
  const own = text.say("labels.own", { version: version.replace("onnx: ", "") });
  const rest = others === undefined ? "" : text.say("labels.others", { version: others });
  return element("p", {}, [own, rest].filter(Boolean).join(" "));
}

/** What the model knew of a row's language: undefined where nothing, null where another version scored it. */
function evidenceOf(context: PageContext, row: Row): KnownLanguage | null | undefined {
  const evidence = context.data.run.evidence;
  const language = String(row["language"]);
  if (!evidence || (row["model"] && row["model"] !== evidence.version)) return null;
  return Object.hasOwn(evidence.languages, language) ? evidence.languages[language] : undefined;
}

const DOMAINS: [RegExp, string][] = [
  [/tweet|post|comment/i, "posts"],
  [/review/i, "reviews"],
  [/subtitle/i, "subtitles"],
];

function learnedFrom(context: PageContext, row: Row): string {
  const { text } = context;
  const known = evidenceOf(context, row);
  if (!known) return known === null ? "" : text.say("learned.nothing");
  const kinds = known.domains.flatMap((domain) => {
    const named = DOMAINS.filter(([pattern]) => pattern.test(domain)).map(([, key]) =>
      text.say(`domain.${key}`),
    );
    return named.length > 0 ? named : [domain];
  });
  return text.say("learned.from", { n: known.texts, kinds: text.list([...new Set(kinds)]) });
}

/** In one plain sentence what the scores mean: how many of four are right, of posts where those were measured. */
function verdict({ text }: PageContext, { scores = [] }: KnownLanguage): Markup | null {
  const best = (each: readonly LanguageScores[]) => each.toSorted((a, b) => b.texts - a.texts)[0];
  const found = best(scores.filter(({ kinds }) => kinds.includes("posts"))) ?? best(scores);
  if (!found) return null;
  const posts = found.kinds.includes("posts");
  const key = found.classes === 3 ? "verdict.three" : "verdict.two";
  const kinds = text.list(found.kinds.map((kind) => text.say(`domain.${kind}`)));
  const right = text.say("verdict.right", { n: Math.round(found.accuracy * 10) });
  return element(
    "div",
    {},
    element("b", {}, text.say(key, { right, kinds })),
    posts ? null : ` ${text.say("verdict.no-posts")}`,
  );
}

/** A line for each kind of text that the model was judged on. */
function measured(context: PageContext, row: Row): Markup | string {
  const { text } = context;
  const known = evidenceOf(context, row);
  if (known === undefined) return text.say(row["model"] ? "measured.guessed" : "measured.none");
  if (known === null || !known.scores || known.scores.length === 0)
    return row["model"] ? text.say("measured.elsewhere") : "";
  const line = ({ kinds, classes, texts, accuracy, macro_f1 }: LanguageScores) =>
    text.say(classes === 3 ? "measured.three" : "measured.two", {
      kinds: text.list(kinds.map((kind) => text.say(`domain.${kind}`))),
      f1: text.number(macro_f1, 2),
      accuracy: text.percent(accuracy, 0),
      n: texts,
    });
  return join(
    verdict(context, known),
    ...known.scores.map((scores) => element("div", {}, line(scores))),
    known.neutral ? "" : element("div", {}, element("b", {}, text.say("neutral.borrowed"))),
  );
}
