import { element, join, type Markup } from "../../reports/components/markup.ts";
import { drawSlope } from "../../reports/components/slope.ts";
import type { Row } from "../warehouse/index.ts";
import { type Chart, frameChart } from "./chart-frame.ts";
import { dataTable } from "./data-tables.ts";
import { breakablePath } from "./file-name.ts";
import { direction, showValue, unitOf } from "./numbers.ts";
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
  };
  return frameChart(chart, context);
}

/** What is different from the last run: files that came or went, and figures that were revised. */
export function runChanges(context: PageContext): Markup | null {
  const { data, text } = context;
  const previous = data.run.previous;
  if (!previous) return element("p", {}, text.say("changes.first-run"));
  const parts = [
    element("p", {}, text.say("changes.since", { id: previous.id, date: text.date(previous.startedAt) })),
  ];
  const lists = (["added", "changed", "removed"] as const).flatMap((kind) =>
    previous[kind].length === 0
      ? []
      : [
          element("h3", { class: "list-title" }, text.say(`changes.${kind}`, { n: previous[kind].length })),
          element(
            "ul",
            {},
            previous[kind].map((file) => element("li", {}, breakablePath(file))),
          ),
        ],
  );
  if (lists.length === 0) parts.push(element("p", {}, text.say("changes.same-files")));
  const revised = previous.revised.filter((row) => data.figures.has(row.id));
  const table =
    revised.length > 0
      ? dataTable(
          context,
          text.say("changes.revised", { n: revised.length }),
          [
            { head: text.say("changes.figure"), cell: (row: Row) => element("code", {}, String(row["id"])) },
            {
              head: text.say("changes.then"),
              number: true,
              cell: (row: Row) => shown(context, row, "before"),
            },
            { head: text.say("changes.now"), number: true, cell: (row: Row) => shown(context, row, "after") },
          ],
          revised.map((row): Row => ({ ...row })),
        )
      : element("p", {}, text.say("changes.no-revision"));
  return join(...parts, ...lists, table);
}

function shown(context: PageContext, row: Row, name: string): string {
  const figure = context.data.figures.get(String(row["id"]));
  const value = row[name];
  if (!figure || typeof value !== "number") return context.text.say("too-few");
  return showValue(context.text, value, unitOf(figure));
}
