import type { DuckDBConnection } from "@duckdb/node-api";
import { identifier, literal } from "../warehouse/sql-text.ts";
import { addressIdSql, HOST_SQL, idTimeSql, KIND_SQL, PLATFORM_SQL } from "./derive-sql.ts";
import type { Format } from "./format.ts";
import {
  CUT_SQL,
  idHashSql,
  OPENING_SQL,
  OWN_ID_SQL,
  OWN_ORIGINAL_SQL,
  plainTextSql,
  textHashSql,
  urlHashSql,
} from "./keys-sql.ts";
import type { Mapping, Reader } from "./mapping.ts";
import { targetSelects, unreadTexts } from "./row-sql.ts";
import { CELL_END, READ_TARGETS } from "./rows-table.ts";
import type { Target } from "./targets.ts";

/** Which rows they are. */
export interface RowPart {
  part: number;
  /** Ledger name of the file. */
  file: string;
}

/** What the rows of one file are read with. */
export interface RowPlan {
  columns: Partial<Record<Target, Format["columns"][Target] | Mapping>>;
  format: Format;
  platform: string | null;
  sourceType: string | null;
}

/** A source of raw rows: `from` is SQL, the rest are expressions over its columns. */
export interface RowSource {
  from: string;
  reader: Reader;
  /** Physical line as SQL, or null where it follows from the row's position. */
  line: string | null;
  /** Line ends inside the row's fields, as SQL; may look into `extras`. */
  newlines: string;
  /** The row as it stood, as SQL. */
  raw: string;
  /** Conditions that reject a row before it is looked at: reason, SQL. */
  faults: { reason: string; when: string }[];
  /** Columns kept beside the mention: name, SQL. */
  extras: { name: string; sql: string }[];
}

function problemSql(plan: RowPlan, source: RowSource): string {
  const own = (plan.format.rejects ?? []).map(({ reason, when }) => ({
    reason,
    when: when((name) => source.reader.value(name) ?? "null::varchar"),
  }));
  const all = [...source.faults, ...own].map(({ reason, when }) => `when ${when} then ${literal(reason)}`);
  const empty = "when coalesce(text, title, url, native_id, original_text) is null then 'empty row'";
  return `case ${all.join("\n      ")}\n      ${empty} end`;
}

/** The cells of a row's unmapped columns as one text: the cell itself where there is one, else each with its end. */
function extrasSql(extras: RowSource["extras"]): string {
  if (extras.length === 0) return "null::varchar";
  if (extras.length === 1) return (extras[0] as { sql: string }).sql;
  return `concat(${extras.map(({ sql }) => sql).join(`, ${literal(CELL_END)}, `)})`;
}

/** The rows in the shape of mentions: platform named, ids found in addresses, kind told. */
function shapedSql(plan: RowPlan, source: RowSource): string {
  const selects = targetSelects(plan.columns, source.reader);
  const proof = plan.format.proof?.((name) => source.reader.value(name) ?? "null::varchar");
  const beside = unreadTexts(plan.columns, source.reader).map(
    ({ name, sql }) => `,\n        ${sql} as ${identifier(name)}`,
  );
  const given = (value: string | null, column: string) =>
    value === null ? column : `coalesce(${literal(value)}, ${column})`;
  return `mapped as (
      select ${selects.join(",\n        ")},
        ${problemSql(plan, source)} as problem,
        case when problem <> '' then left(${source.raw}, 65536) end as raw,
        ${extrasSql(source.extras)} as extras,
        ${source.newlines} as newlines,
        ${source.line ?? "null::bigint"} as line,
        ${proof ?? "null::timestamp"} as format_proof${beside.join("")}
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
    ),
    told as (
      select * replace (${KIND_SQL} as kind),
        coalesce(format_proof, ${idTimeSql("platform", "native_id")}) as proof_at,
        ${plainTextSql("text")} as plain
      from known
    )`;
}

/**
 * SQL that reads a file's rows into `import.rows` in one pass: mention columns (typed), `published_raw`, `proof_at`,
 * `problem`, `raw` (of rejected rows), `newlines`, `line`, numbers still to be read as `n:<column>`, the unmapped
 * columns in `extras`, and the keys that identity and likeness rest on. Places and times are filled in later.
 */
export function readRowsSql(part: RowPart, plan: RowPlan, source: RowSource): string {
  const unread = unreadTexts(plan.columns, source.reader).map(({ name }) => identifier(name));
  return `insert into import.rows by name
    with ${shapedSql(plan, source)}
    select ${part.part} as part, ${literal(part.file)} as file, ${literal(plan.format.vendor)} as vendor,
      ${READ_TARGETS.join(", ")},
      published_raw, proof_at, problem, raw, newlines, line, extras${unread.map((each) => `, ${each}`).join("")},
      ${idHashSql("platform", "native_id")} as id_hash,
      ${urlHashSql("platform", "url")} as url_hash,
      ${textHashSql("coalesce(text, title)")} as text_hash,
      case when text is not null then ${textHashSql("plain")} end as copy_group,
      ${OPENING_SQL} as opening,
      ${CUT_SQL} as cut,
      ${OWN_ID_SQL} as mention_id,
      ${OWN_ORIGINAL_SQL} as original_id,
      problem is null as kept, false as elsewhere
    from told`;
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
