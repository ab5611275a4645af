import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publish } from "../../src/site/index.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import type { Workspace } from "../../src/workspace.ts";
import { inventedManifest, inventedStudy, inventedWarehouse, inventedWorkspace } from "./invented-study.ts";

let workspace: Workspace;
let warehouse: Warehouse;

const PAGE = "# N\n\n```sql id=a\nselect 'few' as size\n```\n";

beforeAll(async () => {
  workspace = inventedWorkspace();
  warehouse = await inventedWarehouse();
  mkdirSync(join(workspace.reports, "notebooks"), { recursive: true });
  writeFileSync(join(workspace.reports, "notebooks", "n.md"), PAGE);
  await warehouse.run(`
    create table notebook_n_aliased as
    select author_name as who, text as said, left(text, 12) as begins, md5(author_id) as mark,
      {'n': 1, 't': text} as packed, [text] as listed, published_at as moment, topic, 10 as authors
    from mentions inner join (select mention_id, topic from topic_mentions) using (mention_id);
    create table notebook_n_uncounted as select platform, count(*) as mentions from mentions group by all;
    create table notebook_n_counted as
    select platform, if(count(*) > 3, 'few', 'other') as size, dayname(published_on) as day, count(*) as mentions,
      count(distinct author_key) as authors
    from topic_mentions group by platform, day;
    insert into notebook_n_counted values ('rare', 'few', 'Monday', 9, 4), ('rare', 'few', 'Monday', 9, null);
    create table notebook_n_numbers as
    select 123456789012 as first_id, 4000000000 as reach, 8 as authors;
    update mentions set native_id = '123456789012'
    where mention_id = (select min(mention_id) from mentions)`);
});

afterAll(() => {
  warehouse.close();
  rmSync(workspace.root, { recursive: true, force: true });
});

const csv = (name: string) =>
  readFileSync(join(workspace.reportData, `${name}.csv`), "utf8")
    .replace("\ufeff", "")
    .trim()
    .split("\r\n");

test("nothing of a mention gets out under another column name", async () => {
  await publish(warehouse, workspace, inventedStudy(), inventedManifest());
  const [head, ...rows] = csv("notebook_n_aliased");
  expect(head).toBe("who,said,begins,mark,packed,listed,topic,authors");
  expect(rows.length).toBeGreaterThan(10);
  const topics = inventedStudy().topics.map((topic) => topic.id);
  for (const row of rows) {
    expect(row).toMatch(/^,,,,,,[a-z]+,10$/);
    expect(topics).toContain(row.split(",")[6]);
  }
});

test("results that do not count their authors stay out, rows with fewer than five go", async () => {
  await publish(warehouse, workspace, inventedStudy(), inventedManifest());
  expect(readdirSync(workspace.reportData)).not.toContain("notebook_n_uncounted.csv");
  const [head, ...rows] = csv("notebook_n_counted");
  expect(head).toBe("platform,size,day,mentions,authors");
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    const [platform, size, day, , authors] = row.split(",");
    expect(Number(authors)).toBeGreaterThanOrEqual(5);
    expect(platform).not.toBe("rare");
    expect(["few", ""]).toContain(size);
    expect(day).toMatch(/day$/);
  }
});

test("a number that is the id of a post stays out, another large one does not", async () => {
  await publish(warehouse, workspace, inventedStudy(), inventedManifest());
  expect(csv("notebook_n_numbers")).toEqual(["reach,authors", "4000000000,8"]);
});

test("under the internal profile the whole result is published", async () => {
  const study = inventedStudy();
  const open = { ...study, privacy: { ...study.privacy, profile: "internal" as const } };
  await publish(warehouse, workspace, open, inventedManifest());
  expect(csv("notebook_n_uncounted").length).toBeGreaterThan(1);
  expect(csv("notebook_n_aliased")[0]).toContain("moment");
});
