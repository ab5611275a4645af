import { drawIntervalRows, type IntervalRow } from "../../../reports/components/interval-rows.ts";
import { dayNumber, niceCeiling } from "../../../reports/components/scale.ts";
import { drawTimeRows, type TimeRow } from "../../../reports/components/time-rows.ts";
import type { Chart, View } from "../chart-frame.ts";
import { latestValue } from "../latest.ts";
import { showInterval, showParts } from "../numbers.ts";
import type { PageContext } from "../page-context.ts";
import type { PeriodRow, ReportData, TopicRow } from "../report-data.ts";

export interface ShareRow {
  period: string;
  topic: string;
  view: View;
  basis: string;
  counting: string;
  numerator: number | null;
  denominator: number | null;
  share: number | null;
  low: number | null;
  high: number | null;
  withheld?: boolean;
  /** Of the largest share: ahead of every other beyond the interval of the difference. */
  leads?: boolean | null;
}

export interface ShareChoice {
  basis: string;
  counting: string;
}

/** Rows of one panel, and what sets the ids of its charts apart: nothing for the first panel. */
function ofPanel(data: ReportData, topics: readonly TopicRow[], choice: ShareChoice) {
  const own = new Set(topics.map((topic) => topic.topic));
  const categories = [...new Set(data.panel.map((topic) => topic.category))];
  const place = categories.indexOf(topics[0]?.category ?? "");
  return {
    rows: shareRows(data, choice).filter((row) => own.has(row.topic)),
    mark: place > 0 ? `-${place + 1}` : "",
  };
}

/** Rows of one basis and way of counting. */
export function shareRows(data: ReportData, choice: ShareChoice): readonly ShareRow[] {
  return data
    .table<ShareRow>("share_of_voice")
    .filter((row) => row.basis === choice.basis && row.counting === choice.counting);
}

const views = ["all", "originals"] as const;

/** Share of voice in one period: dots with intervals, the period before as a hollow dot. */
export function shareChart(
  context: PageContext,
  topics: readonly TopicRow[],
  choice: ShareChoice,
  title: string,
): Chart | null {
  const { data, text } = context;
  const current = data.current;
  const { rows, mark } = ofPanel(data, topics, choice);
  if (!current || !rows.some((row) => row.period === current.period && row.share !== null)) return null;
  const before = data.previous;
  const pick = (topic: string, view: View, period: PeriodRow | undefined) =>
    rows.find((row) => row.topic === topic && row.view === view && row.period === period?.period);
  const present = views.filter((view) =>
    rows.some((row) => row.view === view && row.period === current.period),
  );
  const top = Math.max(
    0,
    ...rows.filter((row) => row.period === current.period).map((row) => row.high ?? row.share ?? 0),
  );
  const beforeKnown = rows.some((row) => row.period === before?.period && row.share !== null);
  const target = shareTarget(data, topics, choice);
  const draw = (view: View) => {
    const drawn = topics
      .map((topic): IntervalRow => {
        const row = pick(topic.topic, view, current);
        return {
          label: topic.label,
          colour: topic.colour,
          value: row?.share ?? null,
          low: row?.low ?? null,
          high: row?.high ?? null,
          previous: pick(topic.topic, view, before)?.share ?? null,
          text: shareText(context, row),
          detail:
            row?.denominator != null && row.numerator != null
              ? text.say("chart.of", {
                  numerator: showParts(text, row.numerator),
                  denominator: text.number(Math.round(row.denominator)),
                })
              : "",
        };
      })
      .sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
    const model = {
      rows: drawn,
      domain: [0, niceCeiling(top, 5)] as const,
      tick: (value: number) => text.percent(value, 0),
      target,
    };
    return (width: number) => drawIntervalRows(model, width);
  };
  return {
    id: `share-of-voice-${choice.basis}-${choice.counting}${mark}`,
    title,
    subtitle: text.say(beforeKnown ? "chart.share.subtitle" : "chart.share.subtitle-only", {
      period: text.period(current.period),
      basis: text.say(`basis.${choice.basis}`),
    }),
    note: [
      text.say("chart.share.note", { counting: text.say(`counting.${choice.counting}`) }),
      target !== null && text.say("chart.target", { value: text.percent(target, 0) }),
    ]
      .filter(Boolean)
      .join(" "),
    alternative: topics
      .map((topic) => `${topic.label}: ${shareText(context, pick(topic.topic, "all", current))}`)
      .join("; "),
    drawings: present.map((view) => ({ view, draw: draw(view) })),
    table: "share_of_voice",
    definition: "share-of-voice",
  };
}

