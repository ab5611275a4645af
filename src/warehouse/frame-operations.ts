import type { DataFrame } from "danfojs-node";
import { queryArrow } from "./arrow.ts";
import { danfo, frameColumns, frameOfArrow } from "./frames.ts";
import type { Cell, Row } from "./values.ts";
import type { Warehouse } from "./warehouse.ts";

/** The result of a query as a data frame, by way of Arrow; see {@link frameOfArrow} for the types. */
export async function readFrame(warehouse: Warehouse, sql: string): Promise<DataFrame> {
  return frameOfArrow(await queryArrow(warehouse, sql));
}

/** The rows of a frame, as `write` of a step takes them; NaN as NULL. */
export function frameRows(frame: DataFrame): Row[] {
  const columns = [...frameColumns(frame)];
  return Array.from(frame.index, (_, at) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[at] ?? null])),
  );
}

/** A frame of columns of one length. danfo wants at least one row to know the columns of a frame. */
async function frameOf(columns: ReadonlyMap<string, Cell[]>): Promise<DataFrame> {
  const { DataFrame: Frame } = await danfo();
  const length = columns.values().next().value?.length ?? 0;
  if (length === 0) return new Frame([], { columns: [...columns.keys()] });
  const rows = Array.from({ length }, (_, at) => [...columns.values()].map((values) => values[at] ?? null));
  return new Frame(rows, { columns: [...columns.keys()] });
}

const keysOf = (columns: ReadonlyMap<string, Cell[]>, names: readonly string[], length: number): string[] =>
  Array.from({ length }, (_, at) => JSON.stringify(names.map((name) => columns.get(name)?.[at] ?? null)));

/**
 * A long frame made wide: one row per value of `keys`, in order of first appearance, and a column `<name>_<value>` for each
 * name in column `names` and each of `values`; null where a key lacks the name, the last row where it has it twice.
 */
export async function framePivot(
  frame: DataFrame,
  { keys, names, values }: { keys: readonly string[]; names: string; values: readonly string[] },
): Promise<DataFrame> {
  const columns = frameColumns(frame);
  const rowKeys = keysOf(columns, keys, frame.index.length);
  const named = columns.get(names) ?? [];
  const place = new Map<string, number>();
  const first: number[] = [];
  rowKeys.forEach((key, at) => {
    if (place.has(key)) return;
    place.set(key, first.length);
    first.push(at);
  });
  const wide = new Map(keys.map((name) => [name, first.map((at) => columns.get(name)?.[at] ?? null)]));
  rowKeys.forEach((key, at) => {
    for (const value of values) {
      const name = `${String(named[at])}_${value}`;
      const cells = wide.get(name) ?? new Array<Cell>(first.length).fill(null);
      cells[place.get(key)!] = columns.get(value)?.[at] ?? null;
      wide.set(name, cells);
    }
  });
  return frameOf(wide);
}

/**
 * Two frames side by side where their `on` columns agree (NULL agrees with NULL); of `right` the first row that does, columns that
 * both have from `left`. danfo's own `merge` takes keys such as `a_b`, `c` and `a`, `b_c` for one.
 *
 * @param how `left` keeps rows of `left` without a partner, with null; `inner` does not
 */
export async function frameMerge(
  left: DataFrame,
  right: DataFrame,
  { on, how = "left" }: { on: readonly string[]; how?: "left" | "inner" },
): Promise<DataFrame> {
  const [ours, theirs] = [frameColumns(left), frameColumns(right)];
  const partner = new Map<string, number>();
  keysOf(theirs, on, right.index.length).forEach((key, at) => {
    if (!partner.has(key)) partner.set(key, at);
  });
  const partners = keysOf(ours, on, left.index.length).map((key) => partner.get(key));
  const kept = [...partners.keys()].filter((at) => how === "left" || partners[at] !== undefined);
  const merged = new Map([...ours].map(([name, cells]) => [name, kept.map((at) => cells[at] ?? null)]));
  for (const [name, cells] of theirs) {
    if (merged.has(name)) continue;
    merged.set(
      name,
      kept.map((at) => (partners[at] === undefined ? null : (cells[partners[at]] ?? null))),
    );
  }
  return frameOf(merged);
}

/**
 * `work` over each window of the last `window` values of a column, NULL left out; null where fewer than `fewest` are known.
 * As long as the frame, to be put back by `frame.addColumn(name, values)`.
 */
export function frameRolling(
  frame: DataFrame,
  column: string,
  { window, fewest = window, work }: { window: number; fewest?: number; work: (values: number[]) => number },
): (number | null)[] {
  const cells = frameColumns(frame).get(column) ?? [];
  return cells.map((_, at) => {
    const known = cells
      .slice(Math.max(0, at - window + 1), at + 1)
      .filter((cell) => typeof cell === "number");
    return known.length < fewest ? null : work(known);
  });
}
