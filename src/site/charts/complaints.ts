import { drawIntervalRows, type IntervalRow } from "../../../reports/components/interval-rows.ts";
import { niceCeiling } from "../../../reports/components/scale.ts";
import type { Chart } from "../chart-frame.ts";
import { clearlyLarger, showInterval } from "../numbers.ts";
import type { PageContext } from "../page-context.ts";
import type { TopicRow } from "../report-data.ts";

interface CareRow {
  period: string;
  topic: string;
  view: string;
  judged: number | null;
  complaints: number | null;
  complaint_share: number | null;
  complaint_low: number | null;
  complaint_high: number | null;
}

const estimateOf = (row: CareRow) => ({
  value: row.complaint_share ?? 0,
  low: row.complaint_low ?? 0,
  high: row.complaint_high ?? 1,
});

function titleOf({ text }: PageContext, rows: readonly { topic: TopicRow; row: CareRow }[]): string {
  const [first, second] = rows.toSorted(
    (a, b) => (b.row.complaint_share ?? 0) - (a.row.complaint_share ?? 0),
  );
  const share = (row: CareRow | undefined) => text.percent(row?.complaint_share ?? 0, 0);
  if (!first) return text.say("care.complaints");
  if (!second) return text.say("care.title.one", { label: first.topic.label, share: share(first.row) });
  const clear = clearlyLarger(estimateOf(first.row), estimateOf(second.row));
  return text.say(clear ? "care.title.lead" : "care.title.close", {
    ...{ first: first.topic.label, share: share(first.row) },
    ...{ second: second.topic.label, other: share(second.row) },
  });
}

/** Topics with a complaint share in a period. */
function knownShares({ data }: PageContext, topics: readonly TopicRow[], period: string | undefined) {
  const rows = data.table<CareRow>("care").filter((row) => row.view === "all" && row.period === period);
  return topics.flatMap((topic) => {
    const row = rows.find((each) => each.topic === topic.topic);
    return row && row.complaint_share !== null ? [{ topic, row }] : [];
  });
}

/** Who draws most complaints in the current period, and whether clearly so; null where no share is known. */
export function complaintsTitle(context: PageContext, topics: readonly TopicRow[]): string | null {
  const known = knownShares(context, topics, context.data.current?.period);
  return known.length > 0 ? titleOf(context, known) : null;
}

/** Complaints as a share of the mentions judged in the current period, the period before as a hollow dot. */
export function complaintsChart(context: PageContext, topics: readonly TopicRow[]): Chart | null {
  const { data, text } = context;
  const period = data.current;
  const known = knownShares(context, topics, period?.period);
  const before = new Map(
    knownShares(context, topics, data.previous?.period).map(({ topic, row }) => [topic, row.complaint_share]),
  );
  if (!period || known.length === 0) return null;
  const show = (value: number) => text.percent(value);
  const drawn = known.map(({ topic, row }): IntervalRow => {
    const interval = showInterval(text, row.complaint_low, row.complaint_high, show);
    return {
      label: topic.label,
      colour: topic.colour,
      value: row.complaint_share,
      low: row.complaint_low,
      high: row.complaint_high,
      previous: before.get(topic) ?? null,
      text: `${show(row.complaint_share ?? 0)}${interval ? ` (${interval})` : ""}`,
      detail: text.say("care.detail", {
        part: text.number(row.complaints ?? 0),
        of: text.number(row.judged ?? 0),
      }),
    };
  });
  const top = niceCeiling(Math.max(...drawn.map((row) => Math.max(row.high ?? 0, row.previous ?? 0))));
  const tick = (value: number) => text.percent(value, 0);
  return {
    id: "complaints",
    title: titleOf(context, known),
    subtitle: text.say(before.size > 0 ? "care.subtitle" : "care.subtitle-only", {
      period: text.period(period.period),
    }),
    note: text.say("care.note"),
    alternative: drawn.map((row) => `${row.label}: ${row.text}`).join("; "),
    drawings: [
      { view: null, draw: (width) => drawIntervalRows({ rows: drawn, domain: [0, top], tick }, width) },
    ],
    table: "care",
    definition: "complaint",
  };
}
