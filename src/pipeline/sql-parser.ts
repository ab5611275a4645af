import { literal } from "../warehouse/sql-text.ts";
import { Warehouse } from "../warehouse/warehouse.ts";
import { selectedPivotValues, withPivotValues } from "./pivot-values.ts";
import { findReferences, type TableReference, withoutPositions } from "./references.ts";
import { sqlTokens } from "./sql-tokens.ts";
import { offsetOfByte, offsetOfCharacter } from "./text-position.ts";

/** One select as the pipeline sees it. */
export interface ParsedQuery {
  /** Tables read, CTE names left out; offsets are UTF-16 offsets in the given text. */
  tables: (Omit<TableReference, "position"> & { offset: number | null })[];
  /** Paths and patterns of files read directly. */
  files: string[];
  /** Equal for two texts that differ in comments, white space or letter case of keywords only. */
  canonical: string;
}

/** Why a text is not one select. */
export interface SqlProblem {
  message: string;
  /** UTF-16 offset. */
  offset: number | null;
  rule: "syntax" | "one-select" | "pivot-values";
  hint?: string;
}

export type ParseResult =
  | { query: ParsedQuery; problem?: undefined }
  | { problem: SqlProblem; query?: undefined };

interface Serialized {
  error: boolean;
  error_type?: string;
  error_message?: string;
  position?: string;
  statements?: { node: unknown }[];
}

const SELECTED_VALUES = {
  message: "the values of a PIVOT cannot come from a select: the columns would not be known before the run",
  rule: "pivot-values",
  hint: "Leave out `in (select …)` and select only rows with the wanted values in what is pivoted (`pivot (select … where …) on y using …`), or list the values: `in ('a', 'b')`.",
} as const;

/** Where the second statement starts, if there is one. */
function secondStatement(sql: string): number | null {
  const tokens = sqlTokens(sql);
  const end = tokens.findIndex((token) => token.text === ";");
  return end < 0 ? null : (tokens.slice(end + 1).find((token) => token.text !== ";")?.start ?? null);
}

/** The text with the semicolon at its end blanked, so that places stay where they are. */
export function withoutFinalSemicolon(sql: string): string {
  let text = sql;
  for (const token of sqlTokens(sql).reverse()) {
    if (token.text !== ";") break;
    text = `${text.slice(0, token.start)} ${text.slice(token.end)}`;
  }
  return text;
}

/** DuckDB's own parser, on a database of its own in memory. Close it. */
export class SqlParser {
  private readonly warehouse: Warehouse;
  /** Relations that every DuckDB database has, such as `duckdb_tables`. */
  readonly systemRelations: ReadonlySet<string>;

  private constructor(warehouse: Warehouse, systemRelations: ReadonlySet<string>) {
    this.warehouse = warehouse;
    this.systemRelations = systemRelations;
  }

  static async open(): Promise<SqlParser> {
    const warehouse = await Warehouse.open({ path: ":memory:", threads: 1 });
    const views = await warehouse.rows<{ name: string }>(
      "select distinct view_name as name from duckdb_views() where internal and schema_name in ('main', 'pg_catalog')",
    );
    return new SqlParser(warehouse, new Set(views.map((view) => view.name)));
  }

  private async serialize(sql: string): Promise<Serialized> {
    const found = await this.warehouse.row<{ tree: string }>(
      `select json_serialize_sql(${literal(sql)}::varchar)::varchar as tree`,
    );
    return JSON.parse(found?.tree ?? '{"error":true}') as Serialized;
  }

  /** Read one select: what it reads and its canonical form, or why it is none. Never throws for bad SQL. */
  async parse(sql: string): Promise<ParseResult> {
    const text = withoutFinalSemicolon(sql);
    const second = secondStatement(text);
    if (second !== null) {
      return {
        problem: {
          message: "more than one statement; one select a file",
          offset: second,
          rule: "one-select",
        },
      };
    }
    const first = sqlTokens(text)[0];
    if (!first) return { problem: { message: "no select in this file", offset: null, rule: "one-select" } };
    let tree = await this.serialize(text);
    let original = (offset: number) => offset;
    let parsed = text;
    if (tree.error && tree.error_type === "not implemented") {
      const rewritten = withPivotValues(text);
      original = rewritten.original;
      parsed = rewritten.sql;
      tree = await this.serialize(parsed);
    }
    const values = tree.error ? selectedPivotValues(text) : null;
    if (values !== null) return { problem: { ...SELECTED_VALUES, offset: values } };
    if (tree.error)
      return { problem: this.problem(tree, first, (at) => original(offsetOfCharacter(parsed, at))) };
    return { query: await this.describe(tree, (byte) => original(offsetOfByte(parsed, byte))) };
  }

  private problem(
    tree: Serialized,
    first: { text: string; start: number },
    offset: (character: number) => number,
  ) {
    if (tree.error_type === "not implemented") {
      const message = `a model, check or query is one select; this is ${first.text.toUpperCase()}`;
      return { message, offset: first.start, rule: "one-select" as const };
    }
    return {
      message: tree.error_message ?? "cannot be parsed",
      offset: tree.position === undefined ? null : offset(Number(tree.position)),
      rule: "syntax" as const,
    };
  }

  private async describe(tree: Serialized, offset: (byte: number) => number): Promise<ParsedQuery> {
    const found = findReferences(tree.statements);
    const tables = found.tables.map(({ position, ...table }) => ({
      ...table,
      offset: position === null ? null : offset(position),
    }));
    const files = [...found.files];
    for (const query of found.queries) {
      const nested = await this.parse(query);
      tables.push(...(nested.query?.tables ?? []).map((table) => ({ ...table, offset: null })));
      files.push(...(nested.query?.files ?? []));
    }
    return { tables, files, canonical: JSON.stringify(withoutPositions(tree.statements)) };
  }

  close(): void {
    this.warehouse.close();
  }
}
