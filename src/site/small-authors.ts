import { EarshotError, EXIT } from "../errors.ts";
import { FEWEST_AUTHORS, hiddenCells } from "../privacy/index.ts";
import type { Row, Warehouse } from "../warehouse/index.ts";
import { type LinkedCells, linkedKey, volumeKey } from "./linked-tables.ts";
import { ensureCounts } from "./mention-counts.ts";
import { withoutModels } from "./modelled-days.ts";
import type { Publication } from "./publication.ts";

/** Distinct authors behind each period (and `all`) × topic × view. */
export type CellAuthors = ReadonlyMap<string, number>;

const cell = (period: unknown, topic: unknown, view: unknown) => `${period}\n${topic}\n${view}`;

/**
 * Count the authors behind the published cells. Fails when the mentions behind them are gone: a public site
 * cannot be made without knowing how many people stand behind each number.
 */
export async function countAuthors(warehouse: Warehouse): Promise<CellAuthors> {
  if (!(await warehouse.exists("topic_mentions"))) {
    throw new EarshotError("cannot publish under the public profile: table topic_mentions is missing", {
      exitCode: EXIT.siteFailed,
      remedy: "Run `earshot run` first: small cells are found by counting the authors behind each number.",
    });
  }
  await ensureCounts(warehouse);
  const rows = await warehouse.rows<{ period: string; topic: string; view: string; authors: number }>(`
    select period, topic, 'all' as view, authors from temp.published_views where date is null
    union all
    select period, topic, 'originals', original_authors from temp.published_views where date is null and originals > 0`);
  return new Map(rows.map((row) => [cell(row.period, row.topic, row.view), row.authors]));
}

const few = (authors: number | undefined) => authors !== undefined && authors > 0 && authors < FEWEST_AUTHORS;

/** The view a row counts in; that of a figure stands in its id. */
export const viewOf = (row: Row): string =>
  typeof row["view"] === "string" ? row["view"] : /_originals/.test(String(row["id"])) ? "originals" : "all";

/** Columns that say which cell it is; where the cell is hidden, that there is one is no news either. */
const NAMES = ["value", "platform", "language", "label"];

/** Empty the cells that fewer than five people stand behind, and those that would give them away. */
export function emptySmallCells(
  given: readonly Row[],
  publication: Publication,
  counted: CellAuthors,
  linked: LinkedCells = new Set(),
): Row[] {
  const { small, name } = publication;
  const rows = withoutModels(withoutFew(given, publication), publication, linked);
  if (!small) return rows;
  if (small.by === "linked") return withoutNames(rows, linked, publication);
  if (small.by === "day") {
    const hidden = rows.filter((row) => linked.has(volumeKey(row["date"], row["topic"], row["view"])));
    return emptied(rows, new Set(hidden), small.empty);
  }
  const own = small.by === "row";
  const hidden = hiddenCells(rows, {
    authors: (row) => (own ? ((row["authors"] as number | null) ?? null) : fewestBehind(row, counted)),
    withheld: (row) =>
      !own &&
      [row["period"], row["before_period"]].some((time) =>
        linked.has(volumeKey(time, row["topic"], viewOf(row))),
      ),
    group: (row) =>
      own
        ? `${row["period"]}\n${row["topic"]}\n${row["dimension"]}`
        : name === "share_of_voice"
          ? `${row["period"]}\n${row["view"]}\n${row["basis"]}\n${row["counting"]}\n${row["category"]}`
          : `${row["period"]}\n${row["topic"]}\n${row["view"] ?? row["id"]}`,
  });
  return emptied(rows, hidden, small.empty);
}

/** Rows whose own count of people is one to four, or not known, without what these few did. */
function withoutFew(rows: readonly Row[], { few: rule }: Publication): Row[] {
  if (!rule) return [...rows];
  const empty = Object.fromEntries(rule.empty.map((name) => [name, null]));
  return rows.map((row) => {
    const people = row[rule.by];
    const hidden = people === undefined || (typeof people === "number" && few(people));
    return hidden ? { ...row, ...empty } : row;
  });
}

/** Hidden cells come last and nameless, or not at all: nobody learns that somebody is there. */
function withoutNames(rows: readonly Row[], linked: LinkedCells, { small }: Publication): Row[] {
  const isHidden = (row: Row) => linked.has(linkedKey(row));
  const hidden = rows
    .filter((row) => isHidden(row) && row["dimension"] !== "cell")
    .map((row) => {
      const names = NAMES.filter((name) => name in row).map((name) => [name, null]);
      return { ...row, ...Object.fromEntries(names) };
    });
  const shown = emptied(
    rows.filter((row) => !isHidden(row)),
    new Set(),
    [],
  );
  return [...shown, ...emptied(hidden, new Set(hidden), small?.empty ?? [])];
}

function emptied(rows: readonly Row[], hidden: ReadonlySet<Row>, columns: readonly string[]): Row[] {
  const empty = Object.fromEntries(columns.map((name) => [name, null]));
  return rows.map((row) =>
    hidden.has(row) ? { ...row, ...empty, withheld: true } : { ...row, withheld: false },
  );
}

/** Authors behind the row's cell, or behind the one it is compared with where those are too few. */
function fewestBehind(row: Row, counted: CellAuthors): number | null {
  const behind = (period: unknown) => counted.get(cell(period, row["topic"], viewOf(row)));
  const before = row["before_period"] ? behind(row["before_period"]) : undefined;
  return (few(before) ? before : behind(row["period"])) ?? null;
}
