import { isAbsolute, join } from "node:path";
import type { Diagnostic } from "../errors.ts";
import { literal } from "../warehouse/sql-text.ts";
import type { Workspace } from "../workspace.ts";
import { sha256 } from "./fingerprint.ts";
import { type ModelHeader, readModelHeader } from "./model-header.ts";
import { headerDocs, type PipelineNode, type SourcePlace } from "./node.ts";
import { sessionFunctions } from "./session-functions.ts";
import { readSource, type SourceFile } from "./sources.ts";
import type { ParsedQuery, SqlParser, SqlProblem } from "./sql-parser.ts";
import { lineAt, positionOfOffset } from "./text-position.ts";

/** What came of reading a file: nodes where it could be understood, and everything wrong with it. */
export interface ReadNodes {
  nodes: PipelineNode[];
  diagnostics: Diagnostic[];
}

const FILE_NAME = /(^[a-z][a-z0-9+.-]*:\/\/)|[*/\\]|\.(csv|tsv|txt|parquet|json|jsonl|ndjson)(\.gz|\.zst)?$/i;
const SYSTEM_SCHEMAS = new Set(["information_schema", "pg_catalog"]);

export function placeAt(text: string, offset: number | null, lineOffset = 0): SourcePlace {
  const { line, column } = positionOfOffset(text, offset ?? 0);
  return { line: line + lineOffset, column, source: lineAt(text, line) };
}

function problemDiagnostic(problem: SqlProblem, text: string, file: string, lineOffset: number): Diagnostic {
  const at =
    problem.offset === null ? { line: lineOffset + 1, column: 1 } : placeAt(text, problem.offset, lineOffset);
  const { message, rule, hint } = problem;
  return { file, ...at, severity: "error", message, rule, ...(hint && { hint }) };
}

interface ReadTables {
  reads: string[];
  places: Record<string, SourcePlace>;
  files: string[];
  diagnostics: Diagnostic[];
}

function readTables(
  query: ParsedQuery,
  parser: SqlParser,
  text: string,
  file: string,
  lineOffset: number,
): ReadTables {
  const found: ReadTables = { reads: [], places: {}, files: [...query.files], diagnostics: [] };
  for (const table of query.tables) {
    const place = placeAt(text, table.offset, lineOffset);
    if (SYSTEM_SCHEMAS.has(table.schema.toLowerCase())) continue;
    if (!table.schema && parser.systemRelations.has(table.name.toLowerCase())) continue;
    if (!table.schema && FILE_NAME.test(table.name)) {
      found.files.push(table.name);
    } else if (table.schema && table.schema.toLowerCase() !== "main") {
      found.diagnostics.push({
        file,
        ...place,
        severity: "error",
        message: `unknown schema: ${table.schema}.${table.name}; steps read tables of the pipeline only`,
        rule: "unknown-table",
      });
    } else if (!found.reads.includes(table.name.toLowerCase())) {
      found.reads.push(table.name.toLowerCase());
      Object.defineProperty(found.places, table.name.toLowerCase(), { value: place, enumerable: true });
    }
  }
  return found;
}

export interface SqlNodeRequest {
  name: string;
  kind: "sql" | "check" | "notebook";
  path: string;
  place: string;
  folder: string;
  text: string;
  lineOffset: number;
  header: ModelHeader;
}

/** Make the node of one select. */
export async function sqlNode(
  request: SqlNodeRequest,
  parser: SqlParser,
  workspace: Workspace,
): Promise<ReadNodes> {
  const { name, kind, text, lineOffset, header, place } = request;
  const diagnostics = [...header.problems];
  const { query, problem } = await parser.parse(text);
  if (problem) {
    return { nodes: [], diagnostics: [...diagnostics, problemDiagnostic(problem, text, place, lineOffset)] };
  }
  const tables = readTables(query, parser, text, place, lineOffset);
  const isCheck = kind === "check";
  const materialized = kind === "sql" ? header.materialized : "table";
  const node: PipelineNode = {
    name,
    kind,
    file: request.path,
    place,
    provides: isCheck ? [] : [name],
    reads: tables.reads,
    readPlaces: tables.places,
    folder: request.folder,
    tags: header.tags,
    ...(header.incremental.length > 0 && { incremental: header.incremental }),
    docs: headerDocs(header),
    code: sha256([materialized, ...header.incremental, query.canonical].join("\n")).slice(0, 16),
    parameters: isCheck ? `${header.severity} ${header.threshold}` : "",
    versions: sessionFunctions(query.canonical),
    sql: {
      text,
      lineOffset,
      materialized,
      files: tables.files.map((path) =>
        isAbsolute(path) || /^[a-z]+:\/\//i.test(path) ? path : join(workspace.root, path),
      ),
    },
    ...(isCheck && { check: { severity: header.severity, threshold: header.threshold } }),
  };
  return {
    nodes: [node, ...(kind === "sql" ? declaredCheckNodes(request) : [])],
    diagnostics: [...diagnostics, ...tables.diagnostics],
  };
}

