import { afterAll, beforeAll, expect, test } from "vitest";
import {
  danfo,
  frameColumns,
  frameGroups,
  frameOfArrow,
  queryArrow,
  Warehouse,
} from "../../src/warehouse/index.ts";

let warehouse: Warehouse;

const readFrame = async (sql: string) => frameOfArrow(await queryArrow(warehouse, sql));

beforeAll(async () => {
  warehouse = await Warehouse.open({ path: ":memory:" });
  await warehouse.run(`create table given as select * from (values
    ('constructor', 1, 0.1, true, date '2026-05-04', timestamp '2026-05-04 10:00:00'),
    ('__proto__', 2, null, false, null, null),
    ('constructor', 9007199254740991, 1e300, null, date '2026-05-06', timestamp '2026-05-06 00:00:00.5')
  ) as t (name, n, x, yes, day, moment)`);
});

afterAll(() => warehouse.close());

test("a query's result is a frame with full precision and null for NULL", async () => {
  const frame = await readFrame("select * from given");
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
  const frame = await readFrame("select name, n from given");
  const groups = frameGroups(frame, ["name"]);
  expect(groups.map(({ key }) => key)).toEqual([["constructor"], ["__proto__"]]);
  expect(groups.map(({ group }) => frameColumns(group).get("n"))).toEqual([
    [1, Number.MAX_SAFE_INTEGER],
    [2],
  ]);
});

test("an empty result is an empty frame", async () => {
  const frame = await readFrame("select * from given where false");
  expect(frameGroups(frame, ["name"])).toEqual([]);
});
