import { afterAll, beforeAll, expect, test } from "vitest";
import {
  danfo,
  frameColumns,
  frameGroups,
  frameMerge,
  frameOfArrow,
  framePivot,
  frameRolling,
  frameRows,
  queryArrow,
  readFrame,
  Warehouse,
  writeRows,
} from "../../src/warehouse/index.ts";

let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await Warehouse.open({ path: ":memory:" });
  await warehouse.run(`create table given as select * from (values
    ('constructor', 1, 0.1, true, date '2026-05-04', timestamp '2026-05-04 10:00:00'),
    ('__proto__', 2, null, false, null, null),
    ('constructor', 9007199254740991, 1e300, null, date '2026-05-06', timestamp '2026-05-06 00:00:00.5')
  ) as t (name, n, x, yes, day, moment)`);
});

afterAll(() => warehouse.close());

test("a frame is what its Arrow table is", async () => {
  const sql = "select * from given";
  const frame = await frameOfArrow(await queryArrow(warehouse, sql));
  expect(frameRows(frame)).toEqual(frameRows(await readFrame(warehouse, sql)));
});

test("long to wide and back to the database, whatever the names", async () => {
  const long = await readFrame(
    warehouse,
    "select * from (values ('a_b', 'x', 1, 2.5), ('a_b', '__proto__', 3, null), ('constructor', 'x', 5, 6)) as t (topic, measure, y, n)",
  );
  const wide = framePivot(long, { keys: ["topic"], names: "measure", values: ["y", "n"] });
  expect(frameRows(wide)).toEqual([
    { topic: "a_b", x_y: 1, x_n: 2.5, __proto___y: 3, __proto___n: null },
    { topic: "constructor", x_y: 5, x_n: 6, __proto___y: null, __proto___n: null },
  ]);
  await writeRows(warehouse, "wide", { topic: "VARCHAR", x_n: "DOUBLE" }, frameRows(wide));
  expect(await warehouse.rows("select * from wide")).toEqual([
    { topic: "a_b", x_n: 2.5 },
    { topic: "constructor", x_n: 6 },
  ]);
});

test("merging does not take two pairs of keys for one, and NULL agrees with NULL", async () => {
  const left = await readFrame(
    warehouse,
    "select * from (values ('a_b', 'c', 1), ('a', 'b_c', 2), (null, 'c', 3)) as t (k, l, n)",
  );
  const right = await readFrame(
    warehouse,
    "select * from (values ('a', 'b_c', 20, 7), (null, 'c', 30, 8), ('a', 'b_c', 21, 9)) as t (k, l, m, n)",
  );
  const suffixes = ["", "_right"] as const;
  expect(frameRows(frameMerge(left, right, { on: ["k", "l"], suffixes }))).toEqual([
    { k: "a_b", l: "c", n: 1, m: null, n_right: null },
    { k: "a", l: "b_c", n: 2, m: 20, n_right: 7 },
    { k: "a", l: "b_c", n: 2, m: 21, n_right: 9 },
    { k: null, l: "c", n: 3, m: 30, n_right: 8 },
  ]);
  const inner = frameMerge(left, right, { on: ["k", "l"], how: "inner", suffixes });
  expect(frameColumns(inner).get("n")).toEqual([2, 2, 3]);
});

test("rolling windows leave NULL out and say nothing of too few values", async () => {
  const frame = await readFrame(
    warehouse,
    "select unnest([1, null, 3, 4, 5])::double as n, unnest([0, 1, 2, 3, 4]) as day",
  );
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  expect(frameRolling(frame, "n", { window: 3, work: sum })).toEqual([null, null, null, null, 12]);
  expect(frameRolling(frame, "n", { window: 2, fewest: 1, work: sum })).toEqual([1, 1, 3, 7, 9]);
});

test("a query's result is a frame with full precision and null for NULL", async () => {
  const frame = await readFrame(warehouse, "select * from given");
  expect(frame.shape).toEqual([3, 6]);
  expect([...frameColumns(frame)]).toEqual([
    ["name", ["constructor", "__proto__", "constructor"]],
    ["n", [1, 2, Number.MAX_SAFE_INTEGER]],
    ["x", [0.1, null, 1e300]],
    ["yes", [true, false, null]],
    ["day", ["2026-05-04", null, "2026-05-06"]],
    ["moment", ["2026-05-04T10:00:00.000Z", null, "2026-05-06T00:00:00.500Z"]],
  ]);
});

test("the library works out what it borrows from mathjs", async () => {
  const { DataFrame } = await danfo();
  const frame = new DataFrame({ topic: ["a", "b", "a"], n: [1, 4, 6] });
  const summary = frame.column("n").describe().values as number[];
  expect(summary.map((value) => Math.round(value * 100) / 100)).toEqual([3, 3.67, 2.52, 1, 4, 6, 6.33]);
  expect(frame.groupby(["topic"]).col(["n"]).mean().values).toEqual([
    ["a", 3.5],
    ["b", 4],
  ]);
});

test("groups come in order of appearance, whatever their names", async () => {
  const frame = await readFrame(warehouse, "select name, n from given");
  const groups = frameGroups(frame, ["name"]);
  expect(groups.map(({ key }) => key)).toEqual([["constructor"], ["__proto__"]]);
  expect(groups.map(({ group }) => frameColumns(group).get("n"))).toEqual([
    [1, Number.MAX_SAFE_INTEGER],
    [2],
  ]);
});

test("an empty result is an empty frame", async () => {
  const frame = await readFrame(warehouse, "select * from given where false");
  expect(frameGroups(frame, ["name"])).toEqual([]);
});

test("hashes keep their digits as text; times, intervals and bytes come as text", async () => {
  const frame = await readFrame(
    warehouse,
    `select * from (values
      (18446744073709551615::ubigint, 1::ubigint, time '10:00:00', interval 1 day, '\\xAA'::blob),
      (1::ubigint, null, null, null, null)
    ) as t (hash, n, hour, span, bytes)`,
  );
  expect(frameRows(frame)).toEqual([
    { hash: "18446744073709551615", n: 1, hour: "10:00:00", span: "1 day", bytes: "aa" },
    { hash: "1", n: null, hour: null, span: null, bytes: null },
  ]);
  const near = await readFrame(
    warehouse,
    "select unnest([9007199254740993, 9007199254740992])::bigint as key, 1 as n",
  );
  expect(frameGroups(near, ["key"])).toHaveLength(2);
});

test("a pivot has no column for rows without a name", async () => {
  const long = await readFrame(warehouse, "select 'a' as topic, null as measure, 1 as y");
  expect(() => framePivot(long, { keys: ["topic"], names: "measure", values: ["y"] })).toThrow(
    "a row without measure has no column to stand in",
  );
});
