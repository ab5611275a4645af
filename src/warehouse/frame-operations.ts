import type { DataFrame } from "danfojs-node/dist/danfojs-base/index.js";
import { EarshotError } from "../errors.ts";
import { type Cells, frameColumn, frameColumns, frameLike, frameRows, rowsLike } from "./frames.ts";
import type { Cell, Row } from "./values.ts";

/** One key per row from the values of some columns, whatever they hold. Throws for an unknown column. */
export function rowKeys(frame: DataFrame, names: readonly string[]): string[] {
  const columns = names.map((name) => frameColumn(frame, name));
  return Array.from(frame.index, (_, at) => JSON.stringify(columns.map((cells) => cells[at])));
}

const rowsAt = (frame: DataFrame, places: readonly number[]): DataFrame =>
  frameLike(
    frame,
    new Map([...frameColumns(frame)].map(([name, cells]) => [name, places.map((at) => cells[at] ?? null)])),
  );

/**
 * Columns worked out row by row, put behind the others or in place of those of the same name; pandas' `assign`.
 *
 * @param work gets a row as `frameRows` gives it; `T` says what it holds. Columns that only some rows are given are null elsewhere
 */
export function frameAssign<T = Row>(frame: DataFrame, work: (row: T, at: number) => Cells): DataFrame {
  const rows = frameRows<T>(frame);
  return rowsLike(
    frame,
    rows.map((row, at): Cells => ({ ...row, ...work(row, at) })),
    frame.columns,
  );
}

/** The rows for which `keep` holds, in their order; pandas' boolean indexing. danfo's `query` fails on an empty frame. */
export function frameWhere<T = Row>(frame: DataFrame, keep: (row: T) => boolean): DataFrame {
  return rowsAt(
    frame,
    frameRows<T>(frame).flatMap((row, at) => (keep(row) ? [at] : [])),
  );
}

/** These columns in this order; pandas' `frame[columns]`. danfo's `loc` takes seconds for 100,000 rows. Throws for an unknown column. */
export function frameSelect(frame: DataFrame, columns: readonly string[]): DataFrame {
  return frameLike(frame, new Map(columns.map((name) => [name, frameColumn(frame, name)])));
}

function compared(a: Cell, b: Cell, descending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b === descending ? 1 : -1;
}

/**
 * Rows ordered by some columns, null last, ties as they were; texts by their code units. danfo's `sortValues` takes one column
 * and fails on null.
 *
 * @param descending columns of `by` with the largest first
 */
export function frameSort(
  frame: DataFrame,
  by: readonly string[],
  { descending = [] }: { descending?: readonly string[] } = {},
): DataFrame {
  const columns = by.map((name) => ({ cells: frameColumn(frame, name), down: descending.includes(name) }));
  const places = Array.from(frame.index, (_, at) => at).sort((a, b) => {
    for (const { cells, down } of columns) {
      const order = compared(cells[a] ?? null, cells[b] ?? null, down);
      if (order !== 0) return order;
    }
    return a - b;
  });
  return rowsAt(frame, places);
}

/**
 * Frames one below the other; a column that one of them lacks is null there. danfo's `concat` fails on empty frames.
 * Throws where there is no frame.
 */
export function frameConcat(frames: readonly DataFrame[]): DataFrame {
  const [first] = frames;
  if (!first) throw new EarshotError("no frames to put together");
  return rowsLike(
    first,
    frames.flatMap((frame) => frameRows<Row>(frame)),
    frames.flatMap((frame) => frame.columns),
  );
}

/**
 * A long frame made wide: one row per value of `keys`, in order of first appearance, and a column `<name>_<value>` for each
 * name in column `names` and each of `values`; null where a key lacks the name, the last row where it has it twice.
 *
 * @param expected names that get their columns even where no row has them. An empty frame gives `keys` and these
 * @throws EarshotError where a row has no name
 */
