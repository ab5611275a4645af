import type { Markup } from "../../reports/components/markup.ts";
import { drawSlope } from "../../reports/components/slope.ts";
import { type Chart, frameChart } from "./chart-frame.ts";
import { direction } from "./numbers.ts";
import type { PageContext } from "./page-context.ts";

/** Share of voice of the current period against the one before, a line per topic of the panel. */
export function slopeChart(context: PageContext): Markup | null {
  const { data, text } = context;
  const now = data.current;
  const before = data.previous;
  if (!now || !before) return null;
  const rows = data.panel.flatMap((topic) => {
    const after = data.figure("sov", topic.topic, now.period)?.value;
    const earlier = data.figure("sov", topic.topic, before.period)?.value;
    if (after == null || earlier == null) return [];
    const found = direction(data.figure("sov_change", topic.topic, now.period));
    return [
      {
        topic: topic.topic,
        label: topic.label,
        colour: topic.colour,
        before: earlier,
        after,
        beforeText: text.percent(earlier),
        afterText: text.percent(after),
        clear: found === "up" || found === "down",
      },
    ];
  });
  if (rows.length < 2) return null;
  const clear = rows.filter((row) => row.clear);
  const title =
    clear.length === 0
      ? text.say("slope.none")
      : text.say("slope.title", { n: clear.length, labels: text.list(clear.map((row) => row.label)) });
  const chart: Chart = {
    id: "slope",
    title,
    subtitle: text.say("slope.subtitle"),
    note: text.say("slope.note"),
    alternative: rows.map((row) => `${row.label}: ${row.beforeText} – ${row.afterText}`).join("; "),
    drawings: [
      {
        view: null,
        draw: (width) =>
          drawSlope(rows, text.period(before.period), text.period(now.period), Math.min(width, 620)),
      },
    ],
    table: "changes",
    definition: "no-clear-change",
    figures: rows.map((row) => `sov.${row.topic}.${now.period}`),
  };
  return frameChart(chart, context);
}
