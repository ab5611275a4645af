import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { StepDefinition } from "../../src/pipeline/step.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import { build, openSmallStudy, type SmallMention } from "./small-study.ts";
import { documentedTables, importedTables, tablesPage } from "./tables-page.ts";

const BEGIN = "## Import";

test("docs/tables.md says what the models and steps say (UPDATE=1 writes it)", async () => {
  const page = readFileSync("docs/tables.md", "utf8");
  const written = `${page.slice(0, page.indexOf(BEGIN))}${tablesPage([...importedTables(), ...(await documentedTables())])}`;
  if (process.env["UPDATE"] === "1") writeFileSync("docs/tables.md", written);
  else expect(page === written, "docs/tables.md is out of date: run this test with UPDATE=1").toBe(true);
});

/** Names in an order in which each finds what it reads. */
async function inOrder(): Promise<string[]> {
  const tables = (await documentedTables()).filter((table) => table.layer !== "mentions");
  const reads = new Map<string, Set<string>>();
  for (const { name, layer } of tables) {
    if (layer === "analysis") {
      const { default: step } = (await import(`../../pipelines/steps/${name}.ts`)) as {
        default: StepDefinition;
      };
      reads.set(name, new Set(step.reads));
    } else {
      const sql = readFileSync(`pipelines/models/${layer}/${name}.sql`, "utf8").replace(/^--.*$/gm, "");
      reads.set(name, new Set([...sql.matchAll(/\b(?:from|join)\s+([a-z_]+)/g)].map((found) => found[1]!)));
    }
  }
  const ordered: string[] = [];
  const place = (name: string) => {
    if (ordered.includes(name) || !reads.has(name)) return;
    for (const read of reads.get(name)!) if (read !== name) place(read);
    ordered.push(name);
  };
  for (const { name } of tables) place(name);
  return ordered;
}

async function everything(mentions: SmallMention[]): Promise<Warehouse> {
  const warehouse = await openSmallStudy({
    topics: [{ topic: "a" }, { topic: "b" }, { topic: "p", role: "product" }],
    mentions,
  });
  await warehouse.run(`
    create table care_rules as select * from read_csv('data/seeds/care_rules.csv', header = true, sample_size = -1);
    create table import_ledger as select file, count(*) as rows_read, count(*) as mentions, 0 as duplicates, 0 as rejected, 0 as not_posts, 0 as unread_values from mentions group by file;
    create table duplicate_rows (file varchar, line bigint, mention_id varchar, reason varchar);
    create table rejected_rows (file varchar, line bigint, class varchar, reason varchar, raw varchar);
    create table unread_values (file varchar, line bigint, name varchar, value varchar)`);
  await build(warehouse, ...(await inOrder()));
  return warehouse;
}

const MENTIONS = Array.from(
  { length: 400 },
  (_, i): SmallMention => ({
    id: `m${i}`,
    at: `2026-05-${String(1 + (i % 28)).padStart(2, "0")} 12:00:00`,
    topics: i % 5 === 0 ? ["a", "b"] : i % 3 === 0 ? ["b", "p"] : i % 7 === 0 ? [] : ["a"],
    author: `u${i % 71}`,
    label: (["negative", "positive", "neutral", "not_scored"] as const)[i % 4]!,
    kind: i % 6 === 0 ? "repost" : "original",
    text: i % 11 === 0 ? "a copied text" : `words number ${i} about price and delivery ${i % 9}`,
    engagement: i % 8 === 0 ? null : i % 40,
  }),
);

test.each([
  ["no mention at all", []],
  ["one mention", MENTIONS.slice(0, 1)],
  ["four weeks of mentions", MENTIONS],
])("with %s every table has its documented columns, and no check finds anything", async (_, mentions) => {
  const warehouse = await everything(mentions);
  for (const { name, columns, layer } of await documentedTables()) {
    if (layer === "mentions") continue;
    const described = await warehouse.rows<{ column_name: string }>(`describe ${name}`);
    expect([...columns].map(([column]) => column).sort(), name).toEqual(
      described.map((row) => row.column_name).sort(),
    );
  }
  for (const file of readdirSync("pipelines/checks")) {
    const sql = readFileSync(`pipelines/checks/${file}`, "utf8");
    expect(await warehouse.rows(sql), file).toEqual([]);
  }
  warehouse.close();
});

test.each([
  [
    "ledger_agrees_with_tables",
    "update import_ledger set mentions = mentions + 1, rows_read = rows_read + 1",
  ],
  ["mention_ids_are_unique", "insert into mentions select * from mentions limit 1"],
  ["every_mention_has_sentiment", "delete from mention_sentiment where mention_id = 'm3'"],
  ["every_mention_has_language", "insert into mention_language values ('m3', 'nl', 1)"],
  ["panel_weights_add_up", "update mention_topics set weight = 1 where mention_id = 'm5'"],
  ["shares_add_up", "update share_of_voice set numerator = numerator + 1 where topic = 'a'"],
  ["volume_agrees_with_sentiment", "update net_sentiment set not_scored = not_scored + 1"],
  ["intervals_hold_their_value", "update figures set low = value + 1 where metric = 'sov'"],
  ["mentions_without_topic", "delete from mention_topics"],
])("the check %s sees what it is for", async (check, damage) => {
  const warehouse = await everything(MENTIONS);
  await warehouse.run(damage);
  const sql = readFileSync(`pipelines/checks/${check}.sql`, "utf8");
  expect((await warehouse.rows(sql)).length).toBeGreaterThan(0);
  warehouse.close();
});
