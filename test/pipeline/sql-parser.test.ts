import { afterAll, beforeAll, expect, test } from "vitest";
import { SqlParser } from "../../src/pipeline/sql-parser.ts";

let parser: SqlParser;
beforeAll(async () => {
  parser = await SqlParser.open();
});
afterAll(() => parser.close());

const tablesOf = async (sql: string) => {
  const { query, problem } = await parser.parse(sql);
  if (!query) throw new Error(`${sql}: ${problem?.message}`);
  const names = query.tables.map((table) => (table.schema ? `${table.schema}.${table.name}` : table.name));
  return [...new Set(names)].sort().join(" ");
};

test.each([
  ["select 1", ""],
  ["from t", "t"],
  ["table t", "t"],
  ["select * from a, b as x join c using (id) left join d on true", "a b c d"],
  [
    "select * from a asof join b using (t) positional join c semi join d on true anti join e on true",
    "a b c d e",
  ],
  ["with x as (select * from a), y as (select * from x join b using (i)) select * from y", "a b"],
  ["with a as (select * from a) select * from a", "a"],
  ["with x as (select 1) select * from main.x, x", "main.x"],
  ["select * from (with x as (from inner_table) from x) cross join x", "inner_table x"],
  [
    "with recursive r as (select 1 as n from seed union all select n + 1 from r, limits) from r",
    "limits seed",
  ],
  [
    "with recursive r(a, b) using key (a) as (select 1, 2 union select a + 1, b from recurring.r, r, k) from r",
    "k",
  ],
  ["select (select max(v) from s1) from t where x in (select y from s2) and exists (from s3)", "s1 s2 s3 t"],
  ["select * from t where x in (table u)", "t u"],
  ["from a union all by name from b except from c intersect from d", "a b c d"],
  ["from a, lateral (select * from b where b.x = a.x), unnest(a.list)", "a b"],
  ['select * from "Odd ""Name""" join "sele ct" using (x)', 'Odd "Name" sele ct'],
  ["pivot cities on year using sum(population) group by country", "cities"],
  [
    "pivot (select * from cities join c2 using (id)) on year || '_' || name, kind in ('a') using sum(n)",
    "c2 cities",
  ],
  ["pivot a join b on a.x = b.x on y", "a b"],
  ["select * from (pivot t on (y, z) using count(*)) p join q using (k)", "q t"],
  ["from t pivot (sum(v) for y in (1, 2))", "t"],
  ["with c as (from base) pivot c on x using count(*)", "base"],
  ["unpivot t on columns(* exclude id) into name k value v", "t"],
  ["from t unpivot (v for k in (a, b))", "t"],
  ["describe t", "t"],
  ["summarize (from u)", "u"],
  ["from query('select * from hidden') join query_table(['q1', 'q2']) on true", "hidden q1 q2"],
  ["from histogram(h1, x) join histogram_values('h2', y) on true", "h1 h2"],
  ["select * exclude (a) replace ((select max(b) from m) as b) from t", "m t"],
  ["from t order by (select 1 from o) limit (select 2 from l)", "l o t"],
  [
    "select [x for x in (select list(v) from comp)] from t qualify row_number() over (order by (select 1 from w)) = 1",
    "comp t w",
  ],
  ["from t tablesample 10% (bernoulli)", "t"],
  [
    "select $$ from no $$, 'from no', e'it\\'s from no' -- from no\n from t /* from no /* nested */ from no */",
    "t",
  ],
  ["values (1), ((select 2 from v))", "v"],
  ["with unused as (from a), used as (from b) from used", "a b"],
  ["with x as (from a), a as (from b) from x, a", "a b"],
  ["with x as (with a as (from b) from a) from x, a", "a b"],
  ["with t as (from a) select (select max(i) from (with t as (from b) from t)), i from t", "a b"],
  ["with later as (from earlier), earlier as (from a) from later", "a earlier"],
  ["from a asof left join b using (i)", "a b"],
  ["from (pivot a on v using sum(i) group by j) p join b on p.j = b.j", "a b"],
  ["from (from a select v, i) s pivot (avg(i) for v in ('x')) p unpivot include nulls (n for k in (x))", "a"],
  ["from describe_me, (describe b), (summarize c)", "b c describe_me"],
  ["select i, lag(i, 1, (select max(i) from b)) over (order by (from c select max(i))) from a", "a b c"],
  ["select any_value(i) filter (where j in (from b select j)), {'x': (select 1 from c)} from a", "a b c"],
  ["from p: a join q: b using (i)", "a b"],
  [
    "with recursive t(k, v) using key (k) as (from a union select t.k, t.v from t, recurring.t r, b) from t",
    "a b",
  ],
])("%s reads %s", async (sql, expected) => {
  expect(await tablesOf(sql)).toBe(expected);
});

