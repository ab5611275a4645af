import type { DataFrame } from "danfojs-node/dist/danfojs-base/index.js";
import { rowKeys } from "./frame-operations.ts";
import { type Cells, frameColumn, frameColumns, frameLike, rowsLike } from "./frames.ts";
import type { Cell } from "./values.ts";

/** Places of the rows of each group, in order of first appearance. */
function placesOf(frame: DataFrame, keys: readonly string[]): number[][] {
  const groups = new Map<string, number[]>();
  rowKeys(frame, keys).forEach((key, at) => {
    const group = groups.get(key);
    if (group) group.push(at);
    else groups.set(key, [at]);
  });
  return [...groups.values()];
}

/**
 * The frame cut by the values of some columns, in order of first appearance; null is a value like others. Empty for an empty
 * frame; without `keys` the whole frame is one group. danfo's own `groupby` joins keys by `-`, so that `a-b`, `c` and `a`, `b-c` are one,
 * and keeps them in plain objects, so that it fails on `constructor`.
 */
export function frameGroups(frame: DataFrame, keys: readonly string[]): { key: Cell[]; group: DataFrame }[] {
  const columns = [...frameColumns(frame)];
  const keyed = keys.map((name) => frameColumn(frame, name));
  return placesOf(frame, keys).map((rows) => ({
    key: keyed.map((cells) => cells[rows[0]!] ?? null),
    group: frameLike(
      frame,
      new Map(columns.map(([name, cells]) => [name, rows.map((at) => cells[at] ?? null)])),
    ),
  }));
}

/**
 * What `work` makes of each group, below each other, behind the columns of the key; pandas' `groupby(keys).apply(work)`.
 *
 * @param work gives one row, several or none
 * @param columns what the rows have besides the keys, for where no group gives one: the frame has them all the same
 */
export function frameApply(
  frame: DataFrame,
  keys: readonly string[],
  work: (group: DataFrame, key: readonly Cell[]) => Cells | readonly Cells[],
  columns: readonly string[] = [],
): DataFrame {
  const rows = frameGroups(frame, keys).flatMap(({ key, group }) => {
    const named = Object.fromEntries(keys.map((name, at) => [name, key[at]]));
    const made = work(group, key);
    return (Array.isArray(made) ? made : [made]).map((cells: Cells): Cells => ({ ...named, ...cells }));
  });
  return rowsLike(frame, rows, [...keys, ...columns]);
}

const numbersOf = (cells: readonly Cell[]) => cells.filter((cell) => cell !== null).map(Number);

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const mean = (numbers: readonly number[]) => (numbers.length > 0 ? sum(numbers) / numbers.length : null);

/** Standard deviation with n − 1; null under two numbers, of which danfo says 0. */
function deviation(numbers: readonly number[]): number | null {
  if (numbers.length < 2) return null;
  const centre = sum(numbers) / numbers.length;
  return Math.sqrt(sum(numbers.map((one) => (one - centre) ** 2)) / (numbers.length - 1));
}

/** A quantile, linear between the two values next to it, as pandas and DuckDB's `quantile_cont` have it. danfo has none. */
function quantile(numbers: readonly number[], part: number): number | null {
  if (numbers.length === 0) return null;
  const order = [...numbers].sort((a, b) => a - b);
  const place = part * (order.length - 1);
  const [below, above] = [order[Math.floor(place)]!, order[Math.ceil(place)]!];
  return below + (above - below) * (place - Math.floor(place));
}

/** The least value, of texts by their code units. */
const extreme = (cells: readonly Cell[], least: boolean): Cell =>
  cells.reduce((best, cell) => (best === null || cell! < best === least ? cell : best), null);

type Summarize = (cells: Cell[]) => Cell | undefined;

