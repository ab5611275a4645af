import { element, join, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { csvAddress } from "./chart-table.ts";
import { dataTable } from "./data-tables.ts";
import { breakablePath } from "./file-name.ts";
import { showValue, type Unit, unitOf } from "./numbers.ts";
import type { PageContext } from "./page-context.ts";
import { redefinitionSentences } from "./redefinition-notes.ts";
import { figureParts, type RunChanges } from "./run-facts.ts";

/** Figures listed; the others are counted. */
const MOST = 30;

/** What is different from the last run: files that came or went, changed definitions, and figures that were revised. */
export function runChanges(context: PageContext): Markup | null {
  const { data, text } = context;
  const previous = data.run.previous;
  if (!previous) return element("p", {}, text.say("changes.first-run"));
  const date = text.date(previous.startedAt);
  const files = fileLists(context, previous);
  return join(
    element("p", {}, text.say("changes.since", { id: previous.id, date })),
    files.length === 0 && element("p", {}, text.say("changes.same-files")),
    ...redefinitionSentences(context, data.run.id).map((sentence) => element("p", {}, sentence)),
    ...files,
    revisedTable(context, previous),
  );
}

function fileLists({ text }: PageContext, previous: RunChanges): Markup[] {
  return (["added", "changed", "removed"] as const).flatMap((kind) => {
    const files = previous[kind];
    if (files.length === 0) return [];
    return [
      element("h3", { class: "list-title" }, text.say(`changes.${kind}`, { n: files.length })),
      element(
        "ul",
        {},
        files.map((file) => element("li", {}, breakablePath(file))),
      ),
    ];
  });
}

/** Revised figures by name, the newest periods first; only those whose earlier value may be told. */
function revisedTable(context: PageContext, previous: RunChanges): Markup {
  const { data, text } = context;
  const told = previous.revised
    .filter((row) => data.figures.has(row.id) && row.before !== null)
    .filter((row) => shown(context, { ...row }, "before") !== shown(context, { ...row }, "after"));
  if (previous.revisions === 0) return element("p", {}, text.say("changes.no-revision"));
  const count = text.say("changes.revised", { n: previous.revisions });
  const rows = told.slice(0, MOST);
  if (rows.length === 0) return element("p", {}, `${count}.`);
  const part = (name: "metric" | "topic" | "period") => (row: Row) => figureParts(String(row["id"]))[name];
  const topicCell = (row: Row) => {
    const topic = data.topic(part("topic")(row));
    return element("span", { class: `topic c${topic?.colour ?? 7}` }, topic?.label ?? part("topic")(row));
  };
  const columns = [
    { head: text.say("changes.period"), cell: (row: Row) => periodName(context, part("period")(row)) },
    { head: text.say("column.topic"), cell: topicCell },
    { head: text.say("changes.figure"), cell: (row: Row) => text.say(`metric.${part("metric")(row)}`) },
    { head: text.say("changes.then"), number: true, cell: (row: Row) => shown(context, row, "before") },
    { head: text.say("changes.now"), number: true, cell: (row: Row) => shown(context, row, "after") },
  ];
  const caption =
    rows.length < previous.revisions ? `${count}; ${text.say("changes.shown", { n: rows.length })}` : count;
  const table = dataTable(
    context,
    caption,
    columns,
    rows.map((row): Row => ({ ...row })),
  );
  return join(table, revisedFile(context, told));
}

/** Name of a period, and whether it is covered to its end. */
function periodName({ data, text }: PageContext, id: string): string {
  const partial = data.periods.some((each) => each.period === id && each.partial);
  return partial ? `${text.period(id)} (${text.say("tip.partial")})` : text.period(id);
}

/** A value with as many digits as the page shows of it. */
function shownDigits(value: number | null, unit: Unit): string {
  if (value === null) return "";
  const digits = unit === "count" ? 0 : unit === "share" ? 3 : 2;
  return String(Number(value.toFixed(digits)));
}

/**
 * All revised figures that may be told, as a file inside the page: no table that is published holds them. No finer than the
 * page shows them: what one late mention added would follow from an exact difference.
 */
function revisedFile({ data, text }: PageContext, told: RunChanges["revised"]): Markup {
  const values = {
    heads: ["id", "before", "after"],
    rows: told.map(({ id, before, after }) => {
      const figure = data.figures.get(id);
      const number = (value: number | null) => shownDigits(value, figure ? unitOf(figure) : "number");
      return [id, number(before), number(after)];
    }),
  };
  return element(
    "p",
    { class: "chart-links" },
    element("a", { href: csvAddress(text, values), download: "revised_figures.csv" }, text.say("chart.data")),
  );
}

function shown(context: PageContext, row: Row, name: string): string {
  const figure = context.data.figures.get(String(row["id"]));
  const value = row[name];
  if (!figure || typeof value !== "number") return context.text.say("too-few");
  return showValue(context.text, value, unitOf(figure));
}
