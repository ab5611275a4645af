import { EarshotError, EXIT } from "../errors.ts";
import { FEWEST_AUTHORS, hiddenCells } from "../privacy/index.ts";
import type { Row, Warehouse } from "../warehouse/index.ts";
import { type LinkedCells, linkedKey } from "./linked-tables.ts";
import type { Publication } from "./publications.ts";

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
  const rows = await warehouse.rows<{ period: string; topic: string; view: string; authors: number }>(`
    with seen as (
      select period, topic, 'all' as view, author_key
      from topic_mentions
      union all
      select period, topic, 'originals', author_key
      from topic_mentions
      where is_original
    )
    select if(grouping(period) = 1, 'all', period) as period, topic, view, count(distinct author_key) as authors
    from seen
    group by grouping sets ((period, topic, view), (topic, view))`);
  return new Map(rows.map((row) => [cell(row.period, row.topic, row.view), row.authors]));
}

/** What makes two rows the same cell in different views. */
const SAME = ["period", "before_period", "date", "topic", "metric", "basis", "counting", "id"];

const few = (authors: number | undefined) => authors !== undefined && authors > 0 && authors < FEWEST_AUTHORS;

/** Distinct authors of a topic's originals in a period (or `all`); 0 where there are none. */
export const authorsOfOriginals = (counted: CellAuthors) => (period: string, topic: string) =>
  counted.get(cell(period, topic, "originals")) ?? 0;

/** Empty the cells that fewer than five people stand behind, and those that would give them away. */
export function emptySmallCells(
  rows: readonly Row[],
  publication: Publication,
  counted: CellAuthors,
  periodOf: (date: string) => string,
  linked: LinkedCells = new Set(),
): Row[] {
  const small = publication.small;
  if (!small) return [...rows];
  if (small.by === "linked") {
    const hidden = rows.filter((row) => linked.has(linkedKey(row)));
    return emptied(rows, new Set(hidden), small.empty);
  }
  const byDay = small.by === "day";
  const own = small.by !== "period";
  const hidden = hiddenCells(rows, {
    authors: (row) => (own ? ((row["authors"] as number | null) ?? null) : fewestBehind(row, counted)),
    ...(rows.some((row) => row["view"]) && {
      same: (row: Row) => SAME.map((name) => row[name]).join("\n"),
    }),
    // All less the reposts are the originals.
    withheld: (row) =>
      row["dimension"] === "kind" &&
      row["value"] === "repost" &&
      few(counted.get(cell(row["period"], row["topic"], "originals"))),
    group: (row) =>
      byDay
        ? `${row["topic"]}\n${row["view"]}\n${periodOf(String(row["date"]))}`
        : small.by === "row"
          ? `${row["period"]}\n${row["topic"]}\n${row["dimension"]}`
          : publication.name === "share_of_voice"
            ? `${row["period"]}\n${row["view"]}\n${row["basis"]}\n${row["counting"]}\n${row["category"]}`
            : `${row["period"]}\n${row["topic"]}\n${row["view"] ?? row["id"]}`,
  });
  return emptied(rows, hidden, small.empty);
}

function emptied(rows: readonly Row[], hidden: ReadonlySet<Row>, columns: readonly string[]): Row[] {
  const empty = Object.fromEntries(columns.map((name) => [name, null]));
  return rows.map((row) =>
    hidden.has(row) ? { ...row, ...empty, withheld: true } : { ...row, withheld: false },
  );
}

/** Authors behind the row's cell, or behind the one it is compared with where those are too few. */
function fewestBehind(row: Row, counted: CellAuthors): number | null {
  const behind = (period: unknown) => counted.get(cell(period, row["topic"], row["view"] ?? "all"));
  const before = row["before_period"] ? behind(row["before_period"]) : undefined;
  return (few(before) ? before : behind(row["period"])) ?? null;
}