export function framePivot(
  frame: DataFrame,
  {
    keys,
    names,
    values,
    expected = [],
  }: { keys: readonly string[]; names: string; values: readonly string[]; expected?: readonly string[] },
): DataFrame {
  const columns = frameColumns(frame);
  const named = frameColumn(frame, names).map((name) => {
    if (name === null)
      throw new EarshotError(`a row without ${names} has no column to stand in`, {
        remedy: "Leave such rows out, or name them: `coalesce(…, 'none')`.",
      });
    return String(name);
  });
  const place = new Map<string, number>();
  const first: number[] = [];
  const places = rowKeys(frame, keys).map((key, at) => {
    const found = place.get(key) ?? first.push(at) - 1;
    place.set(key, found);
    return found;
  });
  const wide = new Map(keys.map((name) => [name, first.map((at) => columns.get(name)?.[at] ?? null)]));
  for (const name of new Set([...expected, ...named])) {
    for (const value of values) wide.set(`${name}_${value}`, new Array<Cell>(first.length).fill(null));
  }
  for (const value of values) {
    const cells = frameColumn(frame, value);
    places.forEach((row, at) => {
      wide.get(`${named[at]}_${value}`)![row] = cells[at] ?? null;
    });
  }
  return frameLike(frame, wide);
}

export interface Merging {
  /** Columns that must agree, of the same names in both. */
  on?: readonly string[];
  /** Or columns of the left one, and as many of the right one, which are both kept. */
  leftOn?: readonly string[];
  rightOn?: readonly string[];
  /** `left` keeps rows of the left one without a partner, with null; `inner` does not. Default: left. */
  how?: "left" | "inner";
  /** Put behind the names of columns that both have. Default: `_x` and `_y`, as in pandas. */
  suffixes?: readonly [string, string];
  /** `one`: throws where a row of the left one has several partners. Default: each of them makes a row. */
  partners?: "one" | "many";
}

function partnersOf(right: DataFrame, on: readonly string[]): Map<string, number[]> {
  const partners = new Map<string, number[]>();
  rowKeys(right, on).forEach((key, at) => {
    const found = partners.get(key);
    if (found) found.push(at);
    else partners.set(key, [at]);
  });
  return partners;
}

/** Places in the left and the right frame that stand side by side; -1 for none. */
function pairsOf(left: DataFrame, right: DataFrame, merging: Merging): [number, number][] {
  const { on = [], leftOn = on, rightOn = on, how = "left", partners: allowed = "many" } = merging;
  const partners = partnersOf(right, rightOn);
  const alone = how === "left" ? [-1] : [];
  return rowKeys(left, leftOn).flatMap((key, at) => {
    const found = partners.get(key) ?? alone;
    if (allowed === "one" && found.length > 1) {
      throw new EarshotError(
        `${found.length} partners where there may be one: ${leftOn.join(", ")} = ${key}`,
      );
    }
    return found.map((other): [number, number] => [at, other]);
  });
}

/**
 * Two frames side by side where their columns `on` agree (null agrees with null), in the order of `left`; pandas' `merge`. danfo's
 * takes keys such as `a_b`, `c` and `a`, `b_c` for one. A day and a moment, or a number and a text, never agree: cast one of them
 * in SQL. Throws for an unknown column.
 */
export function frameMerge(left: DataFrame, right: DataFrame, merging: Merging): DataFrame {
  const { on = [], suffixes = ["_x", "_y"] } = merging;
  const [ours, theirs] = [frameColumns(left), frameColumns(right)];
  const pairs = pairsOf(left, right, merging);
  const both = (name: string) => ours.has(name) && theirs.has(name) && !on.includes(name);
  const merged = new Map<string, Cell[]>();
  for (const [name, cells] of ours) {
    merged.set(
      both(name) ? name + suffixes[0] : name,
      pairs.map(([at]) => cells[at] ?? null),
    );
  }
  for (const [name, cells] of theirs) {
    if (on.includes(name)) continue;
    const named = both(name) ? name + suffixes[1] : name;
    if (merged.has(named))
      throw new EarshotError(`two columns would be called ${named}: give other suffixes`);
    merged.set(
      named,
      pairs.map(([, at]) => cells[at] ?? null),
    );
  }
  return frameLike(left, merged);
}
