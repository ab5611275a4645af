import type { Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { dataTable } from "./data-tables.ts";
import type { PageContext } from "./page-context.ts";

/** How far coders agree, and the machine with most of them, per sample and language; null where nobody has coded. */
export function labelQuality(context: PageContext): Markup | null {
  const { data, text } = context;
  const rows = data.table<Row>("label_quality").filter((row) => typeof row["accuracy"] === "number");
  if (rows.length === 0) return null;
  const decimal = (value: unknown) =>
    typeof value === "number" ? text.number(value, 2) : text.say("quality.unknown");
  const language = (row: Row) => {
    if (row["language"] === "all") return text.say("quality.languages");
    return row["language"] === "und"
      ? text.say("language.und")
      : text.name("language", String(row["language"]));
  };
  const alpha = (row: Row) => {
    if (typeof row["alpha"] !== "number" || typeof row["alpha_low"] !== "number")
      return decimal(row["alpha"]);
    const interval = { low: decimal(row["alpha_low"]), high: decimal(row["alpha_high"]) };
    return `${decimal(row["alpha"])} (${text.say("interval.from-to", interval)})`;
  };
  const coders = (row: Row) =>
    text.say("quality.coders", { sample: String(row["sample"]), n: text.number(Number(row["coders"])) });
  const columns = [
    { head: text.say("column.sample-coders"), cell: coders },
    { head: text.say("column.language"), cell: language },
    { head: text.say("column.judged"), number: true, cell: (row: Row) => text.number(Number(row["units"])) },
    { head: text.say("column.alpha"), cell: alpha },
    { head: text.say("column.machine-f1"), number: true, cell: (row: Row) => decimal(row["macro_f1"]) },
    {
      head: text.say("column.machine-accuracy"),
      number: true,
      cell: (row: Row) => text.percent(Number(row["accuracy"]), 0),
    },
  ];
  return dataTable(context, text.say("table.label-quality"), columns, rows, "label_quality");
}
