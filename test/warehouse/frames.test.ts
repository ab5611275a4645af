import { afterAll, beforeAll, expect, test } from "vitest";
import {
  arrowOfFrame,
  frameColumns,
  frameGroups,
  frameOfArrow,
  frameRows,
  readFrame,
  Warehouse,
  writeFrame,
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

test("a query's result is a frame with full precision and null for NULL", async () => {
  const frame = await readFrame(warehouse, "select * from given");
  expect(frame.shape).toEqual([3, 6]);
  expect(frameRows(frame)).toEqual([
    { name: "constructor", n: 1, x: 0.1, yes: true, day: "2026-05-04", moment: "2026-05-04T10:00:00.000Z" },
    { name: "__proto__", n: 2, x: null, yes: false, day: null, moment: null },
    {
      name: "constructor",
      n: Number.MAX_SAFE_INTEGER,
      x: 1e300,
      yes: null,
      day: "2026-05-06",
      moment: "2026-05-06T00:00:00.500Z",
    },
  ]);
});

test("frame → table → frame, and frame → Arrow → frame, lose nothing", async () => {
  const frame = await readFrame(warehouse, "select * from given");
  const types = {
    name: "VARCHAR",
    n: "BIGINT",
    x: "DOUBLE",
    yes: "BOOLEAN",
    day: "DATE",
    moment: "TIMESTAMP",
  };
  expect(await writeFrame(warehouse, "copied", types, frame)).toBe(3);
  expect(await warehouse.rows("select * from copied except all select * from given")).toEqual([]);
  expect(await warehouse.count("copied")).toBe(3);
  expect(frameRows(await frameOfArrow(await arrowOfFrame(frame)))).toEqual(frameRows(frame));
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
  expect(frameRows(frame)).toEqual([]);
  expect(frameGroups(frame, ["name"])).toEqual([]);
});
