import { element, join, type Markup } from "../../reports/components/markup.ts";
import { notebookBlocks } from "../notebook-blocks.ts";
import type { Cell, Row, Warehouse } from "../warehouse/index.ts";
import type { Workspace } from "../workspace.ts";
import { notebookChart } from "./charts/notebook.ts";
import { type Column, dataTable } from "./data-tables.ts";
import { holdsIds, publicWords } from "./notebook-privacy.ts";
import type { PageContext } from "./page-context.ts";
import type { Publication } from "./publication.ts";

/** Rows shown on the page; the data file has all. */
const SHOWN = 200;

/** Columns that may hold persons or single posts, by name. */
const PERSONAL =
  /author_|user|handle|name$|url|link|^text|title|raw|mention_id|native_id|_key$|_hash$|thread|original_id|^id$/i;

/** A notebook page ready to be filled. */
export interface NotebookBody {
  body: string;
  /** Lines of `body` after which so many lines were put in that the file does not have. */
  added: { after: number; lines: number }[];
}

/** Line of the file's body behind a line of `NotebookBody.body`, both from 1. */
export function originalLine({ added }: Pick<NotebookBody, "added">, line: number): number {
  return (
    line -
    added.reduce((sum, each) => sum + (line > each.after ? Math.min(each.lines, line - each.after) : 0), 0)
  );
}

/**
 * The body of a notebook page with the result below each SQL block; Framework shows the query and does not run it.
 * Blocks are those of `notebookBlocks`, so that the tables are the ones that the pipeline made.
 * @param name path of the page below `reports/`, without its ending
 */
export function notebookBody(name: string, body: string): NotebookBody {
  if (!name.startsWith("notebooks/")) return { body, added: [] };
  const lines = body.split("\n");
  const blocks = notebookBlocks(name.slice("notebooks/".length), body);
  for (const block of blocks.toReversed()) {
    const fence = lines[block.line - 1] ?? "";
    lines[block.line - 1] = fence.replace(/sql.*$/i, "sql run=false");
    const chart = block.chart === null ? "" : `/${block.chart}`;
    lines.splice(block.lastLine, 0, "", `{{notebook:${block.table}${chart}}}`, "");
  }
  const added = blocks.map((block, i) => ({ after: block.lastLine + 3 * i, lines: 3 }));
  return { body: lines.join("\n"), added };
}

/** Types whose values are no text; of lists and structures nothing is known. */
const WHOLE = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;
const PLAIN = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL\(\d+,\d+\)|DATE|BOOLEAN)$/;

/**
 * What to publish of the tables that notebook pages made. Under the public profile a table is published only if its
 * column `authors` says how many people stand behind each row; rows with one to four go. Of texts only those of
 * `publicWords` stay; columns that by name or value are about persons or single posts, and times, stay out.
 */
export async function notebookPublications(
  warehouse: Warehouse,
  workspace: Workspace,
): Promise<Publication[]> {
  const columns = await warehouse.rows<NotebookColumn>(
    `select table_name as name, column_name as column, data_type as type
     from duckdb_columns()
     where schema_name = 'main' and table_name like 'notebook\\_%' escape '\\'
     order by table_name, column_index`,
  );
  if (columns.length === 0) return [];
  const values = await publicWords(warehouse, workspace);
  const names = [...new Set(columns.map((each) => each.name))];
  return await Promise.all(
    names.map(async (name): Promise<Publication> => {
      const own = columns.filter((each) => each.name === name);
      const counted = own.some((each) => each.column === "authors" && WHOLE.test(each.type));
      const allowed = counted ? await withoutPersons(warehouse, own) : [];
      const texts = allowed.filter((each) => !PLAIN.test(each.type)).map((each) => each.column);
      return {
        name,
        columns: allowed.map((each) => each.column),
        only: { columns: texts, values },
        fewest: "authors",
      };
    }),
  );
}

interface NotebookColumn {
  name: string;
  column: string;
  type: string;
}

async function withoutPersons(
  warehouse: Warehouse,
  columns: readonly NotebookColumn[],
): Promise<NotebookColumn[]> {
  const kept: NotebookColumn[] = [];
  for (const each of columns) {
    if (PERSONAL.test(each.column) || /^TIME/.test(each.type)) continue;
    if (WHOLE.test(each.type) && (await holdsIds(warehouse, each.name, each.column))) continue;
    kept.push(each);
  }
  return kept;
}

function shown(value: Cell | bigint | undefined, context: PageContext): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number")
    return value.toLocaleString(context.text.language, { maximumFractionDigits: 4 });
  return value instanceof Date ? value.toISOString() : String(value);
}

/** Why nothing is shown: the result is empty, or the public profile keeps it back. */
function nothingShown({ data, text }: PageContext): Markup {
  const key = data.run.study.profile === "public" ? "notebook.withheld" : "notebook.empty";
  return element("p", { class: "chart-note" }, text.say(key));
}

/**
 * The result of one block as a chart, where the fence asks for one, and a table with a link to its data.
 * @param wanted name of the table, with `/bar` or `/line` where a chart is wished
 */
export function notebookTable(context: PageContext, wanted: string): Markup {
  const [name = "", chart] = wanted.split("/");
  const rows = context.data.table<Row>(name);
  const [first] = rows;
  if (!first) return nothingShown(context);
  const columns = Object.keys(first).map(
    (head): Column => ({
      head,
      number: rows.every((row) => row[head] === null || typeof row[head] === "number"),
      cell: (row) => shown(row[head], context),
    }),
  );
  const caption = rows.length > SHOWN ? `${name}: ${SHOWN} / ${rows.length}` : name;
  const table = dataTable(context, caption, columns, rows.slice(0, SHOWN), name);
  return chart === undefined ? table : join(notebookChart(context, name, chart, rows), table);
}
