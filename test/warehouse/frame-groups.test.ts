import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type DataFrame,
  frameApply,
  frameColumn,
  frameDescribe,
  frameGroup,
  frameGroups,
  frameRolling,
  frameRows,
  readFrame,
  Warehouse,
} from "../../src/warehouse/index.ts";

let warehouse: Warehouse;
let days: DataFrame;
const read = (sql: string): Promise<DataFrame> => readFrame(warehouse, sql);

beforeAll(async () => {
  warehouse = await Warehouse.open({ path: ":memory:" });
  days = await read(`select * from (values
    ('a-b', 'c', date '2026-05-04', 1, 4294967296),
    ('a', 'b-c', date '2026-05-05', 2, 1),
    ('a-b', 'c', date '2026-05-06', null, 1),
    ('constructor', null, null, 5, null),
    ('a-b', 'c', date '2026-05-05', 4, 2)
  ) as t (topic, view, day, n, big)`);
});
afterAll(() => warehouse.close());

test("summaries of each group: keys that look alike when joined are two, null is a key", () => {
  const summed = frameGroup(days, ["topic", "view"], {
    mentions: ["n", "sum"],
    known: ["n", "count"],
    mean: ["n", "mean"],
    std: ["n", "std"],
    first_day: ["day", "min"],
    last_day: ["day", "max"],
    big: ["big", "sum"],
    distinct: ["big", "nunique"],
    widest: ["n", (cells) => Math.max(...cells.map(Number)) - Math.min(...cells.map(Number))],
  });
  expect(frameRows(summed)).toEqual([
    {
      ...{ topic: "a-b", view: "c", mentions: 5, known: 2, mean: 2.5, std: Math.sqrt(4.5), widest: 3 },
      ...{ first_day: "2026-05-04", last_day: "2026-05-06", big: 4294967299, distinct: 3 },
    },
    {
      ...{ topic: "a", view: "b-c", mentions: 2, known: 1, mean: 2, std: null, widest: 0 },
      ...{ first_day: "2026-05-05", last_day: "2026-05-05", big: 1, distinct: 1 },
    },
    {
      ...{ topic: "constructor", view: null, mentions: 5, known: 1, mean: 5, std: null, widest: 0 },
      ...{ first_day: null, last_day: null, big: 0, distinct: 0 },
    },
  ]);
});

test("without keys the whole frame is one group; without rows there is none", async () => {
  expect(frameRows(frameGroup(days, [], { n: ["n", "median"] }))).toEqual([{ n: 3 }]);
  const none = await read("select 1 as k, 2 as n where false");
  expect(frameGroups(none, ["k"])).toEqual([]);
  expect(frameGroup(none, ["k"], { n: ["n", "sum"] }).columns).toEqual(["k", "n"]);
  expect(frameApply(none, ["k"], () => ({ z: 1 })).columns).toEqual(["k"]);
  expect(frameApply(none, ["k"], () => ({ z: 1 }), ["z"]).columns).toEqual(["k", "z"]);
  expect(frameApply(days, ["topic"], () => [], ["z"]).columns).toEqual(["topic", "z"]);
  expect(() => frameGroup(days, ["topik"], {})).toThrow(/unknown column: topik/);
});

test("what is made of a group may be no row, one or several", () => {
  const made = frameApply(days, ["topic"], (group, [topic]) =>
    topic === "a" ? [] : frameColumn(group, "n").map((n) => ({ n })),
  );
  expect(frameRows(made)).toEqual([
    { topic: "a-b", n: 1 },
    { topic: "a-b", n: null },
    { topic: "a-b", n: 4 },
    { topic: "constructor", n: 5 },
  ]);
});

test("a description is DuckDB's, nulls counted apart", async () => {
  const described = frameDescribe(days, ["n"], { by: ["topic"] });
  const expected = await warehouse.rows(`
    select topic, 'n' as "column", count(n) as count, count(*) - count(n) as missing, avg(n) as mean, stddev_samp(n) as std,
      min(n)::double as min, quantile_cont(n, 0.25) as q25, median(n) as median, quantile_cont(n, 0.75) as q75, max(n)::double as max
    from (values ('a-b', 1), ('a', 2), ('a-b', null), ('constructor', 5), ('a-b', 4)) as t (topic, n)
    group by topic order by topic <> 'a-b', topic`);
  expect(frameRows(described)).toEqual(expected);
  expect(frameColumn(frameDescribe(days), "column")).toEqual(["n", "big"]);
});

test("no window reaches into another group", async () => {
  const frame = await read(
    "select * from (values ('a', 1), ('b', 10), ('a', 3), ('b', null), ('a', 5), ('b', 30)) as t (k, n)",
  );
  expect(frameRolling(frame, "n", { window: 2, by: ["k"] })).toEqual([null, null, 2, null, 4, null]);
  expect(frameRolling(frame, "n", { window: 2, fewest: 1, by: ["k"] })).toEqual([1, 10, 2, 10, 4, 30]);
});
