import { afterEach, beforeEach, expect, it } from "vitest";
import { readQuery, type Study, type Topic, testTopics, understandTopic } from "../../../src/study/index.ts";
import { clausesOf } from "../../../src/study/understand/clauses.ts";
import { Warehouse } from "../../../src/warehouse/warehouse.ts";
import { writeRows } from "../../../src/warehouse/write-rows.ts";

let warehouse: Warehouse;

beforeEach(async () => {
  warehouse = await Warehouse.open({ path: ":memory:" });
});
afterEach(() => warehouse.close());

function topic(id: string, query: string, more: Partial<Topic> = {}): Topic {
  return {
    id,
    label: id,
    role: "own",
    query,
    category: "main",
    parent: null,
    exclude: { words: [], authors: [], sites: [] },
    inflect: [],
    foldAccents: false,
    tests: { match: [], miss: [] },
    accounts: [],
    ...more,
  };
}

function study(...topics: Topic[]): Pick<Study, "topics" | "macros" | "exclusions"> {
  return { topics, macros: {}, exclusions: { words: [], authors: [], sites: [] } };
}

it("names the clauses of a query with their roles, and the query without each", () => {
  const { node } = readQuery('(acme OR "acme shop" OR title:acmee) AND price NOT (bank OR site:x.example)');
  expect(clausesOf(node!).map(({ text, role }) => [text, role])).toEqual([
    ["acme", "any"],
    ['"acme shop"', "any"],
    ["title:acmee", "any"],
    ["price", "required"],
    ["bank", "excluded"],
    ["site:x.example", "excluded"],
  ]);
});

it("counts what each clause contributes alone and only, and looks outside", async () => {
  const texts = [
    "acme one #acmelove",
    "acme two #acmelove",
    "acme and akme #acmelove",
    "the acme shop",
    "akme is misspelt",
    "akme once more",
    "acme bank",
    "@acmehelp hello",
    "other bolt",
    "acme bolt",
  ];
  await writeRows(
    warehouse,
    "written",
    { mention_id: "VARCHAR", text: "VARCHAR", title: "VARCHAR" },
    texts.map((text, i) => ({ mention_id: String(i), text })),
  );
  await warehouse.run(
    "create table mentions as select *, md5_number_lower(text)::ubigint as text_hash from written",
  );
  const own = topic("acme", "(acmehelp OR acmes OR @acmehelp OR acme) NOT bank");
  const view = await understandTopic(warehouse, study(own, topic("bolt", "bolt")), own);
  expect(view.mentions).toBe(6);
  expect(view.total).toBe(10);
  expect(view.clauses).toEqual([
    { clause: "acmehelp", role: "any", alone: 1, only: 0 },
    { clause: "acmes", role: "any", alone: 0, only: 0 },
    { clause: "@acmehelp", role: "any", alone: 1, only: 0 },
    { clause: "acme", role: "any", alone: 6, only: 5 },
    { clause: "bank", role: "excluded", alone: 1, only: 1 },
  ]);
  expect(view.overlaps).toEqual([{ topic: "bolt", shared: 1 }]);
  expect(view.outside.map(({ text }) => text)).toContain("acme bank");
  expect(view.inside.every(({ text }) => /acme/.test(text))).toBe(true);
  expect(view.inside).toHaveLength(5);
  expect(await warehouse.rows("from duckdb_tables() where temporary")).toEqual([]);

  const longer = topic("acme", "acmee");
  const wider = await understandTopic(warehouse, study(longer), longer);
  expect(wider.misspellings).toEqual([{ form: "acme", of: "acmee", texts: 6 }]);
});

it("runs a topic's own test texts through the same SQL, exclusions and outer topics included", async () => {
  const outer = topic("acme", "acme", {
    exclude: { words: ["acme bank"], authors: [], sites: [] },
    tests: { match: ["Acme!", "the acme bank"], miss: ["akme", "acme"] },
  });
  const inner = topic("acme-price", "price", {
    parent: "acme",
    tests: { match: ["acme price"], miss: ["price"] },
  });
  const results = await testTopics(study(outer, inner));
  expect(results.map(({ topic: id, text, expected, found }) => [id, text, expected === found])).toEqual([
    ["acme", "Acme!", true],
    ["acme", "the acme bank", false],
    ["acme", "akme", true],
    ["acme", "acme", false],
    ["acme-price", "acme price", true],
    ["acme-price", "price", true],
  ]);
  expect(await testTopics(study(outer, inner), ["acme-price"])).toHaveLength(2);
});

it("names no form of the query's own words as one that marks the topic", async () => {
  const texts = [
    ...Array.from({ length: 80 }, (_, i) => `acme's roast ${i} is what acme sells`),
    ...Array.from({ length: 400 }, (_, i) => `something else is what people say ${i}`),
  ];
  await writeRows(
    warehouse,
    "written",
    { mention_id: "VARCHAR", text: "VARCHAR", title: "VARCHAR" },
    texts.map((text, i) => ({ mention_id: String(i), text })),
  );
  await warehouse.run(
    "create table mentions as select *, md5_number_lower(text)::ubigint as text_hash from written",
  );
  const own = topic("acme", "acme");
  const terms = (await understandTopic(warehouse, study(own), own)).terms.map(({ term }) => term);
  expect(terms).toContain("roast");
  expect(terms).not.toContain("acme's");
});
