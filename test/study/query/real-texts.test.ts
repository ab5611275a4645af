import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileTopicQueries, matchTopics, readQuery } from "../../../src/study/index.ts";
import { PLAIN_OPTIONS } from "../../../src/study/query/word-tests.ts";
import { literal } from "../../../src/warehouse/sql-text.ts";
import { Warehouse } from "../../../src/warehouse/warehouse.ts";
import { PACKAGE_ROOT } from "../../../src/workspace.ts";

const TWEETS = join(PACKAGE_ROOT, "..", "shared", "data", "mentions", "airline_tweets_2015.csv");

/** Query and a regular expression (RE2) that says the same about these tweets. */
const SAME: readonly (readonly [string, string])[] = [
  ["@united", "(?i)(^|[^\\w])@united($|[^\\w])"],
  ["#fail", "(?i)(^|[^\\w#])#fail($|[^\\w])"],
  ["luggage", "(?i)(^|[^\\w/.])luggage($|[^\\w/])"],
  ['"customer service"', "(?i)(^|[^\\w])[#@$]?customer[^\\w#@$]+[#@$]?service($|[^\\w])"],
  ["cancel*", "(?i)(^|[^\\w])cancel"],
  ["++UNITED", "(^|[^\\w])UNITED($|[^\\w])"],
  ["delayed AND NOT luggage", "(?i)(^|[^\\w])delayed($|[^\\w])"],
];

describe.skipIf(!existsSync(TWEETS))("on 14,640 real tweets (needs ../shared/data)", () => {
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await Warehouse.open({ path: ":memory:" });
    await warehouse.run(
      `create table mentions as
       select row_number() over ()::varchar as mention_id, text, md5_number_lower(text)::ubigint as text_hash, null::varchar as title
       from read_csv(${literal(TWEETS)}, all_varchar = true)`,
    );
    const queries = SAME.map(([text], i) => ({
      id: String(i),
      parts: [{ node: readQuery(text).node!, options: PLAIN_OPTIONS }],
    }));
    await matchTopics(warehouse, compileTopicQueries(queries), "matched");
  });
  afterAll(() => warehouse.close());

  it.each(SAME.map(([text, regex], i) => [text, regex, i] as const))(
    "%s finds what %s finds",
    async (text, regex, i) => {
      const but = text.includes("NOT")
        ? "and not regexp_matches(text, '(?i)(^|[^\\w])luggage($|[^\\w])')"
        : "";
      const differ = await warehouse.rows<{ text: string }>(
        `select text from mentions
       where (mention_id in (select mention_id from matched where topic = ${literal(String(i))}))
         <> (regexp_matches(text, ${literal(regex)}) ${but})`,
      );
      expect(differ.map((row) => row.text)).toEqual([]);
      const found = await warehouse.row<{ n: number }>(
        `select count(*) as n from matched where topic = ${literal(String(i))}`,
      );
      expect(found!.n).toBeGreaterThan(4);
    },
  );
});
