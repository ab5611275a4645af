import type { ManifestCheck } from "../manifest.ts";
import type { Study } from "../study/study.ts";
import { identifier } from "../warehouse/sql-text.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { sha256 } from "./fingerprint.ts";
import type { PipelineNode } from "./node.ts";
import { withoutFinalSemicolon } from "./sql-parser.ts";

/** Failing rows kept as samples, per check. */
export const KEPT_SAMPLES = 5;

const FAILURES = identifier("failing rows of a check");

/** What stands before a check's text in the statement that finds its failures. */
export const CHECK_PREFIX = `create or replace temp table ${FAILURES} as\n`;

/** Run one check: its rows are the failures. Throws DuckDB's error where the check itself is wrong. */
export async function runCheck(warehouse: Warehouse, node: PipelineNode): Promise<ManifestCheck> {
  const body = node.sql;
  const settings = node.check;
  if (!body || !settings) throw new Error(`${node.name} is not a check`);
  await warehouse.run(CHECK_PREFIX + withoutFinalSemicolon(body.text));
  const count = await warehouse.row<{ n: number }>(`select count(*) as n from temp.${FAILURES}`);
  const samples = await warehouse.rows(`select * from temp.${FAILURES} limit ${KEPT_SAMPLES}`);
  await warehouse.run(`drop table temp.${FAILURES}`);
  const failures = count?.n ?? 0;
  const broken = failures > settings.threshold;
  const status = !broken ? "passed" : settings.severity === "warn" ? "warned" : "failed";
  return { name: node.name, severity: settings.severity, status, failures, samples };
}

function importCheck(name: string, description: string, sql: string): PipelineNode {
  return {
    name,
    kind: "check",
    file: null,
    place: "pipelines/study.yaml",
    provides: [],
    reads: ["import_ledger"],
    readPlaces: {},
    folder: "checks",
    tags: ["import"],
    docs: { description, grain: null, columns: {} },
    code: sha256(sql).slice(0, 16),
    parameters: "error",
    versions: {},
    sql: { text: sql, lineOffset: 0, materialized: "table", files: [] },
    check: { severity: "error", threshold: 0 },
  };
}

/** Checks that hold in every run: the ledger adds up, and no more rows are rejected for faults than the study allows. */
export function importChecks(study: Study): PipelineNode[] {
  const allowed = study.import.maxRejectedShare;
  return [
    importCheck(
      "import:ledger_adds_up",
      "Rows read = mentions + duplicates + rejected, for every export file.",
      "select file, rows_read, mentions, duplicates, rejected from import_ledger where rows_read is distinct from mentions + duplicates + rejected",
    ),
    importCheck(
      "import:rejected_share",
      `At most ${allowed} of all rows are rejected (import.max_rejected_share in study.yaml), records that by their format are no posts left out.`,
      `select sum(rejected - not_posts) as rejected, sum(rows_read - not_posts) as rows_read from import_ledger having sum(rejected - not_posts) > ${allowed} * sum(rows_read - not_posts)`,
    ),
  ];
}
