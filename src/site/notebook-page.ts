import type { Markup } from "../../reports/components/markup.ts";
import { notebookBlocks } from "../notebook-blocks.ts";
import type { Cell, Row, Warehouse } from "../warehouse/index.ts";
import { type Column, dataTable } from "./data-tables.ts";
import type { PageContext } from "./page-context.ts";
import type { Publication } from "./publications.ts";

/** Rows shown on the page; the data file has all. */
const SHOWN = 200;

/** Columns that may hold persons or single posts, by name. */
const PERSONAL =
  /author_|user|handle|name$|url|link|^text|title|raw|mention_id|native_id|_key$|_hash$|thread|original_id|^id$/i;

/**
 * The body of a notebook page with the result below each SQL block; Framework shows the query and does not run it.
 * Blocks are those of `notebookBlocks`, so that the tables are the ones that the pipeline made.
 * @param name path of the page below `reports/`, without its ending
 */
export function notebookBody(name: string, body: string): string {
  if (!name.startsWith("notebooks/")) return body;
  const lines = body.split("\n");
  for (const block of notebookBlocks(name.slice("notebooks/".length), body).reverse()) {
    const fence = lines[block.line - 1] ?? "";
    lines[block.line - 1] = fence.replace(/sql.*$/i, "sql run=false");
    lines.splice(block.lastLine, 0, "", `{{notebook:${block.table}}}`, "");
  }
  return lines.join("\n");
}

/**
 * What to publish of the tables that notebook pages made. Under the public profile columns about persons and single
 * posts stay out by their names, all text is stripped of persons, and rows that count one to four authors go.
 */
export async function notebookPublications(warehouse: Warehouse): Promise<Publication[]> {
  const columns = await warehouse.rows<{ name: string; column: string; type: string }>(
    `select table_name as name, column_name as column, data_type as type
     from duckdb_columns()
     where schema_name = 'main' and table_name like 'notebook\\_%' escape '\\'
     order by table_name, column_index`,
  );
  return [...new Set(columns.map((each) => each.name))].map((name) => {
    const allowed = columns.filter((each) => each.name === name && !PERSONAL.test(each.column));
    const texts = allowed.filter((each) => !/INT|DOUBLE|FLOAT|DECIMAL|DATE|TIME|BOOL/.test(each.type));
    return {
      name,
      columns: allowed.map((each) => each.column),
      quoting: texts.map((each) => each.column),
      ...(allowed.some((each) => each.column === "authors") && { fewest: "authors" }),
    };
  });
}

function shown(value: Cell | bigint | undefined, context: PageContext): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number")
    return value.toLocaleString(context.text.language, { maximumFractionDigits: 4 });
  return value instanceof Date ? value.toISOString() : String(value);
}

/** The result of one block as a table with a link to its data; null where it has no rows. */
export function notebookTable(context: PageContext, name: string): Markup | null {
  const rows = context.data.table<Row>(name);
  const [first] = rows;
  if (!first) return null;
  const columns = Object.keys(first).map(
    (head): Column => ({
      head,
      number: rows.every((row) => row[head] === null || typeof row[head] === "number"),
      cell: (row) => shown(row[head], context),
    }),
  );
  const caption = rows.length > SHOWN ? `${name}: ${SHOWN} / ${rows.length}` : name;
  return dataTable(context, caption, columns, rows.slice(0, SHOWN), name);
}
