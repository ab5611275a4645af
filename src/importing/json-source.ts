import { literal } from "../warehouse/sql-text.ts";
import type { Format } from "./format.ts";
import type { RowSource } from "./load.ts";
import { TRACES } from "./traces.ts";

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

/** Rows of JSON values. `from` gives `json` (and `line`); all paths are taken in one pass over each value. */
export function jsonSource(
  format: Format,
  options: { from: string; numbered: boolean; values: boolean },
): { source: RowSource; used: string[] } {
  const paths: string[] = [];
  const nulls = format.nulls ?? [];
  const reader = {
    value(path: string): string {
      let index = paths.indexOf(path);
      if (index < 0) index = paths.push(path) - 1;
      return nulls.reduce(
        (sql, each) => `nullif(${sql}, ${literal(each)})`,
        `nullif(trim(p[${index + 1}]), '')`,
      );
    },
  };
  const dropped = format.keep ? [] : [...TRACES, ...(format.drop ?? [])];
  const found = dropped.map((name) => `p[${paths.push(name)}] is not null`).join(" or ");
  const patch = JSON.stringify(Object.fromEntries(dropped.map((name) => [name, null])));
  const kept = format.keep
    ? `json_extract(valid, ${literal(jsonPath(format.keep))})::varchar`
    : `case when ${found} then json_merge_patch(valid, ${literal(patch)})::varchar else valid end`;
  const source: RowSource = {
    get from() {
      const list =
        paths.length === 0
          ? "[]::varchar[]"
          : `json_extract_string(valid, [${paths.map((path) => literal(jsonPath(path))).join(", ")}])`;
      const numbered = options.numbered ? "line, " : "";
      return `(select ${numbered}json, valid, case when json_type(valid) = 'OBJECT' then ${list} end as p
        from (select ${numbered}json, ${options.values ? "json" : VALID_JSON} as valid from ${options.from}) as lines_of_json) as objects`;
    },
    reader,
    line: options.numbered ? "line" : null,
    newlines: "0",
    raw: "json",
    faults: [
      { reason: "", when: "json is null" },
      { reason: "not valid JSON", when: "valid is null" },
      { reason: "not a JSON object", when: "p is null" },
    ],
    extras: [{ name: "json", sql: kept }],
  };
  return { source, used: paths };
}
