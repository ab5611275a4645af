import { drawIntervalRows } from "../../../reports/components/interval-rows.ts";
import type { Chart } from "../chart-frame.ts";
import type { PageContext } from "../page-context.ts";

interface EffectRow {
  campaign: string;
  label: string;
  topic: string;
  view: string;
  measure: string;
  phase: string;
  effect: number | null;
  low: number | null;
  high: number | null;
  verdict: string;
}

/** What each campaign did to the mentions of its topic, with its interval. */
export function campaignChart(context: PageContext): Chart | null {
  const { data, text } = context;
  const rows = data
    .table<EffectRow>("campaign_effects")
    .filter((row) => row.view === "all" && row.measure === "mentions" && row.phase === "during")
    .filter((row) => row.effect !== null && row.low !== null && row.high !== null);
  const first = rows[0];
  if (!first) return null;
  const show = (value: number) => `${value > 0 ? "+" : ""}${text.percent(value, 0)}`.replace("-", "−");
  const drawn = rows.map((row) => ({
    label: row.label,
    colour: data.topic(row.topic)?.colour ?? 7,
    value: row.effect,
    low: row.low,
    high: row.high,
    previous: null,
    text: `${show(row.effect ?? 0)} (${text.say("interval.from-to", { low: show(row.low ?? 0), high: show(row.high ?? 0) })})`,
    detail: data.topic(row.topic)?.label ?? row.topic,
  }));
  const values = rows.flatMap((row) => [row.low ?? 0, row.high ?? 0, 0]);
  const title = text.say(`campaign.title.${first.verdict}`, {
    label: first.label,
    effect: show(first.effect ?? 0),
  });
  return {
    id: "campaign-effects",
    title,
    subtitle: text.say("campaign.subtitle"),
    note: text.say("campaign.note"),
    alternative: drawn.map((row) => `${row.label}: ${row.text}`).join("; "),
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