/** Ways to sum up the values of a column that are not null. */
const SUMMARIES = {
  count: (cells) => cells.length,
  nunique: (cells) => new Set(cells.map((cell) => JSON.stringify(cell))).size,
  sum: (cells) => sum(numbersOf(cells)),
  mean: (cells) => mean(numbersOf(cells)),
  median: (cells) => quantile(numbersOf(cells), 0.5),
  std: (cells) => deviation(numbersOf(cells)),
  min: (cells) => extreme(cells, true),
  max: (cells) => extreme(cells, false),
  first: (cells) => cells[0],
  last: (cells) => cells.at(-1),
} satisfies Record<string, Summarize>;

/** A column and how it is summed up: by name, or by a function of its values that are not null. */
export type Summary = readonly [
  column: string,
  by: keyof typeof SUMMARIES | ((cells: Cell[]) => Cell | undefined),
];

/**
 * One row per group with the columns of `keys` and the given summaries; pandas' `groupby(keys).agg(name = (column, by))`. Nulls
 * are left out: `sum` and `count` of nothing are 0, the others null. `std` divides by n − 1.
 */
export function frameGroup(
  frame: DataFrame,
  keys: readonly string[],
  summaries: Readonly<Record<string, Summary>>,
): DataFrame {
  const made = Object.entries(summaries).map(([name, [column, by]]) => ({
    name,
    cells: frameColumn(frame, column),
    work: (typeof by === "function" ? by : SUMMARIES[by]) as Summarize,
  }));
  const keyed = keys.map((name) => frameColumn(frame, name));
  const groups = placesOf(frame, keys);
  const columns = new Map(keys.map((name, k) => [name, groups.map((rows) => keyed[k]![rows[0]!] ?? null)]));
  for (const { name, cells, work } of made) {
    const known = groups.map((rows) => rows.map((at) => cells[at] ?? null).filter((cell) => cell !== null));
    columns.set(
      name,
      known.map((values) => work(values) ?? null),
    );
  }
  return frameLike(frame, columns);
}

/**
 * Columns of numbers described: one row per group of `by` and column with `column`, `count` and `missing` (null), `mean`, `std`, `min`, `q25`,
 * `median`, `q75`, `max`. danfo's `describe` fails on null. Without `columns` all that hold numbers and are not in `by`.
 */
export function frameDescribe(
  frame: DataFrame,
  columns?: readonly string[],
  { by = [] }: { by?: readonly string[] } = {},
): DataFrame {
  const numeric = [...frameColumns(frame)]
    .filter(([name, cells]) => !by.includes(name) && cells.some((cell) => typeof cell === "number"))
    .map(([name]) => name);
  return frameApply(frame, by, (group) =>
    (columns ?? numeric).map((column) => {
      const cells = frameColumn(group, column);
      const numbers = numbersOf(cells);
      return {
        ...{ column, count: numbers.length, missing: cells.length - numbers.length },
        ...{
          mean: mean(numbers),
          std: deviation(numbers),
          min: quantile(numbers, 0),
        },
        ...{
          q25: quantile(numbers, 0.25),
          median: quantile(numbers, 0.5),
          q75: quantile(numbers, 0.75),
        },
        max: quantile(numbers, 1),
      };
    }),
  );
}

/**
 * `work` (default: the mean) over each window of the last `window` values of a column, null left out; null where fewer than `fewest`
 * are known. As long as the frame, for `frameAssign(frame, (_, at) => ({ name: values[at] }))`; with `by` no window reaches into
 * another group.
 */
export function frameRolling(
  frame: DataFrame,
  column: string,
  {
    window,
    fewest = window,
    by = [],
    work = mean,
  }: {
    window: number;
    fewest?: number;
    by?: readonly string[];
    work?: (values: number[]) => number | null;
  },
): (number | null)[] {
  const cells = frameColumn(frame, column);
  const rolled = new Array<number | null>(cells.length).fill(null);
  for (const rows of placesOf(frame, by)) {
    rows.forEach((at, place) => {
      const seen = rows.slice(Math.max(0, place - window + 1), place + 1);
      const known = seen.map((row) => cells[row]).filter((cell) => typeof cell === "number");
      rolled[at] = known.length < fewest ? null : work(known);
    });
  }
  return rolled;
}