/** Read a model or a check from its file. */
export async function readSqlFile(
  source: SourceFile,
  parser: SqlParser,
  workspace: Workspace,
): Promise<ReadNodes> {
  const text = readSource(source);
  const kind = source.kind === "check" ? "check" : "sql";
  const header = readModelHeader(text, source.place);
  const folder = source.folder || (kind === "check" ? "checks" : "models");
  const { name, path, place } = source;
  return sqlNode({ name, kind, path, place, folder, text, lineOffset: 0, header }, parser, workspace);
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The select whose rows are the failures of a declared check. */
export function declaredCheckSql(
  table: string,
  check: ModelHeader["checks"][number]["check"],
): { name: string; sql: string; reads: string[] } {
  const relation = quoted(table);
  switch (check.kind) {
    case "unique": {
      const columns = check.columns.map(quoted).join(", ");
      const sql = `select ${columns}, count(*) as rows from ${relation} group by all having count(*) > 1`;
      return { name: `unique:${table}(${check.columns.join(",")})`, sql, reads: [table] };
    }
    case "not_null": {
      const condition = check.columns.map((column) => `${quoted(column)} is null`).join(" or ");
      const sql = `select * from ${relation} where ${condition}`;
      return { name: `not_null:${table}(${check.columns.join(",")})`, sql, reads: [table] };
    }
    case "accepted_values": {
      const column = quoted(check.column);
      const values = check.values.map((value) => literal(value)).join(", ");
      const sql = `select ${column}, count(*) as rows from ${relation} where ${column}::varchar not in (${values}) group by all`;
      return { name: `accepted_values:${table}(${check.column})`, sql, reads: [table] };
    }
    case "relationships": {
      const column = quoted(check.column);
      const target = `select ${quoted(check.toColumn)} from ${quoted(check.toTable)} where ${quoted(check.toColumn)} is not null`;
      const sql = `select ${column}, count(*) as rows from ${relation} where ${column} is not null and ${column} not in (${target}) group by all`;
      return { name: `relationships:${table}(${check.column})`, sql, reads: [table, check.toTable] };
    }
    case "rows": {
      const condition = `not (count(*) ${check.comparison} ${check.bound})`;
      const sql = `select count(*) as rows from ${relation} having ${condition}`;
      return { name: `rows:${table}(${check.comparison}${check.bound})`, sql, reads: [table] };
    }
  }
}

function declaredCheckNodes(request: SqlNodeRequest): PipelineNode[] {
  return request.header.checks.map(({ check, severity, line }) => {
    const { name, sql, reads } = declaredCheckSql(request.name, check);
    const source = lineAt(request.text, line);
    const lower = reads.map((table) => table.toLowerCase());
    return {
      name,
      kind: "check",
      file: request.path,
      place: request.place,
      provides: [],
      reads: lower,
      readPlaces: Object.fromEntries(lower.map((table) => [table, { line, column: 1, source }])),
      folder: "checks",
      tags: request.header.tags,
      docs: { description: `Declared in ${request.place}.`, grain: null, columns: {} },
      code: sha256(sql).slice(0, 16),
      parameters: severity,
      versions: {},
      sql: { text: sql, lineOffset: 0, materialized: "table", files: [] },
      check: { severity, threshold: 0, declaredAt: { line, column: 1, source } },
    };
  });
}
