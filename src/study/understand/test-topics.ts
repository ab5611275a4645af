import { Warehouse } from "../../warehouse/warehouse.ts";
import { writeRows } from "../../warehouse/write-rows.ts";
import { compileTopics } from "../query/compile.ts";
import { matchTopics } from "../query/match-topics.ts";
import type { Study } from "../study.ts";

/** One test text of a topic and how it went. */
export interface TopicTestResult {
  topic: string;
  text: string;
  expected: boolean;
  found: boolean;
}

const COLUMNS = {
  mention_id: "VARCHAR",
  text: "VARCHAR",
  title: "VARCHAR",
  url: "VARCHAR",
  author_name: "VARCHAR",
  author_id: "VARCHAR",
  vendor_language: "VARCHAR",
  country: "VARCHAR",
  platform: "VARCHAR",
  source_type: "VARCHAR",
  kind: "VARCHAR",
  author_followers: "BIGINT",
  engagement: "BIGINT",
  published_on: "DATE",
};

/**
 * Run the test texts of the study's topics through the same SQL as the pipeline, in a database of their own.
 * Exclusions and outer topics count; fields know nothing but the text.
 */
export async function testTopics(
  study: Pick<Study, "topics" | "macros" | "exclusions">,
  only: readonly string[] = [],
): Promise<TopicTestResult[]> {
  const cases = study.topics
    .filter(({ id }) => only.length === 0 || only.includes(id))
    .flatMap(({ id, tests }) => [
      ...tests.match.map((text) => ({ topic: id, text, expected: true })),
      ...tests.miss.map((text) => ({ topic: id, text, expected: false })),
    ]);
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    const rows = cases.map(({ text }, i) => ({ mention_id: String(i), text }));
    await writeRows(warehouse, "written", COLUMNS, rows);
    await warehouse.run(
      "create table mentions as select *, md5_number_lower(text)::ubigint as text_hash from written",
    );
    await matchTopics(warehouse, compileTopics(study), "tested_topics");
    const matched = await warehouse.rows<{ mention_id: string; topic: string }>(
      "select * from tested_topics",
    );
    const found = new Set(matched.map((row) => `${row.mention_id} ${row.topic}`));
    return cases.map((each, i) => ({ ...each, found: found.has(`${i} ${each.topic}`) }));
  } finally {
    warehouse.close();
  }
}
