import { literal } from "../warehouse/sql-text.ts";
import type { Format } from "./format.ts";
import type { RowSource } from "./load.ts";
import { trimmedSql } from "./table-source.ts";
import { TRACES, withoutTracesSql } from "./traces.ts";

/** A JSON path of DuckDB from `a.b[0].c`. */
export function jsonPath(path: string): string {
  return path
    .split(".")
    .map((part) => {
      const [, name, index] = /^(.*?)((?:\[[0-9*]*\])*)$/.exec(part) as unknown as [string, string, string];
      return `."${name.replaceAll('"', '\\"')}"${index.replaceAll("[]", "[*]")}`;
    })
    .join("")
    .replace(/^/, "$");
}

/** Lone halves of surrogate pairs (`\ud800`) make a value invalid; they are taken out, pairs stay. */
const REPAIRED = String.raw`regexp_replace(json, '(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}', '\1', 'g')`;

/** `read_csv` of lines of JSON: one VARCHAR column `json`, with `line` in front in rewritten files. */
export function readLinesSql(path: string, numbered: boolean, longest: number): string {
  const columns = numbered ? "{'line': 'BIGINT', 'json': 'VARCHAR'}" : "{'json': 'VARCHAR'}";
  const limit = Math.max(33_554_432, longest + 1024);
  return `read_csv(${literal(path)}, auto_detect = false, header = false, delim = '${numbered ? "\\t" : "\\x01"}', quote = '', escape = '',
    max_line_size = ${limit}, buffer_size = ${limit * 2}, columns = ${columns}${
      numbered
        ? ""
        : ", store_rejects = true, rejects_table = 'import_rejects', rejects_scan = 'import_scans'"
    })`;
}

/** Valid JSON text of a line (repaired where that helps), NULL where there is none. */
export const VALID_JSON = `case when json_valid(json) then json when json_valid(${REPAIRED}) then ${REPAIRED} end`;

/** Of valid JSON: is it an object? */
const OBJECT = `case when starts_with(valid, '{') then true else starts_with(ltrim(valid, ' \t\r\n'), '{') end`;

/**
 * `(line, json, valid, p)`: all `paths` of each value as texts, taken while it is found out whether it is valid; NULL where it is
 * no object. Only what is not valid as it stands is looked at again.
 */
function pathsSql(
  paths: readonly string[],
  options: { from: string; numbered: boolean; values: boolean },
): string {
  const list = `[${(paths.length > 0 ? paths : [""]).map((path) => literal(path === "" ? "$" : jsonPath(path))).join(", ")}]`;
  const line = options.numbered ? "line, " : "";
  const parsed = `select ${line}json, try(json_extract_string(json, ${list})) as parsed from ${options.from}`;
  const valid = `case when parsed is not null then json ${options.values ? "" : `when json_valid(${REPAIRED}) then ${REPAIRED} `}end as valid`;
  return `select ${line}json, valid, case when ${OBJECT}
        then coalesce(parsed, json_extract_string(case when parsed is null then valid end, ${list})) end as p
      from (select ${line}json, parsed, ${valid} from (${parsed}))`;
}

/** Rows of JSON values. `from` gives `json` (and `line`); all paths are taken in one pass over each value. */
export function jsonSource(
  format: Format,
  options: { from: string; numbered: boolean; values: boolean },
): { source: RowSource; used: string[] } {
  const paths: string[] = [];
  const texts = new Set<number>();
  const nulls = format.nulls ?? [];
  const reader = {
    value(path: string): string {
      let index = paths.indexOf(path);
      if (index < 0) index = paths.push(path) - 1;
      texts.add(index);
      return `v${index}`;
    },
  };
  const textSql = (index: number) =>
    nulls.reduce((sql, each) => `nullif(${sql}, ${literal(each)})`, trimmedSql(`c${index}`));
  const dropped = format.keep ? [] : [...TRACES, ...(format.drop ?? [])];
  const found = dropped.map((name) => `p[${paths.push(name)}] is not null`).join(" or ");
  const patch = JSON.stringify(Object.fromEntries(dropped.map((name) => [name, null])));
  const kept = format.keep
    ? `json_extract(valid, ${literal(jsonPath(format.keep))})::varchar`
    : `case when ${found} then json_merge_patch(valid, ${literal(patch)})::varchar else valid end`;
  const source: RowSource = {
    /** Every value is taken out and trimmed once, however often the mapping reads it; ask for it when the mapping has been read. */
    get from() {
      const cells = [...texts].map((index) => `, p[${index + 1}] as c${index}`).join("");
      const values = [...texts].map((index) => `, ${textSql(index)} as v${index}`).join("");
      return `(select *${values} from (select *${cells} from (${pathsSql(paths, options)}))) as objects`;
    },
    reader,
    line: options.numbered ? "line" : null,
    newlines: "0",
    raw: withoutTracesSql("json"),
    faults: [
      { reason: "", when: "json is null" },
      { reason: "not valid JSON", when: "valid is null" },
      { reason: "not a JSON object", when: "p is null" },
    ],
    extras: [{ name: "json", sql: kept }],
  };
  return { source, used: paths };
}