/** The least share of voice that the study aims at; targets are of mentions, counted in parts. */
function shareTarget(data: ReportData, topics: readonly TopicRow[], choice: ShareChoice): number | null {
  if (choice.basis !== "mentions" || choice.counting !== "fractional") return null;
  const found = data.run.study.targets.find(
    (target) => target.metric === "share_of_voice" && topics[0]?.topic === target.topic,
  );
  return found?.atLeast ?? null;
}

function shareText(context: PageContext, row: ShareRow | undefined): string {
  const { text } = context;
  if (row?.withheld) return text.say("withheld");
  if (!row || row.share === null) return text.say("too-few");
  const interval = showInterval(text, row.low, row.high, (v) => text.percent(v));
  return interval ? `${text.percent(row.share)} (${interval})` : text.percent(row.share);
}

/** Share of voice per period, a row per topic, with 95 % intervals as bands. */
export function shareOverTime(
  context: PageContext,
  topics: readonly TopicRow[],
  choice: ShareChoice,
  title: string,
): Chart | null {
  const { data, text } = context;
  const { rows, mark } = ofPanel(data, topics, choice);
  if (data.periods.length < 2 || !rows.some((row) => row.share !== null)) return null;
  const top = Math.max(0, ...rows.map((row) => row.high ?? row.share ?? 0));
  const present = views.filter((view) => rows.some((row) => row.view === view));
  const draw = (view: View) => {
    const drawn = topics.map((topic): TimeRow => {
      const own = new Map(
        rows.filter((row) => row.topic === topic.topic && row.view === view).map((row) => [row.period, row]),
      );
      const current = own.get(data.current?.period ?? "");
      return {
        label: topic.label,
        latest: latestValue(context, shareText(context, current)),
        colour: topic.colour,
        points: data.periods.map((period) => {
          const row = own.get(period.period);
          return {
            day: middle(period),
            y: row?.share ?? null,
            low: row?.low ?? null,
            high: row?.high ?? null,
            partial: period.partial,
          };
        }),
        marks: [],
        levels: [],
      };
    });
    const model = {
      id: `share-over-time-${view}${mark}`,
      rows: drawn,
      gaps: [],
      partial: partialSpans(data),
      domain: [0, niceCeiling(top)] as const,
      from: dayNumber(data.periods[0]?.starts_on ?? ""),
      to: dayNumber(data.periods.at(-1)?.ends_on ?? ""),
      style: "points" as const,
      tick: (value: number) => text.percent(value, 0),
      tips: data.periods.map((period) => ({
        from: dayNumber(period.starts_on),
        to: dayNumber(period.ends_on),
        text: [
          `${text.period(period.period)}${period.partial ? ` (${text.say("tip.partial")})` : ""}`,
          ...topics.map((topic) => {
            const row = rows.find(
              (each) => each.topic === topic.topic && each.view === view && each.period === period.period,
            );
            return `${topic.label}: ${shareText(context, row)}`;
          }),
        ].join("\n"),
      })),
    };
    return (width: number) => drawTimeRows(model, width, text);
  };
  return {
    id: `share-over-time${mark}`,
    title,
    subtitle: text.say("chart.share-time.subtitle", { basis: text.say(`basis.${choice.basis}`) }),
    note: text.say("chart.share.note", { counting: text.say(`counting.${choice.counting}`) }),
    alternative: text.say("chart.share-time.alternative", {
      topics: text.list(topics.map((topic) => topic.label)),
      title,
    }),
    drawings: present.map((view) => ({ view, draw: draw(view) })),
    table: "share_of_voice",
    definition: "share-of-voice",
  };
}

/** The day in the middle of a period, where its value is drawn. */
export function middle(period: PeriodRow): number {
  return (dayNumber(period.starts_on) + dayNumber(period.ends_on)) / 2;
}

/** Spans of the periods that are not covered to their end. */
export function partialSpans(data: ReportData) {
  return data.periods
    .filter((period) => period.partial)
    .map((period) => ({ from: dayNumber(period.starts_on), to: dayNumber(period.ends_on) }));
}
