import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { notebookBlocks } from "../notebook-blocks.ts";
import { identifier, type Warehouse } from "../warehouse/index.ts";
import type { Workspace } from "../workspace.ts";

/** Columns that say what kind of mention it is, not which one or whose. */
const KINDS = [
  ["topic_mentions", "topic role category period platform source_type language country kind label"],
  ["topics", "topic label role category parent"],
  ["campaigns", "id campaign label"],
  ["periods", "period"],
  ["share_of_voice", "view basis counting"],
] as const;

const DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

/** Texts that queries write themselves; the page shows them with the query. */
function writtenWords(workspace: Workspace): string[] {
  const folder = join(workspace.reports, "notebooks");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .flatMap((file) => notebookBlocks(file.slice(0, -".md".length), readFileSync(join(folder, file), "utf8")))
    .flatMap((block) => [...block.sql.matchAll(/'((?:[^']|'')*)'/g)])
    .map(([, text]) => (text ?? "").replaceAll("''", "'"));
}

/**
 * The texts a notebook's result may show under the public profile: kinds of mentions, names of the study, days and
 * months, and what its queries write themselves. A column's name says nothing: any text can be called anything.
 */
export async function publicWords(warehouse: Warehouse, workspace: Workspace): Promise<Set<string>> {
  const words = new Set([...DAYS, ...MONTHS, ...writtenWords(workspace)]);
  const columns = await warehouse.rows<{ table: string; column: string }>(
    `select table_name as "table", column_name as "column" from duckdb_columns() where schema_name = 'main'`,
  );
  const present = new Set(columns.map((each) => `${each.table}.${each.column}`));
  for (const [table, names] of KINDS) {
    for (const name of names.split(" ").filter((each) => present.has(`${table}.${each}`))) {
      const rows = await warehouse.rows<{ word: string }>(
        `select distinct ${identifier(name)}::varchar as word from ${table} where ${identifier(name)} is not null`,
      );
      for (const { word } of rows) words.add(word);
    }
  }
  return words;
}

/** Smaller numbers are as likely counts as ids. */
const SMALLEST_ID = 100_000;

/** True where a column of whole numbers holds ids of posts, authors or texts. */
export async function holdsIds(warehouse: Warehouse, table: string, column: string): Promise<boolean> {
  if (!(await warehouse.exists("mentions"))) return false;
  const described = await warehouse.rows<{ column_name: string }>("describe select * from mentions");
  const ids = ["mention_id", "native_id", "author_id", "original_id", "thread_id", "text_hash"].filter((id) =>
    described.some((each) => each.column_name === id),
  );
  if (ids.length === 0) return false;
  const listed = ids.map((id) => `select ${identifier(id)}::varchar as id from mentions`).join(" union all ");
  const value = identifier(column);
  const found = await warehouse.row<{ found: boolean }>(
    `select exists(
       from ${identifier(table)} where abs(${value}) >= ${SMALLEST_ID} and ${value}::varchar in (${listed})
     ) as found`,
  );
  return found?.found === true;
}
