import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import step from "../../pipelines/steps/mention_topics.ts";
import { requireStudy } from "../../src/study/index.ts";
import { identifier } from "../../src/warehouse/sql-text.ts";
import { Warehouse } from "../../src/warehouse/warehouse.ts";
import { writeRows } from "../../src/warehouse/write-rows.ts";
import { locateWorkspace } from "../../src/workspace.ts";

const STUDY = `title: Shops
time_zone: UTC
macros: { acme: "acme OR #acme" }
exclusions: { words: [contest], authors: [bot*] }
topics:
  - id: acme
    query: "{acme}"
    exclude: { words: [acme bank], sites: [ads.example] }
    topics:
      - id: acme-price
        query: price OR cheap
  - { id: bolt, role: competitor, query: bolt }
  - { id: cogs, role: competitor, category: parts, query: cogs }
  - { id: spring, role: campaign, query: "#spring" }
`;

let folder: string;
let warehouse: Warehouse;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "topics-"));
  mkdirSync(join(folder, "pipelines"));
  writeFileSync(join(folder, "pipelines", "study.yaml"), STUDY);
  warehouse = await Warehouse.open({ path: ":memory:" });
});
afterEach(() => {
  warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

it("weighs a mention over the panel topics of one category, and leaves the others whole", async () => {
  const texts: [string, string, string | null][] = [
    ["acme alone", "ann", null],
    ["Acme and Bolt", "ann", null],
    ["acme bolt cogs #spring cheap", "ann", null],
    ["cheap bolt", "ann", null],
    ["acme contest", "ann", null],
    ["acme", "bot17", null],
    ["my acme bank bolt", "ann", null],
    ["acme bolt", "ann", "https://ads.example/1"],
    ["nothing", "ann", null],
  ];
  await writeRows(
    warehouse,
    "written",
    { mention_id: "VARCHAR", text: "VARCHAR", author_name: "VARCHAR", url: "VARCHAR" },
    texts.map(([text, author_name, url], i) => ({ mention_id: String(i), text, author_name, url })),
  );
  await warehouse.run(`
    create table mentions as
    select *, null::varchar as title, null::varchar as author_id, md5_number_lower(text)::ubigint as text_hash
    from written`);
  await warehouse.run("create table mention_language as select mention_id, 'en' as language from mentions");
  const workspace = locateWorkspace(folder);
  const study = requireStudy(workspace);
  await step.run({
    warehouse,
    study,
    workspace,
    parameters: step.parameters!(study),
    rows: (sql) => warehouse.rows(sql),
    write: async () => undefined,
    input: (table) => table,
    part: false,
    writeSql: (select) => warehouse.run(`create table mention_topics as ${select}`),
    progress: () => undefined,
    note: () => undefined,
  });
  const rows = await warehouse.rows<{ line: string }>(
    "select mention_id || ' ' || topic || ' ' || role || ' ' || weight as line from mention_topics order by mention_id::int, topic",
  );
  expect(rows.map(({ line }) => line)).toEqual([
    "0 acme own 1.0",
    "1 acme own 0.5",
    "1 bolt competitor 0.5",
    "2 acme own 0.5",
    "2 acme-price product 1.0",
    "2 bolt competitor 0.5",
    "2 cogs competitor 1.0",
    "2 spring campaign 1.0",
    "3 bolt competitor 1.0",
    "6 bolt competitor 1.0",
    "7 bolt competitor 1.0",
  ]);
  const described = await warehouse.rows<{ column_name: string; column_type: string }>(
    `describe ${identifier("mention_topics")}`,
  );
  expect(described.map((c) => `${c.column_name} ${c.column_type}`)).toEqual(
    Object.entries(step.columns).map(([name, { type }]) => `${name} ${type}`),
  );
  const left = await warehouse.rows(
    "select table_name from duckdb_tables() where temporary and table_name like 'query_%'",
  );
  expect(left).toEqual([]);
});
