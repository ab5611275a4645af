import { element, type Markup } from "../../../reports/components/markup.ts";
import { dayNumber, niceCeiling } from "../../../reports/components/scale.ts";
import { drawTimeRows, type Mark, type TimeRow } from "../../../reports/components/time-rows.ts";
import { explainCause } from "../cause.ts";
import type { Chart, View } from "../chart-frame.ts";
import { eventDate } from "../event-date.ts";
import type { PageContext } from "../page-context.ts";
import { redefinitionMarks, redefinitionNote } from "../redefinition-notes.ts";
import type { ReportData, TopicRow } from "../report-data.ts";
import { periodModel } from "./volume-periods.ts";
import { type ChangePointRow, daySpans, topSpikes, type VolumeRow } from "./volume-series.ts";

/** More days than this, and periods are drawn. */
const MOST_DAYS = 800;
/** A larger part of the days withheld than this, and periods are drawn. */
const MOST_WITHHELD = 0.2;

/** Whether days are too many, or too many of them withheld, for a line of days to say anything. */
function isCoarse(rows: readonly VolumeRow[]): boolean {
  const days = new Set(rows.map((row) => row.date)).size;
  const covered = rows.filter((row) => !row.gap);
  const withheld = covered.filter((row) => row.withheld).length;
  return days > MOST_DAYS || withheld > MOST_WITHHELD * covered.length;
}

/** Mentions per day, a row per topic, spikes and changes of level numbered and explained below. */
export function volumeChart(context: PageContext, topics: readonly TopicRow[], title: string): Chart | null {
  const { data, text } = context;
  const wanted = new Set(topics.map((topic) => topic.topic));
  const rows = data.table<VolumeRow>("volume_daily").filter((row) => wanted.has(row.topic));
  if (rows.length === 0) return null;
  const alone = topics.length === 1;
  const coarse = data.periods.length > 3 && isCoarse(rows.filter((row) => row.view === "all"));
  const every = text.say(`every.${data.run.study.every}`);
  const draw = (view: View) => {
    const own = rows.filter((row) => row.view === view);
    const model = coarse ? periodModel(context, own, topics, view) : volumeModel(context, own, topics, view);
    return (width: number) =>
      drawTimeRows({ ...model, id: `volume-${topics[0]?.topic}-${view}` }, width, text);
  };
  const views = (["all", "originals"] as const).filter((view) => rows.some((row) => row.view === view));
  const redefined = redefinitionNote(context, topics, "query");
  const names = text.list(topics.map((topic) => topic.label));
  const withheld = rows.filter((row) => row.withheld).length;
  const gaps = daySpans(rows, (row) => row.gap).reduce((sum, span) => sum + span.to - span.from + 1, 0);
  return {
    id: alone ? `volume-${topics[0]?.topic}` : "volume",
    title,
    subtitle: text.say(
      `chart.volume.${coarse ? "period" : "subtitle"}${alone ? "-one" : ""}`,
      coarse ? { every } : {},
    ),
    note: [
      text.say("chart.volume.note"),
      coarse && text.say("chart.volume.coarse", { every }),
      alone && !coarse && text.say("chart.volume.levels"),
      gaps > 0 && text.say("chart.gaps", { n: gaps }),
      withheld > 0 && !coarse && text.say("chart.withheld"),
      redefined,
    ]
      .filter(Boolean)
      .join(" "),
    alternative: [text.say("chart.volume.alternative", { topics: names, title }), redefined].join(" ").trim(),
    drawings: views.map((view) => ({ view, draw: draw(view) })),
    table: "volume_daily",
    definition: "mentions",
    below: explainMarks(context, topics, views),
  };
}

function marksOf(data: ReportData, topic: TopicRow, view: View, most: number): Mark[] {
  const spikes = topSpikes(data, topic.topic, view, most).map(
    (spike, index): Mark => ({
      day: dayNumber(spike.date),
      y: spike.observed,
      label: String(index + 1),
      kind: spike.direction === "drop" ? "drop" : "spike",
    }),
  );
  return spikes;
}

