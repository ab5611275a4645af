import { drawIntervalRows } from "../../../reports/components/interval-rows.ts";
import { dayNumber, niceCeiling } from "../../../reports/components/scale.ts";
import { drawTimeRows } from "../../../reports/components/time-rows.ts";
import type { Chart } from "../chart-frame.ts";
import { counted, showInterval } from "../numbers.ts";
import type { PageContext } from "../page-context.ts";

export interface EffectRow {
  campaign: string;
  label: string;
  topic: string;
  view: string;
  /** mentions, net_sentiment or share_of_voice. */
  measure: string;
  /** during or after the campaign. */
  phase: string;
  starts_on: string;
  ends_on: string;
  /** Of mentions a fraction of what was to be expected, else a difference. */
  effect: number | null;
  low: number | null;
  high: number | null;
  observed: number | null;
  expected: number | null;
  value: number | null;
  usual: number | null;
  verdict: string;
}

interface DayRow {
  campaign: string;
  topic: string;
  view: string;
  date: string;
  phase: string;
  mentions: number | null;
  missing: boolean;
  expected: number | null;
  low: number | null;
  high: number | null;
}

export const phaseName = ({ text }: PageContext, row: EffectRow) => text.say(`campaign.phase.${row.phase}`);

export const phaseSpan = ({ text }: PageContext, row: EffectRow) => text.range(row.starts_on, row.ends_on);

function effectValue({ text }: PageContext, row: EffectRow, value: number): string {
  if (row.measure === "mentions") return `${value > 0 ? "+" : ""}${text.percent(value, 0)}`.replace("-", "−");
  return text.signed(value * 100, row.measure === "share_of_voice" ? 1 : 0);
}

/** An effect in words with its interval: a relative change of mentions, points of the other figures. */
export function effectText(context: PageContext, row: EffectRow): string {
  const { text } = context;
  if (row.effect === null) return text.say("too-few");
  const show = (value: number) => effectValue(context, row, value);
  const unit = row.measure === "share_of_voice" ? "unit.percentage-points" : "unit.points";
  const count = counted(row.effect, row.measure === "share_of_voice" ? 1 : 0);
  const size = row.measure === "mentions" ? show(row.effect) : text.say(unit, { n: show(row.effect), count });
  const interval = showInterval(text, row.low, row.high, show);
  return interval ? `${size} (${interval})` : size;
}

/**
 * Mentions seen in the phase of an effect: of its days, where all are shown; else the number that is published, which is
 * rounded where days are withheld.
 */
export function seenText({ data, text }: PageContext, row: EffectRow): string {
  if (row.observed === null) return "–";
  const days = data
    .table<DayRow>("campaign_days")
    .filter(
      ({ campaign, topic, view }) => campaign === row.campaign && topic === row.topic && view === row.view,
    )
    .filter((day) => day.phase === row.phase && !day.missing);
  if (days.length > 0 && days.every((day) => day.mentions !== null))
    return text.number(days.reduce((sum, day) => sum + (day.mentions ?? 0), 0));
  const count = text.number(Math.round(row.observed));
  return data.run.study?.profile === "public" ? text.say("campaign.about", { n: count }) : count;
}

/** What each campaign did to the mentions of its topic while it ran and after, with intervals. */
export function campaignChart(context: PageContext): Chart | null {
  const { data, text } = context;
  const rows = data
    .table<EffectRow>("campaign_effects")
    .filter((row) => row.view === "all" && row.measure === "mentions")
    .filter((row) => row.effect !== null && row.low !== null && row.high !== null)
    .toSorted((a, b) => a.starts_on.localeCompare(b.starts_on));
  const first = rows.findLast((row) => row.phase === "during") ?? rows[0];
  if (!first) return null;
  const show = (value: number) => effectValue(context, first, value);
  const drawn = rows.map((row) => ({
    label: row.label,
    colour: data.topic(row.topic)?.colour ?? 7,
    value: row.effect,
    low: row.low,
    high: row.high,
    previous: null,
    text: effectText(context, row),
    detail: `${phaseName(context, row)}, ${data.topic(row.topic)?.label ?? row.topic}`,
  }));
  const values = rows.flatMap((row) => [row.low ?? 0, row.high ?? 0, 0]);
  return {
    id: "campaign-effects",
    title: text.say(`campaign.title.${first.verdict}`, {
      label: first.label,
      effect: show(first.effect ?? 0),
    }),
    subtitle: text.say("campaign.subtitle"),
    note: text.say("campaign.note"),
    alternative: drawn.map((row) => `${row.label} (${row.detail}): ${row.text}`).join("; "),
    drawings: [
      {
        view: null,
        draw: (width) =>
          drawIntervalRows(
            { rows: drawn, domain: [Math.min(...values), Math.max(...values)], tick: show },
            width,
          ),
      },
    ],
    table: "campaign_effects",
    definition: "interval",
  };
}

