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
 * Added up from its periods, since of days more are withheld. Null where a period is withheld too: nobody can know it.
 */
export function wholeOf({ data }: PageContext, topic: string): number | null {
  const periods = data.periods.map(({ period }) => data.figure("volume", topic, period));
  return periods.reduce<number | null>((sum, figure) => {
    if (sum === null || !figure) return sum;
    return figure.value === null ? null : sum + figure.value;
  }, 0);
}

/** What is shown of a topic's groups of a dimension, and of how many mentions. */
export interface Shown {
  /** Known groups, the largest first. */
  groups: readonly (BreakdownRow & { mentions: number })[];
  /** Groups that are withheld. */
  withheld: number;
  /** All mentions of the topic. */
  whole: number;
  /** Whether one of the others, which are not known or withheld, may be larger than the largest shown. */
  mayBeLarger: boolean;
}

/** The groups of a topic over the whole time; null where nothing is known of them, or not of how many they are. */
export function shownGroups(context: PageContext, topic: string, dimension: string): Shown | null {
  const rows = context.data
    .table<BreakdownRow>("breakdown")
    .filter((row) => row.topic === topic && row.dimension === dimension && row.period === "all");
  const groups = rows
    .flatMap((row) => (row.mentions === null ? [] : [{ ...row, mentions: row.mentions }]))
    .sort((a, b) => b.mentions - a.mentions || a.value.localeCompare(b.value));
  const whole = wholeOf(context, topic);
  const sum = groups.reduce((total, row) => total + row.mentions, 0);
  if (groups.length === 0 || whole === null || whole < sum) return null;
  const withheld = rows.length - groups.length;
  return { groups, withheld, whole, mayBeLarger: withheld > 0 && whole - sum > (groups[0]?.mentions ?? 0) };
}

/** The groups shown as a share of all mentions. */
export const shareShown = ({ groups, whole }: Shown) =>
  groups.reduce((sum, row) => sum + row.mentions, 0) / whole;

/**
 * Of which share of each topic's mentions a dimension is known, in words; where groups are withheld, which share those
 * shown have. Null where they are all.
 */
export function knownNote(
  context: PageContext,
  topics: readonly { label: string; shown: Shown }[],
): string | null {
  const { text } = context;
  const shares = topics.map(({ label, shown }) => ({ label, known: shareShown(shown) }));
  if (shares.every(({ known }) => known > 0.995)) return null;
  const [only] = shares;
  const list = shares.map(({ label, known }) => `${text.percent(known, 0)} (${label})`);
  const said = shares.length === 1 && only ? text.percent(only.known, 0) : text.list(list);
  const isWithheld = topics.some(({ shown }) => shown.withheld > 0);
  return text.say(isWithheld ? "breakdown.shown" : "breakdown.known", { list: said });
}

/** Where the mentions of a topic are from, over the whole study: channels, languages, countries or kinds. */
export function breakdownChart(context: PageContext, topic: TopicRow, dimension: string): Chart | null {
  const { text } = context;
  const shown = shownGroups(context, topic.topic, dimension);
  if (!shown || shown.groups.length < 2) return null;
  const { groups, withheld, whole } = shown;
  const drawn = groups.slice(0, MOST).map((row) => ({
    term: dimensionName(context, dimension, row.value),
    now: row.mentions,
    before: null,
    text: text.say("breakdown.counts", {
      n: row.mentions,
      share: text.percent(row.mentions / whole, 0),
      authors: row.authors ?? 0,
    }),
  }));
  const first = drawn[0];
  const title = text.say(`breakdown.title.${shown.mayBeLarger ? "shown" : dimension}`, {
    label: topic.label,
    first: first?.term ?? "",
    share: text.percent((first?.now ?? 0) / whole, 0),
  });
  return {
    id: `${dimension.replace("_", "-")}-${topic.topic}`,
    title,
    subtitle: [text.say("breakdown.subtitle"), knownNote(context, [{ label: topic.label, shown }])]
      .filter(Boolean)
      .join(". "),
    note: [
      groups.length > MOST && text.say("breakdown.more", { n: groups.length - MOST }),
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
