import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WordShard } from "../../reports/components/feed-shard.ts";
import { textWords } from "../../reports/components/feed-words.ts";
import { buildSite, publish } from "../../src/site/index.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import type { Workspace } from "../../src/workspace.ts";
import { inventedManifest, inventedStudy, inventedWarehouse, inventedWorkspace } from "./invented-study.ts";

let workspace: Workspace;
let warehouse: Warehouse;

beforeAll(async () => {
  workspace = inventedWorkspace();
  warehouse = await inventedWarehouse();
  // A public voice with many reposts, so that a text is shown at all.
  await warehouse.run("alter table mentions add column shares bigint");
  await warehouse.run(
    "update mentions set shares = 500, text = 'Tea by handle77qz''s, #handle79qz and @handle78qz, see https://x.example/p/1, call +31 20 555 0199' where mention_id = 'id-50-secret'",
  );
  await warehouse.run(
    "insert into emerging_terms select * replace ('handle9qz' as term) from emerging_terms limit 1",
  );
  // A drop that nobody counted, one of three authors, one of none, and one whose authors the day tells.
  await warehouse.run(`
    insert into spikes
    select * exclude (i) replace (date '2020-01-01' + i::int as date, 'drop' as direction, 7000 + i as observed, [null, 3, 0, null][i] as authors)
    from (from spikes where topic = 'bolt' limit 1), (select unnest([1, 2, 3, 4]) as i)`);
  await warehouse.run(
    "insert into volume_daily select * replace (date '2020-01-05' as date, 9::bigint as authors) from volume_daily where topic = 'bolt' and view = 'all' limit 1",
  );
  const study = inventedStudy({ exclusions: { words: [], authors: ["handle5qz"], sites: [] } });
  for (const topic of study.topics) topic.query += " NOT author:handle6qz";
  await warehouse.run("update topics set query = query || ' NOT author:handle6qz'");
  await publish(warehouse, workspace, study, inventedManifest());
  await buildSite(workspace, study, inventedManifest());
});

afterAll(() => {
  warehouse.close();
  rmSync(workspace.root, { recursive: true, force: true });
});

/** All that a reader of the site could get at, and what lies under `reports/data`. */
function published(): string {
  return [workspace.dist, workspace.reportData]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1")),
    )
    .join("\n");
}

test("no author, handle, id or address of the input is anywhere in the public site or its data", async () => {
  const text = published();
  const rows = await warehouse.rows<Record<string, string>>(
    "select distinct unnest([author_id, author_name, mention_id, native_id, url]) as known from mentions",
  );
  expect(rows.length).toBeGreaterThan(20_000);
  // One linear pass: every known name fits this pattern, which is checked, and nothing that fits it may be published.
  const pattern = /handle\d+qz|id-\d+-secret|x\.example|\ba7\d{6}\b|\b91\d{9}\b/g;
  for (const row of rows) expect(row["known"]).toMatch(new RegExp(pattern.source));
  const found = [...new Set(text.match(pattern))];
  expect(found).toEqual([]);
});

test("the text of a public voice is shown without names, addresses and numbers", () => {
  const block = readFileSync(join(workspace.reportData, "feed", "text-0000.json"), "utf8");
  expect(JSON.parse(block)).toEqual([
    [
      expect.stringMatching(/^voice-[0-9a-f]{10}$/),
      "Tea by [name], #[name] and [@user], see [link] call [number]",
      null,
      null,
    ],
  ]);
});

test("the search index of the feed knows no word that the shown texts do not hold", () => {
  const folder = join(workspace.dist, "data", "feed");
  const files = readdirSync(folder);
  const texts = files
    .filter((file) => file.startsWith("text-"))
    .flatMap((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as (string | null)[][]);
  const shown = new Set(texts.flat().flatMap((text) => textWords(text ?? "")));
  for (const word of [...shown]) shown.add(word.replace(/^[#@]/, ""));
  const indexed = files
    .filter((file) => file.startsWith("words-"))
    .flatMap((file) => new WordShard(readFileSync(join(folder, file))).words);
  expect(indexed).toContain("tea");
  expect(indexed.filter((word) => !shown.has(word))).toEqual([]);
  expect(indexed.filter((word) => /handle|qz|secret|^a7|^91/.test(word))).toEqual([]);
});

test("complaints and leads of fewer than five people are no number", () => {
  const page = readFileSync(join(workspace.dist, "care.html"), "utf8");
  expect(page).toMatch(/<td class="number">41<span class="interval">13.7% \(10.2% to 18.0%\)<\/span><\/td>/);
  expect(page).toMatch(/<td class="number">withheld/);
  expect(page).toContain("25 min");
});

test("raw rows and terms that name people stay inside", () => {
  const text = published();
  expect(text).not.toContain("secret-raw-row");
  expect(text).toContain("recall");
});

test("cells of one to four people are withheld, and one more so that they cannot be worked out", async () => {
  const csv = readFileSync(join(workspace.reportData, "breakdown.csv"), "utf8");
  const rows = csv.split("\r\n").filter((line) => line.startsWith("all,acme,language"));
  expect(rows.filter((line) => line.includes(",lv,"))).toEqual([]);
  const withheld = rows.filter((line) => line.endsWith(",true"));
  expect(withheld).toEqual(["all,acme,language,,,,true", "all,acme,language,,,,true"]);
});

test("spikes and drops of few people, or of people nobody counted, are left out", () => {
  const csv = readFileSync(join(workspace.reportData, "spikes.csv"), "utf8");
  const shown = csv.split("\r\n").filter((line) => line.startsWith("2020-01-"));
  expect(shown.map((line) => line.split(",")[4])).toEqual(["7003", "7004"]);
});
