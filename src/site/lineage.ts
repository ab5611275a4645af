import { element, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { dataTable } from "./data-tables.ts";
import { figureDefinition } from "./data-words.ts";
import { breakablePath } from "./file-name.ts";
import type { PageContext } from "./page-context.ts";

/** From each kind of headline number back to the table, the step and the file that made it. */
export function lineageTable(context: PageContext): Markup | null {
  const { data, text } = context;
  const metrics = new Map<string, { metric: string; step: string; definition: string; figures: number }>();
  for (const figure of data.figures.values()) {
    const metric = figure.id.split(".")[0] ?? figure.id;
    const known = metrics.get(metric);
    if (known) known.figures++;
    else metrics.set(metric, { metric, step: figure.step, definition: figure.definition, figures: 1 });
  }
  if (metrics.size === 0) return null;
  const files = new Map(data.run.steps.map((step) => [step.name, step.file]));
  const columns = [
    { head: text.say("column.figure"), cell: (row: Row) => element("code", {}, `${row["metric"]}.…`) },
    {
      head: text.say("column.definition"),
      cell: (row: Row) => figureDefinition(text, String(row["metric"]), String(row["definition"])),
    },
    { head: text.say("column.step"), cell: (row: Row) => element("code", {}, String(row["step"])) },
    {
      head: text.say("column.file"),
      cell: (row: Row) => breakablePath((files.get(String(row["step"])) ?? "").replace(/^earshot:/, "")),
    },
    {
      head: text.say("column.figures"),
      number: true,
      cell: (row: Row) => text.number(Number(row["figures"])),
    },
  ];
  const rows = [...metrics.values()].sort((a, b) => a.metric.localeCompare(b.metric));
  return dataTable(
    context,
    text.say("table.lineage"),
    columns,
    rows.map((row): Row => ({ ...row })),
    "figures",
  );
}
