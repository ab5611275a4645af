import type { Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { dataTable } from "./data-tables.ts";
import type { PageContext } from "./page-context.ts";

/** Fewer judged mentions say nothing of a query. */
export const FEWEST_JUDGED = 10;

/** Precision and recall of the queries as people judged samples of mentions; null where nobody has. */
export function queryQuality(context: PageContext): Markup | null {
  const { data, text } = context;
  const rows = data.table<Row>("query_quality");
  if (rows.length === 0) return null;
  const share = (name: string) => (row: Row) => {
    const [value, low, high] = [row[name], row[`${name}_low`], row[`${name}_high`]];
    if (typeof value !== "number" || typeof low !== "number" || typeof high !== "number")
      return text.say("quality.unknown");
    const interval = text.say("interval.from-to", { low: text.percent(low, 0), high: text.percent(high, 0) });
    return `${text.percent(value, 0)} (${interval})`;
  };
  const judged = (row: Row) => text.number(Number(row["judged_inside"]) + Number(row["judged_outside"]));
  const columns = [
    {
      head: text.say("column.topic"),
      cell: (row: Row) => data.topic(String(row["topic"]))?.label ?? String(row["topic"]),
    },
    { head: text.say("column.judged"), number: true, cell: judged },
    { head: text.say("column.precision"), cell: share("precision") },
    { head: text.say("column.recall"), cell: share("recall") },
  ];
  return dataTable(context, text.say("table.query-quality"), columns, rows, "query_quality");
}
