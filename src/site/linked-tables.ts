import { FEWEST_AUTHORS, hiddenLinkedCells, type Sum } from "../privacy/index.ts";
import type { Row, Warehouse } from "../warehouse/index.ts";
import { breakdownSql, MENTION_CELLS } from "./publication-sql.ts";

/** Keys of the cells of `breakdown` and `mention_cells` that are hidden, see `linkedKey`. */
export type LinkedCells = ReadonlySet<string>;

const PLACE = ["period", "topic", "dimension", "value", "platform", "language", "label"];

/** Names one row of `breakdown` or `mention_cells`. */
export const linkedKey = (row: Row): string => JSON.stringify(PLACE.map((name) => row[name] ?? null));

interface Linked {
  keys: string[];
  authors: number[];
  sums: Sum[];
  /** Cells withheld whatever their authors. */
  withheld: Set<number>;
}

/**
 * How the published counts add up: values of a dimension to their topic's mentions, periods to `all`, the cells of
 * channel × language × sentiment to channels, languages and sentiments, originals, replies and quotes to the originals.
 * @param originals distinct authors of a topic's originals in a period
 */
function linkedSums(rows: readonly Row[], originals: (period: string, topic: string) => number): Linked {
  const keys = rows.map(linkedKey);
  const place = new Map(keys.map((key, index) => [key, index]));
  const sums = new Map<string, { members: number[]; total: number | null }>();
  const withheld = new Set<number>();
  const add = (cell: number, total: Row | null, ...name: unknown[]) => {
    const key = JSON.stringify(name);
    const sum = sums.get(key) ?? { members: [], total: total && (place.get(linkedKey(total)) ?? null) };
    sum.members.push(cell);
    sums.set(key, sum);
  };
  for (const [cell, row] of rows.entries()) {
    const { period = null, topic = null, dimension = null, value = null } = row;
    if (dimension === "cell") {
      for (const name of ["platform", "language"]) {
        const of = row[name] ?? null;
        add(cell, { period, topic, dimension: name, value: of }, "cell", period, topic, name, of);
      }
      add(cell, null, "label", period, topic, row["label"]);
      continue;
    }
    add(cell, null, "values", period, topic, dimension);
    if (period !== "all")
      add(cell, { period: "all", topic, dimension, value }, "periods", topic, dimension, value);
    if (dimension !== "kind") continue;
    const few = originals(String(period), String(topic));
    // All less the reposts are the originals.
    if (value !== "repost") add(cell, null, "originals", period, topic);
    else if (few > 0 && few < FEWEST_AUTHORS) withheld.add(cell);
  }
  return { keys, authors: rows.map((row) => Number(row["authors"])), sums: [...sums.values()], withheld };
}

/** The cells of `breakdown` and `mention_cells` that have few authors, and those that would give them away. */
export async function hiddenLinked(
  warehouse: Warehouse,
  originals: (period: string, topic: string) => number,
): Promise<LinkedCells> {
  const rows = [
    ...(await warehouse.rows(`${breakdownSql()} order by all`)),
    ...(await warehouse.rows(`${MENTION_CELLS} order by all`)),
  ];
  const { keys, authors, sums, withheld } = linkedSums(rows, originals);
  return new Set([...hiddenLinkedCells(authors, sums, withheld)].map((cell) => keys[cell] as string));
}
