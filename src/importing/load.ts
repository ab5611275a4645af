import type { DuckDBConnection } from "@duckdb/node-api";
import { identifier, literal } from "../warehouse/sql-text.ts";
import { addressIdSql, HOST_SQL, KIND_SQL, PLATFORM_SQL, snowflakeSql } from "./derive-sql.ts";
import type { Format } from "./format.ts";
import type { Mapping, Reader } from "./mapping.ts";
import { targetSelects, unreadNumbers } from "./row-sql.ts";
import { TARGET_NAMES, type Target } from "./targets.ts";

/** What the rows of one file are read with. */
export interface RowPlan {
  columns: Partial<Record<Target, Format["columns"][Target] | Mapping>>;
  format: Format | null;
  platform: string | null;
  sourceType: string | null;
}

/** A source of raw rows: `from` is SQL, the rest are expressions over its columns. */
export interface RowSource {
  from: string;
  reader: Reader;
  /** Physical line as SQL, or null where it follows from the row's position. */
  line: string | null;
  /** Line ends inside the row's fields, as SQL. */
  newlines: string;
  /** The row as it stood, as SQL. */
  raw: string;
  /** Conditions that reject a row before it is looked at: reason, SQL. */
  faults: { reason: string; when: string }[];
  /** Columns kept beside the mention: name, SQL. */
  extras: { name: string; sql: string }[];
}

const OTHER_TARGETS = TARGET_NAMES.filter(
  (name) => !["platform", "native_id", "kind", "published_at", "source_type", "text"].includes(name),
);

function problemSql(plan: RowPlan, source: RowSource): string {
  const own = (plan.format?.rejects ?? []).map(({ reason, when }) => ({
    reason,
    when: when((name) => source.reader.value(name) ?? "null::varchar"),
  }));
  const all = [...source.faults, ...own].map(({ reason, when }) => `when ${when} then ${literal(reason)}`);
  const empty = "when coalesce(text, title, url, native_id, original_text) is null then 'empty row'";
  return `case ${all.join("\n      ")}\n      ${empty} end`;
}

/**
 * SQL that makes the table of a file's rows in one pass: mention columns (typed), `published_raw`, `proof_at`,
 * `problem`, `raw` (of rejected rows), `newlines`, `line`, numbers still to be read as `n:<column>`, and
 * the unmapped columns as `x:<name>`.
 */
export function rowsTableSql(table: string, plan: RowPlan, source: RowSource): string {
  const selects = targetSelects(plan.columns, source.reader);
  const proof = plan.format?.proof?.((name) => source.reader.value(name) ?? "null::varchar");
  const beside = [
    ...unreadNumbers(plan.columns, source.reader),
    ...source.extras.map(({ name, sql }) => ({ name: `x:${name}`, sql })),
  ];
  const extras = beside.map(({ name, sql }) => `${sql} as ${identifier(name)}`);
  const extraNames = beside.map(({ name }) => identifier(name));
  const given = (value: string | null, column: string) =>
    value === null ? column : `coalesce(${literal(value)}, ${column})`;
  return `create table ${table} as
    with mapped as (
      select ${selects.join(",\n        ")},
        ${problemSql(plan, source)} as problem,
        case when problem <> '' then left(${source.raw}, 65536) end as raw,
        ${source.newlines} as newlines,
        ${source.line ?? "null::bigint"} as line,
        ${proof ?? "null::timestamp"} as format_proof${extras.map((each) => `,\n        ${each}`).join("")}
      from ${source.from}
    ),
    placed as (
      select * replace (${given(plan.platform, "platform")} as platform, ${given(plan.sourceType, "source_type")} as source_type),
        ${HOST_SQL} as host
      from mapped
    ),
    named as (
      select * exclude (host) replace (${PLATFORM_SQL} as platform)
      from placed
    ),
    known as (
      select * replace (coalesce(${addressIdSql("url")}, native_id) as native_id,
        coalesce(original_native_id, ${addressIdSql("original_url")}) as original_native_id)
      from named
    )
    select platform, native_id, ${KIND_SQL} as kind, published_raw, source_type, text,
      ${OTHER_TARGETS.join(", ")},
      coalesce(format_proof, case when platform = 'x' then ${snowflakeSql("native_id")} end) as proof_at,
      problem, raw, newlines, line${extraNames.map((each) => `, ${each}`).join("")}
    from known`;
}

/** Run the statement that reads a file; an interrupt from `signal` ends it. */
export async function runInterruptible(
  connection: DuckDBConnection,
  sql: string,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const stop = () => connection.interrupt();
  signal.addEventListener("abort", stop, { once: true });
  try {
    await connection.run(sql);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