function volumeModel(context: PageContext, rows: VolumeRow[], topics: readonly TopicRow[], view: View) {
  const { data, text } = context;
  const days = rows.map((row) => dayNumber(row.date));
  const from = days.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const to = days.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const most = rows.reduce((top, row) => Math.max(top, row.mentions ?? 0), 0);
  const drawn = topics.map((topic): TimeRow => {
    const own = rows.filter((row) => row.topic === topic.topic);
    const total = own.reduce((sum, row) => sum + (row.mentions ?? 0), 0);
    const withheld = own.some((row) => row.mentions === null && !row.gap);
    return {
      label: topic.label,
      latest: text.say(withheld ? "chart.total-shown" : "chart.total", { n: total }),
      colour: topic.colour,
      points: own
        .map((row) => ({
          day: dayNumber(row.date),
          y: row.gap ? null : row.mentions,
          partial: row.partial,
        }))
        .sort((a, b) => a.day - b.day),
      marks: [
        ...marksOf(data, topic, view, topics.length === 1 ? 9 : 3),
        ...redefinitionMarks(context, topic, "query").filter(({ day }) => from <= day && day <= to),
      ],
      levels: topics.length === 1 ? levelLines(data, topic.topic, view, from, to) : [],
    };
  });
  const byDate = new Map<string, VolumeRow[]>();
  for (const row of rows) byDate.set(row.date, [...(byDate.get(row.date) ?? []), row]);
  const tips = [...byDate].map(([date, same]) => ({
    from: dayNumber(date),
    to: dayNumber(date),
    text: tipText(context, date, same, topics),
  }));
  return {
    id: "volume",
    rows: drawn,
    gaps: daySpans(rows, (row) => row.gap),
    partial: daySpans(rows, (row) => row.partial),
    domain: [0, niceCeiling(most * 1.12)] as const,
    from,
    to,
    style: "area" as const,
    tick: (value: number) => text.number(value),
    tips,
  };
}

function tipText(context: PageContext, date: string, rows: VolumeRow[], topics: readonly TopicRow[]): string {
  const { text } = context;
  const lines = topics.map((topic) => {
    const row = rows.find((each) => each.topic === topic.topic);
    const value = row?.gap
      ? text.say("tip.gap")
      : row?.withheld
        ? text.say("tip.withheld")
        : text.number(row?.mentions ?? 0);
    return `${topic.label}: ${value}`;
  });
  const partial = rows.some((row) => row.partial) ? ` (${text.say("tip.partial")})` : "";
  return [`${text.date(date, "day")}${partial}`, ...lines].join("\n");
}

function levelLines(data: ReportData, topic: string, view: View, from: number, to: number) {
  const points = data
    .table<ChangePointRow>("change_points")
    .filter((point) => point.topic === topic && point.view === view)
    .toSorted((a, b) => a.date.localeCompare(b.date));
  return points.flatMap((point, index) => {
    const day = dayNumber(point.date);
    const earlier = points[index - 1];
    const later = points[index + 1];
    const before = { from: earlier ? dayNumber(earlier.date) : from, to: day - 0.5, y: point.before };
    const after = { from: day - 0.5, to: later ? dayNumber(later.date) - 0.5 : to, y: point.after };
    return index === 0 ? [before, after] : [after];
  });
}

function explainMarks(
  context: PageContext,
  topics: readonly TopicRow[],
  views: readonly View[],
): Markup | undefined {
  const { data, text } = context;
  const blocks = views.map((view) => {
    const lists = topics.flatMap((topic) => {
      const spikes = topSpikes(data, topic.topic, view, topics.length === 1 ? 9 : 3);
      if (spikes.length === 0) return [];
      const items = spikes.map((spike) =>
        element(
          "li",
          {},
          element("strong", {}, eventDate(context, spike.date)),
          ` ${text.say("chart.spike", {
            observed: spike.observed,
            expected: text.number(Math.round(spike.expected)),
          })} `,
          element("span", { class: "cause" }, explainCause(text, spike)),
        ),
      );
      return [
        element(
          "div",
          { class: `marks c${topic.colour}` },
          topics.length > 1 && element("h4", {}, topic.label),
          element("ol", {}, items),
        ),
      ];
    });
    return lists.length > 0 && element("div", { class: `view view-${view}` }, lists);
  });
  return blocks.some(Boolean) ? element("div", { class: "explained" }, blocks) : undefined;
}
