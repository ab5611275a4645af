import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EarshotError } from "../errors.ts";
import type { Study } from "../study/study.ts";
import { identifier, literal } from "../warehouse/sql-text.ts";
import type { Cell, Row } from "../warehouse/values.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Workspace } from "../workspace.ts";
import { fillInputs, testFolder, withTestWarehouse } from "./model-tests.ts";
import type { Pipeline } from "./pipeline.ts";
import { runNode } from "./run-node.ts";

/** Text columns that say nothing of a person; every other text is replaced. */
const CATEGORIES = new Set([
  ...[
    "topic",
    "role",
    "category",
    "parent",
    "other",
    "view",
    "basis",
    "counting",
    "period",
    "platform",
    "source",
    "source_type",
  ],
  ...[
    "kind",
    "language",
    "label",
    "direction",
    "level",
    "metric",
    "unit",
    "date_quality",
    "country",
    "vendor",
    "interval",
  ],
]);

/** Replaces texts and ids, the same value by the same stand-in everywhere, so that joins still hold. */
class StandIns {
  private readonly known = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  of(column: string, type: string, value: Cell): Cell {
    if (value === null) return null;
    if (/BIGINT|HUGEINT/.test(type) && (column.endsWith("_hash") || typeof value === "string")) {
      return Number(this.numbered(column, String(value), ""));
    }
    if (type !== "VARCHAR" || typeof value !== "string" || CATEGORIES.has(column)) return value;
    const short = column.replace(/^author_/, "");
    return this.numbered(short, value, `${short} `);
  }

  private numbered(group: string, value: string, lead: string): string {
    const before = this.known.get(value);
    if (before !== undefined) return before;
    const n = (this.counts.get(group) ?? 0) + 1;
    this.counts.set(group, n);
    this.known.set(value, `${lead}${n}`);
    return `${lead}${n}`;
  }
}

function csvField(value: Cell): string {
  if (value === null) return "";
  const text =
    value instanceof Date
      ? value.toISOString().replace("Z", "")
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);
  return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvOf(columns: readonly string[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map((column) => csvField(row[column] ?? null)).join(","));
  return `${[columns.join(","), ...lines].join("\n")}\n`;
}

/** Column name → type, in order. */
async function columnsOf(warehouse: Warehouse, table: string): Promise<Map<string, string>> {
  const rows = await warehouse.rows<{ column_name: string; column_type: string }>(
    `describe main.${identifier(table)}`,
  );
  return new Map(rows.map((row) => [row.column_name, row.column_type]));
}

/** Small tables whole, rows of the chosen mentions where there are mentions, else the first rows. */
async function sample(
  live: Warehouse,
  table: string,
  mentions: readonly string[],
  limit: number,
): Promise<Row[]> {
  const relation = `main.${identifier(table)}`;
  if (mentions.length > 0) {
    return live.rows(
      `select * from ${relation} where mention_id in (${mentions.map(literal).join(", ")}) order by all`,
    );
  }
  return live.rows(`select * from ${relation} order by all limit ${Math.max(limit, 20)}`);
}

/** Mentions that all inputs with mentions know, spread over the table. */
async function chooseMentions(live: Warehouse, tables: readonly string[], limit: number): Promise<string[]> {
  if (tables.length === 0) return [];
  const known = tables.map((table) => `select mention_id from main.${identifier(table)}`).join(" intersect ");
  const rows = await live.rows<{ mention_id: string }>(
    `select mention_id from (${known}) order by hash(mention_id) limit ${limit}`,
  );
  return rows.map((row) => row.mention_id);
}

/**
 * Write a unit test of a model from live rows: a few rows of each input with handles, texts and ids replaced, and
 * what the model makes of them.
 * @returns the folder of the new case
 */
export async function recordTest(
  request: { model: string; name: string; limit: number },
  live: Warehouse,
  pipeline: Pipeline,
  study: Study,
  workspace: Workspace,
): Promise<string> {
  const node = pipeline.providers.get(request.model.toLowerCase());
  if (!node) throw new EarshotError(`unknown model: ${request.model}`);
  const folder = join(testFolder(workspace.root), node.name, request.name);
  if (existsSync(folder))
    throw new EarshotError(`${folder} is there already`, { remedy: "Give another name with --case." });
  mkdirSync(folder, { recursive: true });
  try {
    await writeInputs(node.reads, request.limit, live, folder);
    const expected = await withTestWarehouse(pipeline, study, workspace, async (run) => {
      await fillInputs(run.warehouse, folder);
      await runNode(run, node);
      const rows = await run.warehouse.rows(`select * from main.${identifier(node.name)} order by all`);
      return csvOf([...(await columnsOf(run.warehouse, node.name)).keys()], rows);
    });
    writeFileSync(join(folder, "expected.csv"), expected);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return folder;
}

/** One CSV file per input table, with stand-ins for texts and ids. */
async function writeInputs(
  tables: readonly string[],
  limit: number,
  live: Warehouse,
  folder: string,
): Promise<void> {
  const columns = new Map<string, Map<string, string>>();
  for (const table of tables) columns.set(table, await columnsOf(live, table));
  const withMentions = tables.filter((table) => columns.get(table)?.has("mention_id"));
  const mentions = await chooseMentions(live, withMentions, limit);
  const standIns = new StandIns();
  for (const [table, types] of columns) {
    const rows = await sample(live, table, types.has("mention_id") ? mentions : [], limit);
    const safe = rows.map((row) =>
      Object.fromEntries(
        [...types].map(([name, type]) => [name, standIns.of(name, type, row[name] ?? null)]),
      ),
    );
    writeFileSync(join(folder, `${table}.csv`), csvOf([...types.keys()], safe));
  }
}
