import { literal } from "../warehouse/sql-text.ts";
import type { RowSource } from "./load.ts";
import { normalName } from "./recognise.ts";
import { CELL_END } from "./rows-table.ts";
import { columnNumbers, type TableLayout } from "./sniff.ts";
import { TRACES } from "./traces.ts";

/** A delimited file that DuckDB can read as it is, or that has been rewritten for it. */
export interface TableFile {
  path: string;
  layout: TableLayout;
  /** The row's line stands in front of its fields (workbooks and rewritten files). */
  numbered: boolean;
  /** Rewritten by `rewriteTable`: every row is proper and there is no header. */
  rewritten: boolean;
}

const columnsSql = (names: readonly string[]) =>
  `{${names.map((name) => `'${name}': 'VARCHAR'`).join(", ")}}`;

/** The `read_csv` call: every column VARCHAR, nothing guessed, bad rows kept in the reject tables. */
export function readTableSql(file: TableFile): string {
  const { layout } = file;
  const names = [...(file.numbered ? ["line"] : []), ...layout.header.map((_, index) => `c${index}`)];
  const delimiter = file.numbered ? "," : layout.dialect.delimiter;
  const rejects = file.numbered
    ? ""
    : ", store_rejects = true, rejects_table = 'import_rejects', rejects_scan = 'import_scans'";
  return `read_csv(${literal(file.path)}, auto_detect = false, header = false, quote = '"', escape = '"',
    max_line_size = 33554432, delim = ${literal(delimiter)}, skip = ${file.rewritten ? 0 : layout.skip},
    columns = ${columnsSql(names)}${rejects})`;
}

/** A field without spaces around it, NULL where nothing is left; trimming is slow, so only where there may be any (of Unicode's, too). */
export const trimmedSql = (name: string) =>
  `case when starts_with(${name}, ' ') or ends_with(${name}, ' ') or strlen(${name}) <> length(${name}) or ${name} = '' then nullif(trim(${name}), '') else ${name} end`;

/** Line ends in a field or several joined; the test comes first, as few have any. */
const newlinesSql = (name: string) =>
  `case when contains(${name}, chr(10)) then length(${name}) - length(replace(${name}, chr(10), '')) else 0 end`;

/**
 * Raw rows of a delimited file. `mapped`: names of the columns that the mapping uses; `cellEnds`: the mark that
 * ends a cell in `extras` may stand in a field, and is taken out.
 */
export function tableSource(
  file: TableFile,
  mapped: ReadonlySet<string>,
  options: { nulls?: string[]; drop?: string[]; cellEnds?: boolean },
): RowSource {
  const { header } = file.layout;
  const numbers = columnNumbers(header);
  const nulls = options.nulls ?? [];
  const dropped = new Set([...TRACES, ...(options.drop ?? []).map(normalName)]);
  const names = header.map((_, index) => `c${index}`);
  const used = new Set<number>();
  const reader = {
    value(column: string): string | null {
      const index = numbers.get(normalName(column));
      if (index === undefined || dropped.has(normalName(column))) return null;
      used.add(index);
      return `v${index}`;
    },
  };
  const trimmed = (index: number) =>
    nulls.reduce((sql, each) => `nullif(${sql}, ${literal(each)})`, trimmedSql(`c${index}`));
  const marker = Math.max(
    0,
    header.findIndex((each) => each.trim() !== ""),
  );
  const repeated = `c${marker} = ${literal(header[marker] ?? "")} and ${
    marker + 1 < header.length ? `c${marker + 1} = ${literal(header[marker + 1] ?? "")}` : "true"
  }`;
  const unmapped = header.flatMap((name, index) => {
    const key = normalName(name);
    if (mapped.has(key) || dropped.has(key)) return [];
    const label = key === "" || numbers.get(key) !== index ? `${name || "column"} (${index + 1})` : name;
    const cell = `c${index}`;
    return [
      {
        name: label,
        sql: options.cellEnds ? `replace(${cell}, ${literal(CELL_END)}, '\u241f')` : cell,
        index,
      },
    ];
  });
  const others = names.filter((_, index) => !unmapped.some((each) => each.index === index));
  const lineEnds = [...others, ...(unmapped.length > 0 ? ["extras"] : [])].map(newlinesSql).join(" + ");
  return {
    /** Every value is trimmed once, however often the mapping reads it; ask for it when the mapping has been read. */
    get from() {
      const values = [...used].map((index) => `${trimmed(index)} as v${index}`);
      return `(select ${["*", ...values].join(", ")} from ${readTableSql(file)}) as cells`;
    },
    reader,
    line: file.numbered ? "line::bigint" : null,
    newlines: file.numbered ? "0" : `(${lineEnds})::integer`,
    raw: `concat_ws(${literal(file.layout.dialect.delimiter)}, ${names.filter((_, index) => !dropped.has(normalName(header[index] ?? ""))).join(", ")})`,
    faults: [{ reason: "the header again", when: repeated }],
    extras: uniqueNames(unmapped),
  };
}

function uniqueNames(extras: readonly { name: string; sql: string }[]): RowSource["extras"] {
  const seen = new Set<string>();
  return extras.map((each) => {
    let name = each.name;
    for (let n = 2; seen.has(name.toLowerCase()); n++) name = `${each.name} (${n})`;
    seen.add(name.toLowerCase());
    return { name, sql: each.sql };
  });
}
