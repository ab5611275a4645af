import type { Diagnostic } from "../errors.ts";
import { identifier, literal, type Warehouse } from "../warehouse/index.ts";
import { partRows } from "./rows-table.ts";
import { READABLE, TARGETS, type Target, unreadName } from "./targets.ts";
import { unreadSql } from "./unread-values.ts";

/** Which mark parts whole from fraction; `whole`: nothing shows it, and every mark groups thousands. */
type Style = "point" | "comma" | "whole";

const GROUPED = `regexp_replace(value, '[ \\x{00a0}\\x{202f}\\x{2009}''\\x{2019}]([0-9]{3})\\b', '\\1', 'g')`;
const part = (group: number) => `regexp_extract(${GROUPED}, '^\\+?([0-9.,]+) ?([KkMmBb]?)$', ${group})`;

const shape = (group: string, mark: string) => `^([0-9]+|[0-9]{1,3}(${group}[0-9]{3})+)(${mark}[0-9]+)?$`;

/** Texts that can only be read with `mark` before the fraction and `group` between thousands. */
const telling = (group: string, mark: string) =>
  `regexp_matches(bare, '${shape(group, mark)}') and regexp_matches(bare, '${mark}([0-9]{1,2}|[0-9]{4,})$|^0${mark}|^[0-9]{4,}${mark}|${group}[0-9]{3}(${group}|${mark})')`;

function readSql(style: Style): string {
  const bare = part(1);
  const read = (group: string, mark: string) =>
    `case when regexp_matches(${bare}, '${shape(`[${group}]`, `[${mark}]`)}') then try_cast(replace(replace(${bare}, '${group}', ''), '${mark}', '.') as double) end`;
  const whole = `case when regexp_matches(${bare}, '^([0-9]+|[0-9]{1,3}([.,][0-9]{3})+)$') then try_cast(translate(${bare}, '.,', '') as double) end`;
  const number = style === "whole" ? whole : style === "comma" ? read(".", ",") : read(",", ".");
  return `coalesce(case when regexp_matches(value, '^[0-9]+([.][0-9]+)?[eE][+]?[0-9]+$') then try_cast(value as double) end,
    ${number} * case upper(${part(2)}) when 'K' then 1000 when 'M' then 1000000 when 'B' then 1000000000 else 1 end)`;
}

interface Evidence {
  point: number;
  comma: number;
}

async function evidenceOf(warehouse: Warehouse, table: string, target: Target): Promise<Evidence> {
  const row = await warehouse.row<Evidence>(`
    select count(*) filter (${telling("[,]", "[.]")}) as point, count(*) filter (${telling("[.]", "[,]")}) as comma
    from (
      select ${part(1)} as bare
      from (select ${identifier(unreadName(target))} as value from ${table} where problem is null)
      where value is not null
    )`);
  return row ?? { point: 0, comma: 0 };
}

/** The column's own values say it, else the file's other columns; counts without a sign have no fractions. */
function styleOf(target: Target, own: Evidence, file: Evidence): Style {
  const known = own.point + own.comma > 0 ? own : file;
  if (known.comma > known.point) return "comma";
  return known.point > 0 || TARGETS[target] === "number" ? "point" : "whole";
}

/** Targets of a part's rows that have texts which are no bare whole number, or no flag. */
async function targetsToRead(warehouse: Warehouse, table: string): Promise<Target[]> {
  const counts = await warehouse.row<Record<string, number>>(
    `select ${READABLE.map((target) => `count(${identifier(unreadName(target))}) as ${target}`).join(", ")} from ${table}`,
  );
  return READABLE.filter((target) => Number(counts?.[target] ?? 0) > 0);
}

const KINDS = { count: "no count", number: "no number", flag: "neither yes nor no" } as const;

/** The texts of a column that could not be read: how many, and a warning. */
async function unreadOf(
  warehouse: Warehouse,
  table: string,
  file: string,
  target: Target,
): Promise<{ rows: number; diagnostics: Diagnostic[] }> {
  const row = await warehouse.row<{ n: number; example: string }>(
    `select count(*) as n, min(left(${identifier(unreadName(target))}, 40)) as example
    from ${table} where problem is null and ${unreadSql(target)}`,
  );
  if (!row || row.n === 0) return { rows: 0, diagnostics: [] };
  const kind = KINDS[TARGETS[target] as keyof typeof KINDS];
  const diagnostic: Diagnostic = {
    file,
    severity: "warning",
    rule: "unread-numbers",
    message: `${row.n} values of ${target} are ${kind}, such as ${literal(row.example)}; they stay empty`,
    hint: "Is it the right column? Name it in the mapping. `earshot show unread_values` lists them.",
  };
  return { rows: row.n, diagnostics: [diagnostic] };
}

/**
 * Read the numbers of a file that are written with marks: `1,234`, `1.234,5`, `1 234`, `1.2K`. Which mark stands
 * before the fraction is found from all values of the column, else of the file. A count with a fraction or below
 * zero stays NULL. Back come how many values (of flags, too) could not be read, and a warning for each column with any.
 */
export async function readNumbers(
  warehouse: Warehouse,
  part: number,
  file: string,
): Promise<{ unread: number; diagnostics: Diagnostic[] }> {
  const table = partRows(part);
  const targets = await targetsToRead(warehouse, table);
  const found: { target: Target; own: Evidence }[] = [];
  for (const target of targets.filter((each) => TARGETS[each] !== "flag"))
    found.push({ target, own: await evidenceOf(warehouse, table, target) });
  const all = found.reduce(
    (sum, { own }) => ({ point: sum.point + own.point, comma: sum.comma + own.comma }),
    { point: 0, comma: 0 },
  );
  for (const { target, own } of found) {
    const text = identifier(unreadName(target));
    const number = readSql(styleOf(target, own, all)).replaceAll("value", text);
    const read =
      TARGETS[target] === "count"
        ? `case when abs(${number} - round(${number})) < 1e-6 and ${number} < 9e18 then round(${number})::bigint end`
        : number;
    await warehouse.run(
      `update import.rows set ${target} = ${read} where part = ${part} and ${text} is not null`,
    );
  }
  const result = { unread: 0, diagnostics: [] as Diagnostic[] };
  for (const target of targets) {
    const { rows, diagnostics } = await unreadOf(warehouse, table, file, target);
    result.unread += rows;
    result.diagnostics.push(...diagnostics);
  }
  return result;
}
