import { drawTermBars } from "../../../reports/components/term-bars.ts";
import { channelName } from "../channel-name.ts";
import type { Chart } from "../chart-frame.ts";
import type { PageContext } from "../page-context.ts";
import type { TopicRow } from "../report-data.ts";

export interface BreakdownRow {
  period: string;
  topic: string;
  dimension: string;
  value: string;
  mentions: number | null;
  authors: number | null;
  withheld?: boolean;
}

/** Groups drawn at most. */
export const MOST = 10;

/** Name of a value of a dimension in the language of the page. */
export function dimensionName({ text }: PageContext, dimension: string, value: string): string {
  if (dimension === "language")
    return value === "und" ? text.say("language.und") : text.name("language", value);
  if (dimension === "country")
    return /^[a-z]{2}$/i.test(value) ? text.name("region", value.toUpperCase()) : value;
  if (dimension === "platform") return channelName(value);
  const key = `${dimension}.${value}`;
  return text.has(key) ? text.say(key) : value;
}

/**
 * All mentions of a topic over the whole time: what shares of groups are of, whether or not a group is known or shown.
 * Where days are withheld, at least the groups together.
 */
export function wholeOf({ data }: PageContext, topic: string, groups: readonly BreakdownRow[]): number {
  const days = data
    .table<{ topic: string; view: string; mentions: number | null }>("volume_daily")
    .filter((row) => row.topic === topic && row.view === "all");
  const sum = (rows: readonly { mentions: number | null }[]) =>
    rows.reduce((total, row) => total + (row.mentions ?? 0), 0);
  return Math.max(sum(days), sum(groups));
}

/** Of which share of each topic's mentions a dimension is known, in words; null where it is known of all. */
export function knownNote(
  context: PageContext,
  shares: readonly { label: string; known: number }[],
): string | null {
  const { text } = context;
  if (shares.every(({ known }) => known > 0.995)) return null;
  const [only] = shares;
  const list = shares.map(({ label, known }) => `${text.percent(known, 0)} (${label})`);
  const said = shares.length === 1 && only ? text.percent(only.known, 0) : text.list(list);
  return text.say("breakdown.known", { list: said });
}

/** Where the mentions of a topic are from, over the whole study: channels, languages, countries or kinds. */
export function breakdownChart(context: PageContext, topic: TopicRow, dimension: string): Chart | null {
  const { data, text } = context;
  const rows = data
    .table<BreakdownRow>("breakdown")
    .filter((row) => row.topic === topic.topic && row.dimension === dimension && row.period === "all");
  const known = rows
    .filter((row) => row.mentions !== null)
    .toSorted((a, b) => (b.mentions ?? 0) - (a.mentions ?? 0) || a.value.localeCompare(b.value));
  if (known.length < 2) return null;
  const total = wholeOf(context, topic.topic, known);
  const knownShare = known.reduce((sum, row) => sum + (row.mentions ?? 0), 0) / total;
  const drawn = known.slice(0, MOST).map((row) => ({
    term: dimensionName(context, dimension, row.value),
    now: row.mentions ?? 0,
    before: null,
    text: text.say("breakdown.counts", {
      n: row.mentions ?? 0,
      share: text.percent((row.mentions ?? 0) / total, 0),
      authors: row.authors ?? 0,
    }),
  }));
  const first = drawn[0];
  const withheld = rows.length - known.length;
  const title = text.say(`breakdown.title.${dimension}`, {
    label: topic.label,
    first: first?.term ?? "",
    share: text.percent((first?.now ?? 0) / total, 0),
  });
  return {
    id: `${dimension.replace("_", "-")}-${topic.topic}`,
    title,
    subtitle: [
      text.say("breakdown.subtitle"),
      knownNote(context, [{ label: topic.label, known: knownShare }]),
    ]
      .filter(Boolean)
      .join(". "),
    note: [
      known.length > MOST && text.say("breakdown.more", { n: known.length - MOST }),
      withheld > 0 && text.say("breakdown.withheld", { n: withheld }),
      text.say("breakdown.note"),
    ]
      .filter(Boolean)
      .join(" "),
    alternative: `${title} ${drawn.map((row) => `${row.term}: ${row.text}`).join("; ")}`,
    drawings: [{ view: null, draw: (width) => drawTermBars(drawn, topic.colour, width) }],
    table: "breakdown",
    definition: "mentions",
  };
}