/** Day by day: mentions of the campaign's topic beside those that were to be expected without it, with their range. */
export function campaignCourse(context: PageContext): (Chart | null)[] {
  const { data } = context;
  const days = data.table<DayRow>("campaign_days").filter((row) => row.view === "all");
  const effects = data
    .table<EffectRow>("campaign_effects")
    .filter((row) => row.view === "all" && row.measure === "mentions" && row.phase === "during");
  return effects.map((effect) => {
    const own = days
      .filter((row) => row.campaign === effect.campaign)
      .toSorted((a, b) => a.date.localeCompare(b.date));
    return own.length > 0 ? courseChart(context, effect, own) : null;
  });
}

function courseChart(context: PageContext, effect: EffectRow, days: readonly DayRow[]): Chart {
  const { data, text } = context;
  const topic = data.topic(effect.topic);
  const seen = (row: DayRow) => (row.missing ? null : row.mentions);
  const told = days.map((row) => ({ ...row, day: dayNumber(row.date), seen: seen(row) }));
  const most = Math.max(1, ...told.map((row) => Math.max(row.seen ?? 0, row.high ?? 0)));
  const number = (value: number | null) => (value === null ? "–" : text.number(Math.round(value)));
  const starts = dayNumber(effect.starts_on);
  const ends = dayNumber(effect.ends_on);
  const missing = told.filter((row) => row.missing).map(({ day }) => ({ from: day, to: day }));
  const line = (day: number, key: string) => ({
    ...{ day, y: 0, label: text.say(key), kind: "change" as const },
  });
  const model = {
    id: `campaign-${effect.campaign}`,
    span: [effect.starts_on, effect.ends_on],
    rows: [
      {
        label: topic?.label ?? effect.topic,
        latest: effectText(context, effect),
        colour: topic?.colour ?? 7,
        points: told.map((row) => ({ day: row.day, y: row.seen, low: row.low, high: row.high })),
        marks: [line(starts - 0.5, "campaign.begins"), line(ends + 0.5, "campaign.ends")],
        levels: told.flatMap(({ day, expected }) =>
          expected === null ? [] : [{ from: day - 0.5, to: day + 0.5, y: expected }],
        ),
      },
    ],
    gaps: missing,
    partial: [],
    domain: [0, niceCeiling(most)] as const,
    from: Math.min(...told.map(({ day }) => day)),
    to: Math.max(...told.map(({ day }) => day)),
    style: "points" as const,
    tick: (value: number) => text.number(value),
    tips: told.map((row) => ({
      ...{ from: row.day, to: row.day },
      text: [
        text.date(row.date, "day"),
        `${topic?.label ?? effect.topic}: ${row.missing ? text.say("tip.gap") : row.mentions === null ? text.say("tip.withheld") : text.number(row.mentions)}`,
        text.say("campaign.course.tip", {
          expected: number(row.expected),
          low: number(row.low),
          high: number(row.high),
        }),
      ].join("\n"),
    })),
  };
  const title =
    effect.expected === null
      ? text.say(`campaign.title.${effect.verdict}`, {
          label: effect.label,
          effect: effectValue(context, effect, effect.effect ?? 0),
        })
      : text.say("campaign.course.title", {
          label: effect.label,
          observed: seenText(context, effect),
          expected: number(effect.expected),
        });
  return {
    id: `campaign-${effect.campaign}`,
    title,
    subtitle: text.say("campaign.course.subtitle", { label: topic?.label ?? effect.topic }),
    note: text.say("campaign.course.note"),
    alternative: text.say("campaign.course.alternative", {
      title,
      effect: effectText(context, effect),
    }),
    drawings: [{ view: null, draw: (width) => drawTimeRows(model, width, text) }],
    table: "campaign_days",
    definition: "interval",
  };
}
