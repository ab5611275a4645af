import { element, type Markup } from "../../reports/components/markup.ts";
import { shareShown, shownGroups } from "./charts/breakdown.ts";
import { type PageContext, pageLink } from "./page-context.ts";

/** Languages that the care rules which come with Earshot are for. */
export const CARE_LANGUAGES = ["de", "en", "es", "fi", "fr", "hu", "it", "lv", "nl", "pt"] as const;

const names = ({ text }: PageContext, codes: readonly string[]) =>
  text.list(codes.map((code) => text.name("language", code)));

/** What the rules for complaints and leads are for, and how good they were where that was measured; null without care. */
export function carePart(context: PageContext): Markup | null {
  const { data, text } = context;
  if (!data.has("care")) return null;
  return element("p", {}, text.say("methods.care.text", { languages: names(context, CARE_LANGUAGES) }));
}

/** Whether people judged samples of this study, so that its sentiment is checked on it. */
export function humanLabels({ data, text }: PageContext): Markup {
  const judged = data.table("label_quality").some((row) => typeof row["accuracy"] === "number");
  return element("p", {}, text.say(judged ? "limits.labels" : "limits.no-labels"));
}

interface LanguageRow {
  language: string;
  mentions: number | null;
  scored: number | null;
}

/** Scored languages of the study for whose evidence `asks` holds. */
function scoredLanguages({ data }: PageContext, asks: (known: { neutral: boolean } | undefined) => boolean) {
  const known = data.run.evidence?.languages;
  if (!known) return [];
  return data
    .table<LanguageRow>("languages")
    .filter(({ language, scored }) => language !== "und" && (scored ?? 0) > 0)
    .filter(({ language }) => asks(Object.hasOwn(known, language) ? known[language] : undefined))
    .map(({ language }) => language);
}

function languageLimits(context: PageContext): string[] {
  const { text } = context;
  const borrowed = scoredLanguages(context, (known) => known !== undefined && !known.neutral);
  const guessed = scoredLanguages(context, (known) => known === undefined);
  return [
    borrowed.length > 0 ? text.say("limits.neutral", { languages: names(context, borrowed) }) : "",
    guessed.length > 0 ? text.say("limits.guessed", { languages: names(context, guessed) }) : "",
  ];
}

/** Days without data of some source, periods cut short, mentions without a country. */
function dataLimits(context: PageContext): string[] {
  const { data, text } = context;
  const silent = data.table<{ gap: boolean; date: string }>("coverage_daily").filter((day) => day.gap);
  const partial = data.periods.filter((period) => period.partial).map(({ period }) => text.period(period));
  const countries = data.panel.flatMap(({ topic, label }) => {
    const shown = shownGroups(context, topic, "country");
    return shown ? [`${label} ${text.percent(shareShown(shown), 0)}`] : [];
  });
  return [
    silent.length > 0 ? text.say("limits.gaps", { n: new Set(silent.map(({ date }) => date)).size }) : "",
    partial.length > 0 ? text.say("limits.partial", { periods: text.list(partial) }) : "",
    countries.length > 0 ? text.say("limits.countries", { list: countries.join(", ") }) : "",
  ];
}

/** What of this study is not to be leaned on, as far as its data tell. */
export function limitsPart(context: PageContext): Markup {
  const { data, text } = context;
  const judged = data.table("label_quality").some((row) => typeof row["accuracy"] === "number");
  const said = [
    judged ? "" : text.say("limits.no-labels"),
    text.say("limits.single"),
    ...languageLimits(context),
    data.has("care") ? text.say("limits.complaints") : "",
    ...dataLimits(context),
  ].filter(Boolean);
  return element(
    "ul",
    { class: "limits" },
    said.map((sentence) => element("li", {}, sentence)),
  );
}

/** Link to what is not to be trusted; null where the site has no such page. */
export function limitsLink(context: PageContext): Markup | null {
  const link = pageLink(context, "methods#limits");
  return link === null
    ? null
    : element("p", { class: "aside" }, element("a", { href: link }, context.text.say("limits.heading")));
}
