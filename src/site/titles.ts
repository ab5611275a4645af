import { type ShareChoice, shareRows } from "./charts/share.ts";
import { type Change, METRIC_NAMES, type Metric, movements, returnOf, UNITS } from "./movements.ts";
import { direction, showChange, showValue } from "./numbers.ts";
import type { PageContext } from "./page-context.ts";
import type { TopicRow } from "./report-data.ts";

/** A panel's title, led by its category where the study has several panels. */
function panelTitle({ data }: PageContext, topics: readonly TopicRow[], title: string): string {
  const several = new Set(data.panel.map((topic) => topic.category)).size > 1;
  return several && topics[0] ? `${topics[0].category} – ${title}` : title;
}

/** The largest movement of one figure among these topics; null where nothing moved beyond chance. */
function largestMove(context: PageContext, topics: readonly TopicRow[], metric: Metric): string | null {
  const wanted = new Set(topics.map((topic) => topic.topic));
  const moved = movements(context.data)
    .filter((movement) => wanted.has(movement.topic.topic))
    .flatMap(({ topic, period, changes }) =>
      changes.filter((change) => change.metric === metric).map((change) => ({ topic, period, change })),
    )
    .toSorted((a, b) => Math.abs(b.change.difference) - Math.abs(a.change.difference));
  const [largest] = moved;
  const first = largest && (originOf(context, largest) ?? largest);
  return first ? moveTitle(context, first.topic, first.period, first.change) : null;
}

interface Move {
  topic: TopicRow;
  period: string;
  change: Change;
}

/** Where the largest move takes an earlier one back, that one: the way there is the news. */
function originOf({ data }: PageContext, { topic, period, change }: Move): Move | null {
  const movement = { topic, period, changes: [change], weight: Math.abs(change.z) };
  const periods = data.periods.map((each) => each.period);
  const found = returnOf(movement, movements(data), periods);
  return found && { topic, ...found };
}

function moveTitle({ text }: PageContext, topic: TopicRow, period: string, change: Change): string {
  const unit = UNITS[change.metric];
  return text.say("title.moved", {
    label: topic.label,
    metric: text.say(METRIC_NAMES[change.metric]),
    change: showChange(text, change.difference, unit),
    value: showValue(text, change.value, unit),
    period: text.period(period),
  });
}

/** Title of a chart over time as a finding: the largest movement in it, or that nothing moved beyond chance. */
function timeTitle(context: PageContext, topics: readonly TopicRow[], metric: Metric, name: string): string {
  const { data, text } = context;
  const title = text.say(name);
  if (!data.has("changes") || data.periods.length < 3) return title;
  return largestMove(context, topics, metric) ?? text.say("title.no-move", { title });
}

/** Title of a chart of one panel's share of voice over time. */
export const shareTimeTitle = (context: PageContext, topics: readonly TopicRow[]): string =>
  panelTitle(context, topics, timeTitle(context, topics, "sov", "title.share-time"));

/** Title of a chart of net sentiment over time. */
export const netTimeTitle = (context: PageContext, topics: readonly TopicRow[]): string =>
  timeTitle(context, topics, "net", "title.net-time");

/**
 * Title of a share of voice chart as a finding: who leads within one panel, in this basis and counting. A lead is told
 * where the 95 % intervals of the differences from all other topics lie above 0 (`share_of_voice.leads`).
 * @param topics of one panel (category)
 */
export function shareTitle(context: PageContext, choice: ShareChoice, topics: readonly TopicRow[]): string {
  const { data, text } = context;
  const rows = shareRows(data, choice).filter(
    (row) => row.view === "all" && row.period === data.current?.period,
  );
  const ranked = topics
    .map((topic) => ({ topic, row: rows.find((row) => row.topic === topic.topic) }))
    .filter(({ row }) => row?.share != null)
    .sort((a, b) => (b.row?.share ?? 0) - (a.row?.share ?? 0));
  const [first, second] = ranked;
  if (!first?.row || !second?.row) return panelTitle(context, topics, text.say("title.share"));
  const apart = (first.row.low ?? 0) > (second.row.high ?? 1);
  const clear = first.row.leads ?? apart;
  const said = text.say(clear ? "title.share.lead" : "title.share.close", {
    first: first.topic.label,
    second: second.topic.label,
    share: text.percent(first.row.share ?? 0, 0),
    other: text.percent(second.row.share ?? 0, 0),
  });
  return panelTitle(context, topics, said);
}

/** Title for the newest net sentiment of a topic. */
export function netTitle(context: PageContext, topic: TopicRow | undefined): string {
  const { data, text } = context;
  const figure = topic && data.figure("net", topic.topic, data.current?.period);
  if (!topic || figure?.value == null) return text.say("title.net");
  const change = direction(data.figure("net_change", topic.topic, data.current?.period));
  return text.say(`title.net.${change}`, { label: topic.label, net: text.signed(figure.value * 100) });
}

/** Title for the newest volume of a topic. */
export function volumeTitle(context: PageContext, topic: TopicRow | undefined): string {
  const { data, text } = context;
  const figure = topic && data.figure("volume", topic.topic, data.current?.period);
  if (!topic || figure?.value == null) return text.say("title.volume");
  const change = direction(data.figure("volume_change", topic.topic, data.current?.period));
  const period = text.period(data.current?.period ?? "");
  return text.say(`title.volume.${change}`, { label: topic.label, n: figure.value, period });
}