test("files are told from tables", async () => {
  const { query } = await parser.parse(
    "from 'a.csv' join read_parquet(['b.parquet', 'c/*.parquet']) on true join read_text('d.txt') on true",
  );
  expect(query?.files).toEqual(["b.parquet", "c/*.parquet", "d.txt"]);
  expect(query?.tables.map((table) => table.name)).toEqual(["a.csv"]);
});

test("places count characters, also behind wide ones and inside rewritten PIVOTs", async () => {
  const sql = "select 'äö😀', * from (pivot t on y, z using sum(p)) join k using (z)";
  const { query } = await parser.parse(sql);
  for (const table of query?.tables ?? []) {
    expect(sql.slice(table.offset ?? 0).startsWith(table.name), table.name).toBe(true);
  }
  expect((await parser.parse("select 'ä', 1 frm t x")).problem).toMatchObject({ rule: "syntax", offset: 18 });
});

test.each([
  ["", "no select in this file", null],
  ["-- only a comment", "no select in this file", null],
  ["select 1;\n-- more\nselect 2", "more than one statement; one select a file", 18],
  ["  insert into t values (1)", "a model, check or query is one select; this is INSERT", 2],
  ["create table x as select 1", "a model, check or query is one select; this is CREATE", 0],
])("%j is no model", async (sql, message, offset) => {
  expect((await parser.parse(sql)).problem).toMatchObject({ message, offset });
});

test.each([
  ["pivot t on y in (select distinct y from u) using sum(v)", 17],
  ["pivot (select * from t where z in (1, 2)) on x in (1), y in (from u) using sum(v)", 61],
  ["select * from t pivot (sum(v) for y in (select y from u))", 40],
])("%s says what to do instead of selected values", async (sql, offset) => {
  const { problem } = await parser.parse(sql);
  expect(problem).toMatchObject({ rule: "pivot-values", offset });
  expect(problem?.hint).toContain("list the values");
});

test("a select behind IN elsewhere is not taken for a PIVOT's values", async () => {
  const sql = "pivot (select * from t where y in (select y from u)) on y using sum(v) group by";
  expect((await parser.parse(sql)).problem?.rule).toBe("syntax");
});

test("the canonical form holds the meaning and not the writing", async () => {
  const canonical = async (sql: string) => (await parser.parse(sql)).query?.canonical;
  const one = await canonical("select a, b from t where x = 1");
  expect(await canonical("-- why\nSELECT a , b\nFROM t /* all */ WHERE x=1;")).toBe(one);
  for (const other of [
    "select b, a from t where x = 1",
    "select a, b from t where x = 2",
    "select a, b from u where x = 1",
  ]) {
    expect(await canonical(other), other).not.toBe(one);
  }
  const pivot = await canonical("pivot t on y using sum(v)");
  expect(await canonical("pivot t  on y -- years\nusing sum(v)")).toBe(pivot);
  expect(await canonical("pivot t on z using sum(v)")).not.toBe(pivot);
});
