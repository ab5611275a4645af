import { element, join, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { type EffectRow, effectText, phaseName, phaseSpan, seenText } from "./charts/campaigns.ts";
import { dataTable } from "./data-tables.ts";
import { periodReasons } from "./events.ts";
import type { PageContext } from "./page-context.ts";

const MEASURES: Readonly<Record<string, string>> = {
  mentions: "metric.volume",
  net_sentiment: "metric.net",
  share_of_voice: "metric.sov",
};

/** What was seen, or what was to be expected. */
function level(context: PageContext, row: EffectRow, which: "seen" | "expected"): string {
  const { text } = context;
  if (row.measure === "mentions") {
    if (which === "seen") return seenText(context, row);
    return row.expected === null ? "–" : text.number(Math.round(row.expected));
  }
  const value = which === "seen" ? row.value : row.usual;
  if (value === null) return "–";
  return row.measure === "net_sentiment" ? text.signed(value * 100) : text.percent(value);
}

/** Counts are more or fewer, other figures higher or lower. */
function verdictOf({ measure, verdict }: EffectRow): string {
  if (measure === "mentions") return verdict;
  return verdict === "more" ? "higher" : verdict === "fewer" ? "lower" : verdict;
}

/** A sentence as it stands inside another one. */
const lowerFirst = (sentence: string, language: string) =>
  sentence.charAt(0).toLocaleLowerCase(language) + sentence.slice(1);

/** What went on in the topic while the campaign ran, besides it. */
function besides(context: PageContext, row: EffectRow): Markup | null {
  const { data, text } = context;
  const topic = data.topic(row.topic);
  const found = data.periods
    .filter((period) => period.starts_on <= row.ends_on && row.starts_on <= period.ends_on)
    .flatMap((period) => (topic ? periodReasons(context, topic, period) : []));
  const ranges = [phaseSpan(context, row), `${text.date(row.starts_on)} –`];
  const own = ranges.map((range) => text.say("events.campaign", { label: row.label, range }));
  const others = [...new Set(found)].filter((sentence) => !own.includes(sentence));
  if (others.length === 0) return null;
  const [first = "", ...rest] = others;
  const said = text.say("campaign.besides", { what: lowerFirst(first, text.language) });
  return element("p", { class: "cause" }, [said, ...rest].join(" "));
}

/** Every campaign's effects on mentions, mood and share of voice while it ran and after, in a table each. */
export function campaignTables(context: PageContext): Markup | null {
  const { data, text } = context;
  const rows = data.table<EffectRow>("campaign_effects").filter((row) => row.view === "all");
  const campaigns = [...new Set(rows.map((row) => row.campaign))];
  if (campaigns.length === 0) return null;
  const effect = (row: Row) => row as unknown as EffectRow;
  const columns = [
    {
      head: text.say("changes.figure"),
      cell: (row: Row) => text.say(MEASURES[effect(row).measure] ?? "metric.volume"),
    },
    {
      head: text.say("campaign.phase"),
      cell: (row: Row) => [
        phaseName(context, effect(row)),
        element("span", { class: "interval" }, phaseSpan(context, effect(row))),
      ],
    },
    {
      head: text.say("campaign.seen"),
      number: true,
      cell: (row: Row) => level(context, effect(row), "seen"),
    },
    {
      head: text.say("campaign.expected"),
      number: true,
      cell: (row: Row) => level(context, effect(row), "expected"),
    },
    { head: text.say("campaign.effect"), number: true, cell: (row: Row) => effectText(context, effect(row)) },
    {
      head: text.say("campaign.verdict"),
      cell: (row: Row) => text.say(`campaign.verdict.${verdictOf(effect(row))}`),
    },
  ];
  const order = Object.keys(MEASURES);
  const tables = campaigns.map((campaign) => {
    const own = rows
      .filter((row) => row.campaign === campaign)
      .toSorted(
        (a, b) => order.indexOf(a.measure) - order.indexOf(b.measure) || (a.phase < b.phase ? 1 : -1),
      );
    const [first] = own;
    const caption = text.say("campaign.caption", {
      campaign: first?.label ?? campaign,
      label: data.topic(first?.topic ?? "")?.label ?? "",
    });
    const listed = own.map((row) => row as unknown as Row);
    const during = own.find((row) => row.phase === "during");
    return join(
      dataTable(context, caption, columns, listed, "campaign_effects"),
      during && besides(context, during),
    );
  });
  return join(...tables);
}
