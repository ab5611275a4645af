import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type DataFrame,
  frameAssign,
  frameColumn,
  frameConcat,
  frameMerge,
  frameNumbers,
  frameOfRows,
  framePivot,
  frameRows,
  frameSelect,
  frameSort,
  frameWhere,
  readFrame,
  Warehouse,
} from "../../src/warehouse/index.ts";

let warehouse: Warehouse;
const read = (sql: string): Promise<DataFrame> => readFrame(warehouse, sql);

beforeAll(async () => {
  warehouse = await Warehouse.open({ path: ":memory:" });
});
afterAll(() => warehouse.close());

test("columns worked out row by row stand behind the others, or in their place", async () => {
  const frame = await read("select * from (values ('constructor', 3, 4), ('b', null, 2)) as t (topic, y, x)");
  const shares = frameAssign<{ y: number | null; x: number }>(frame, ({ y, x }, at) => ({
    share: y === null ? null : y / x,
    x: x * 10,
    ...(at === 1 ? { late: true } : {}),
  }));
  expect(shares.columns).toEqual(["topic", "y", "x", "share", "late"]);
  expect(frameRows(shares)).toEqual([
    { topic: "constructor", y: 3, x: 40, share: 0.75, late: null },
    { topic: "b", y: null, x: 20, share: null, late: true },
  ]);
});

test("rows are chosen and ordered, null last, ties as they were", async () => {
  const frame = await read(
    "select * from (values ('b', 1), ('a', null), ('c', 2), ('a', 2), (null, 1)) as t (k, n)",
  );
  const rowsOf = (one: DataFrame) => frameRows(one).map(({ k, n }) => [k, n]);
  expect(rowsOf(frameSort(frame, ["n", "k"], { descending: ["n"] }))).toEqual([
    ["a", 2],
    ["c", 2],
    ["b", 1],
    [null, 1],
    ["a", null],
  ]);
  expect(rowsOf(frameSort(frame, ["k"]))).toEqual([
    ["a", null],
    ["a", 2],
    ["b", 1],
    ["c", 2],
    [null, 1],
  ]);
  expect(rowsOf(frameWhere<{ n: number | null }>(frame, ({ n }) => n === 1))).toEqual([
    ["b", 1],
    [null, 1],
  ]);
  expect(frameSelect(frame, ["n"]).columns).toEqual(["n"]);
});

test("frames below each other have the columns of all, empty ones too", async () => {
  const [one, none] = [await read("select 'a' as k, 1 as n"), await read("select 1 as m where false")];
  expect(frameRows(frameConcat([none, one, frameAssign(one, () => ({ k: "b", late: 2 }))]))).toEqual([
    { m: null, k: "a", n: 1, late: null },
    { m: null, k: "b", n: 1, late: 2 },
  ]);
  expect(() => frameConcat([])).toThrow(/no frames/);
});

test("every partner makes a row, unless one is all there may be", async () => {
  const [left, right] = [
    await read("select * from (values ('a', 1), ('b', 2)) as t (k, n)"),
    await read("select * from (values ('a', 10), ('a', 11)) as t (k, n)"),
  ];
  expect(frameRows(frameMerge(left, right, { on: ["k"] }))).toEqual([
    { k: "a", n_x: 1, n_y: 10 },
    { k: "a", n_x: 1, n_y: 11 },
    { k: "b", n_x: 2, n_y: null },
  ]);
  expect(() => frameMerge(left, right, { on: ["k"], partners: "one" })).toThrow(/2 partners .*k = \["a"\]/);
  expect(() => frameMerge(left, right, { on: ["k"], suffixes: ["", ""] })).toThrow(/two columns .* n:/);
  expect(() => frameMerge(left, right, { on: ["q"] })).toThrow(/unknown column: q/);
});

test("keys of other names are both kept; a number is not the text of the same digits", async () => {
  const periods = await read(
    "select * from (values ('w2', 'w1', 5), ('w3', 'w2', 6)) as t (period, before, n)",
  );
  const beside = frameMerge(periods, periods, {
    ...{ leftOn: ["before"], rightOn: ["period"], how: "inner", suffixes: ["", "_then"] },
  });
  expect(frameRows(beside)).toEqual([
    { period: "w3", before: "w2", n: 6, period_then: "w2", before_then: "w1", n_then: 5 },
  ]);
  const [number, text] = [await read("select 1 as k"), await read("select '1' as k, true as found")];
  expect(frameRows(frameMerge(number, text, { on: ["k"] }))).toEqual([{ k: 1, found: null }]);
});

test("days merge as days, counts beyond 2^31 stay exact", async () => {
  const left = await read("select date '2026-05-04' as day, 9007199254740991 as n");
  const right = await read("select date '2026-05-04' as day, 4294967297 as m");
  expect(frameRows(frameMerge(left, right, { on: ["day"] }))).toEqual([
    { day: "2026-05-04", n: Number.MAX_SAFE_INTEGER, m: 4294967297 },
  ]);
});

test("empty frames keep their columns through every operation", async () => {
  const none = await read("select 'a' as k, 'x' as name, 1 as n where false");
  const wide = framePivot(none, { keys: ["k"], names: "name", values: ["n"], expected: ["x", "y"] });
  expect([wide.shape, wide.columns]).toEqual([
    [0, 3],
    ["k", "x_n", "y_n"],
  ]);
  expect(frameMerge(none, none, { on: ["k"] }).columns).toEqual(["k", "name_x", "n_x", "name_y", "n_y"]);
  expect(frameSort(none, ["n"]).columns).toEqual(["k", "name", "n"]);
  expect(frameWhere(none, () => true).columns).toEqual(["k", "name", "n"]);
  expect(frameAssign(none, () => ({ z: 1 })).columns).toEqual(["k", "name", "n"]);
  expect(wide.rename({ x_n: "first" }).columns).toEqual(["k", "first", "y_n"]);
  expect((await frameOfRows([], ["a", "b"])).columns).toEqual(["a", "b"]);
});

test("a pivot has the columns that are expected, whether rows have them or not", async () => {
  const long = await read("select * from (values ('a', 'net', 1), ('b', 'net', 2)) as t (k, name, n)");
  const wide = framePivot(long, { keys: ["k"], names: "name", values: ["n"], expected: ["negative", "net"] });
  expect(frameRows(wide)).toEqual([
    { k: "a", negative_n: null, net_n: 1 },
    { k: "b", negative_n: null, net_n: 2 },
  ]);
});

test("numbers for the statistics: null is NaN, true is 1; an unknown column is an error", async () => {
  const frame = await read("select unnest([1.5, null]) as n, unnest([true, false]) as yes");
  expect(frameNumbers(frame, "n")).toEqual(Float64Array.of(1.5, Number.NaN));
  expect(frameNumbers(frame, "yes")).toEqual(Float64Array.of(1, 0));
  expect(frameColumn(frame, "n")).toEqual([1.5, null]);
  expect(() => frameNumbers(frame, "m")).toThrow("unknown column: m; the frame has n, yes");
});

test("a column by which danfo would lose its own data is refused, others of any name are not", async () => {
  await expect(read("select 1 as values")).rejects.toThrow(/invalid column of a frame: values/);
  await expect(read("select 1 as constructor")).rejects.toThrow(/invalid column/);
  const frame = await read('select 1 as "__proto__", 2 as sample, 3 as count');
  expect(frame.columns).toEqual(["__proto__", "sample", "count"]);
  expect(frameColumn(frameSort(frame, ["sample"]), "__proto__")).toEqual([1]);
});
