import { EarshotError, EXIT } from "../../errors.ts";
import { didYouMean } from "../../pipeline/nearest-names.ts";
import { identifier } from "../../warehouse/sql-text.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import { locateWorkspace } from "../../workspace.ts";
import { checkQuery } from "../check-query.ts";
import { counted } from "../numbers.ts";
import { openWarehouse } from "../open-warehouse.ts";
import { writeQuery } from "../query-output.ts";
import type { Verb, VerbCall } from "../verb.ts";

async function tableNames(warehouse: Warehouse): Promise<string[]> {
  const rows = await warehouse.rows<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'main' and table_catalog = current_database() order by 1",
  );
  return rows.map((row) => row.name);
}

async function queryOf(call: VerbCall, warehouse: Warehouse): Promise<string> {
  const sql = call.options["sql"];
  const [table] = call.positionals;
  if (typeof sql === "string") {
    if (table !== undefined) throw new EarshotError("give a table or --sql, not both");
    return sql;
  }
  if (table === undefined) {
    return "select t.table_name as name, case t.table_type when 'VIEW' then 'view' else 'table' end as kind, s.estimated_size as rows from information_schema.tables t left join duckdb_tables() s on s.table_name = t.table_name and s.schema_name = t.table_schema where t.table_schema = 'main' and t.table_catalog = current_database() order by 1";
  }
  const names = await tableNames(warehouse);
  if (names.length === 0)
    throw new EarshotError("nothing has run here yet", { remedy: "Run `earshot run` first." });
  const found = names.find((name) => name.toLowerCase() === table.toLowerCase());
  if (found) return `select * from main.${identifier(found)}`;
  const hint = didYouMean(table, names);
  throw new EarshotError(`unknown table: ${table}`, { remedy: hint ?? "`earshot show` lists the tables." });
}

function limitOf(call: VerbCall): number | null {
  const given = call.options["limit"];
  if (given === undefined) return null;
  const limit = Number(given);
  if (!Number.isInteger(limit) || limit < 0)
    throw new EarshotError(`invalid limit: ${String(given)}; a whole number`);
  return limit;
}

export const verb: Verb = {
  name: "show",
  summary: "Show a table, or the result of a query, in the terminal or as a file.",
  positionals: "[TABLE]",
  options: {
    sql: { type: "string", value: "SQL", description: "Show the result of this select instead of a table." },
    format: {
      type: "string",
      short: "f",
      value: "FORMAT",
      description:
        "table, csv, json, jsonl, parquet or arrow. Default: table; from --output's ending where given.",
    },
    output: {
      type: "string",
      short: "o",
      value: "FILE",
      description: "Write to this file; parquet and arrow need it.",
    },
    limit: {
      type: "string",
      short: "n",
      value: "ROWS",
      description: "At most so many rows. Default: 50 for tables on the terminal, else all.",
    },
    docs: { type: "boolean", description: "Show what the table is and what its columns mean." },
  },
  examples: [
    "earshot show share_of_voice --json",
    'earshot show --sql "select platform, count(*) from mentions group by all"',
    "earshot show mentions --limit 1000 --output mentions.parquet",
    "earshot show net_sentiment --docs",
  ],
  async run(call) {
    const workspace = locateWorkspace(call.workspace);
    if (call.options["docs"] === true) {
      const { showDocs } = await import("../table-docs.ts");
      return showDocs(call);
    }
    const warehouse = await openWarehouse(workspace, true);
    try {
      const query = await queryOf(call, warehouse);
      if (call.options["sql"] !== undefined) await checkQuery(warehouse, query);
      const rows = await writeQuery(warehouse, query, {
        format: call.options["format"] as string | undefined,
        output: call.options["output"] as string | undefined,
        limit: limitOf(call),
        terminal: call.terminal,
      });
      call.terminal.say(
        counted(rows.shown, "row") + (rows.more ? ` of ${rows.total?.toLocaleString("en") ?? "more"}` : ""),
      );
      return EXIT.done;
    } finally {
      warehouse.close();
    }
  },
};
