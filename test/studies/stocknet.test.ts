import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { cleanWorkspace, earshot, missingData, readCsvPlainly, SHARED_MENTIONS, show } from "./run-study.ts";

const FILE = "stocknet_tweets_2014_2015.csv.gz";
const WORKSPACE = join("test", "studies", "stocknet");
const missing = missingData(FILE);
const TAGS = ["AAPL", "AMZN", "FB", "GOOG", "MSFT", "BABA"];

/** Tweets per cashtag, and the days on which a cashtag had at least six times its median day. */
function recount(): { tweets: number; byTag: Map<string, Map<string, number>> } {
  const tweets = new Map<string, Record<string, string>>();
  for (const row of readCsvPlainly(join(SHARED_MENTIONS, FILE))) tweets.set(row["tweet_id"] ?? "", row);
  const byTag = new Map(TAGS.map((tag) => [tag, new Map<string, number>()]));
  for (const row of tweets.values()) {
    for (const tag of TAGS) {
      if (!new RegExp(`\\$${tag}(?![\\p{L}\\p{N}_])`, "iu").test(row["text"] ?? "")) continue;
      const day = (row["created_at"] ?? "").slice(0, 10);
      const days = byTag.get(tag) as Map<string, number>;
      days.set(day, (days.get(day) ?? 0) + 1);
    }
  }
  return { tweets: tweets.size, byTag };
}

describe.skipIf(missing !== undefined)(`six companies${missing ? ` (skipped: ${missing})` : ""}`, () => {
  let counted: ReturnType<typeof recount>;
  beforeAll(() => {
    cleanWorkspace(WORKSPACE);
    const run = earshot("run", "--workspace", WORKSPACE);
    expect(run.code, run.stderr).toBe(0);
    counted = recount();
  });

  test("the ledger: 106,300 rows are 85,981 tweets", () => {
    const [ledger] = show<Record<string, number>>(WORKSPACE, "import_ledger");
    expect(ledger).toMatchObject({ rows_read: 106300, mentions: 85981, rejected: 0 });
    expect(counted.tweets).toBe(85981);
  });

  test("each company has at least the mentions of its cashtag, and not many more", () => {
    const rows = show<{ topic: string; n: number }>(
      WORKSPACE,
      "select topic, count(*) as n from mention_topics group by topic",
      true,
    );
    for (const tag of TAGS) {
      const days = counted.byTag.get(tag) as Map<string, number>;
      const cashtag = [...days.values()].reduce((a, b) => a + b, 0);
      const found = rows.find(({ topic }) => topic === tag.toLowerCase())?.n ?? 0;
      expect(found, tag).toBeGreaterThanOrEqual(cashtag);
      expect(found, tag).toBeLessThan(cashtag * 1.35);
    }
  });

  test("the days on which everybody spoke are found as spikes", () => {
    const spikes = show<{ date: string; topic: string; direction: string }>(
      WORKSPACE,
      "select date::varchar as date, topic, direction from spikes where view = 'all'",
      true,
    );
    const found = new Set(spikes.map(({ date, topic }) => `${topic} ${date}`));
    const expected = [
      "amzn 2014-05-21",
      "fb 2014-05-21",
      "goog 2014-05-21",
      "amzn 2014-06-04",
      "fb 2014-06-04",
      "baba 2014-09-19",
      "aapl 2014-09-09",
    ];
    expect(expected.filter((spike) => !found.has(spike))).toEqual([]);
  });

  test("a spike that one post and its reposts carry is told as such", () => {
    const causes = show<{ topic: string; cause_kind: string; share: number }>(
      WORKSPACE,
      "select topic, cause_kind, cause_mentions / observed as share from spikes where view = 'all' and date = '2014-05-21'",
      true,
    );
    expect(causes.length).toBeGreaterThanOrEqual(3);
    for (const { topic, cause_kind, share } of causes) {
      expect(cause_kind, topic).toBe("one_post");
      expect(share, topic).toBeGreaterThan(0.9);
    }
  });

  test("warnings are few enough to read: at most one per topic and quarter", () => {
    const rows = show<{ topic: string; quarter: string; n: number }>(
      WORKSPACE,
      `select topic, year(starts_on) || '-q' || quarter(starts_on) as quarter, count(*) as n
       from warnings inner join periods using (period) group by all`,
      true,
    );
    for (const { topic, quarter, n } of rows) expect(n, `${topic} ${quarter}`).toBeLessThanOrEqual(1);
    expect(rows.length).toBeLessThanOrEqual(12);
  });
});
