import { element, type Markup } from "../../reports/components/markup.ts";
import { duration } from "./care-weeks.ts";
import { complaintsTitle } from "./charts/complaints.ts";
import { earlierWarnings, type WarningRow } from "./earlier-warnings.ts";
import { clearlyLarger, type Estimate, showInterval } from "./numbers.ts";
import { type PageContext, pageLink } from "./page-context.ts";
import type { FigureRow } from "./report-data.ts";
import { currentMoves, themeMoves } from "./theme-moves.ts";
import { themeName } from "./themes.ts";

/** So many are told at most. */
const MOST = 5;

/** Complete periods before the current one without which nothing is known of the usual, as for `warnings`. */
const FEWEST_BEFORE = 4;

/** That no warning stands for the current period, and which was the last; null where one stands or none is possible. */
function noWarning(context: PageContext): Markup | null {
  const { data, text } = context;
  const period = data.current;
  const standing = data.table<WarningRow>("warnings").some((row) => row.period === period?.period);
  if (!period || standing || !data.has("net_sentiment")) return null;
  const before = data.periods.slice(0, data.periods.indexOf(period)).filter(({ partial }) => !partial);
  if (before.length < FEWEST_BEFORE) return null;
  const [last] = earlierWarnings(data, context.topic);
  const said = text.say("watch.no-warning", { period: text.period(period.period) });
  if (!last) return element("li", {}, said);
  const link = pageLink(context, "trends#earlier-warnings");
  const named = text.say("watch.last", {
    period: text.period(last.warning.period),
    level: text.say(`warning.level.${last.warning.level}`),
    label: data.topic(last.warning.topic)?.label ?? last.warning.topic,
  });
  return element("li", {}, `${said} `, link ? element("a", { href: link }, named) : named);
}

/** Who draws most complaints, and whether that is clear. */
function complaints(context: PageContext): Markup | null {
  const said = complaintsTitle(context, context.data.panel);
  if (said === null) return null;
  const link = pageLink(context, "care");
  return element("li", {}, link ? element("a", { href: link }, said) : said, ".");
}

/** Which share of the mentions it could answer each own brand did, against the period before, and how fast. */
function answers(context: PageContext): Markup[] {
  const { data, text } = context;
  const [now, then] = [data.current?.period, data.previous?.period];
  const link = pageLink(context, "care");
  return data.topics
    .filter(({ role }) => role === "own")
    .flatMap(({ topic, label }) => {
      const [own, before] = [now, then].map((period) => known(data.figure("answered", topic, period)));
      const row = data
        .table("response_times")
        .find(
          (each) => each["topic"] === topic && each["period"] === now && (each["need"] ?? "any") === "any",
        );
      const minutes = row?.["median_minutes"];
      if (!own || !before || typeof minutes !== "number") return [];
      const clear = clearlyLarger(own, before) || clearlyLarger(before, own);
      const said = text.say("watch.answers", {
        ...{ label, share: text.percent(own.value, 0), before: text.percent(before.value, 0) },
        interval: showInterval(text, own.low, own.high, (value) => text.percent(value, 0)) ?? "",
        verdict: text.say(clear ? "watch.clear" : "change.not-clear"),
        median: duration(context, minutes),
      });
      return [element("li", {}, link ? element("a", { href: link }, said) : said)];
    });
}

/** A figure with its interval; null where either is not told. */
function known(figure: FigureRow | undefined): Estimate | null {
  if (!figure || figure.value === null || figure.low === null || figure.high === null) return null;
  return { value: figure.value, low: figure.low, high: figure.high };
}

/** Themes that are new or clearly larger than in the period before. */
function risingThemes(context: PageContext): Markup[] {
  const { data, text } = context;
  return data.panel.flatMap((topic) => {
    const moves = currentMoves(context, themeMoves(context, topic));
    const themes = data
      .table("themes")
      .filter((row) => row["topic"] === topic.topic && row["period"] === "all");
    const link = pageLink(context, "themes");
    return themes.flatMap((row) => {
      const move = moves.get(String(row["theme"]));
      if (!move || move.difference <= 0) return [];
      const said = text.say(move.before === 0 ? "watch.theme.new" : "watch.theme.up", {
        label: topic.label,
        theme: themeName(context, row),
        share: text.percent(move.value, 0),
        before: text.percent(move.before, 0),
      });
      return [element("li", {}, link ? element("a", { href: link }, said) : said)];
    });
  });
}

/** What a reader should keep an eye on: warnings, complaints, rising themes. Null where nothing is known of either. */
export function watchList(context: PageContext): Markup | null {
  const items = [noWarning(context), complaints(context), ...answers(context), ...risingThemes(context)]
    .filter((item) => item !== null)
    .slice(0, MOST);
  return items.length > 0 ? element("ul", { class: "watch" }, items) : null;
}
