import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { cleanWorkspace, earshot, missingData, readCsvPlainly, SHARED_MENTIONS, show } from "./run-study.ts";

const FILE = "airline_tweets_2015.csv";
const WORKSPACE = join("test", "studies", "airlines");
const missing = missingData(FILE);

/** Written for this test, from the handles and names alone: the recount shares nothing with the query language. */
const NAMES: Record<string, RegExp> = {
  "virgin-america": /@virginamerica(?![\w])|(?<![\p{L}\p{N}_])virgin america(?![\p{L}\p{N}_])/iu,
  united: /@united(?![\w])/iu,
  southwest: /@southwestair(?![\w])/iu,
  jetblue: /@jetblue(?![\w])/iu,
  "us-airways": /@usairways(?![\w])/iu,
  american: /@americanair(?![\w])/iu,
};

interface Recount {
  distinct: Record<string, string>[];
  byTopic: Map<string, number>;
}

function recount(): Recount {
  const seen = new Set<string>();
  const distinct = readCsvPlainly(join(SHARED_MENTIONS, FILE)).filter((row) => {
    const key = [row["tweet_id"], row["name"], row["tweet_created"], row["text"]].join("\u0000");
    return !seen.has(key) && seen.add(key);
  });
  const byTopic = new Map<string, number>();
  for (const row of distinct) {
    for (const [topic, name] of Object.entries(NAMES)) {
      if (name.test(row["text"] ?? "")) byTopic.set(topic, (byTopic.get(topic) ?? 0) + 1);
    }
  }
  return { distinct, byTopic };
}

describe.skipIf(missing !== undefined)(`six airlines${missing ? ` (skipped: ${missing})` : ""}`, () => {
  let counted: Recount;
  beforeAll(() => {
    cleanWorkspace(WORKSPACE);
    const run = earshot("run", "--workspace", WORKSPACE);
    expect(run.code, run.stderr).toBe(0);
    counted = recount();
  });

  test("the ledger: 14,640 rows are 14,485 mentions and 155 duplicates", () => {
    const ledger = show<Record<string, unknown>>(WORKSPACE, "import_ledger");
    expect(ledger).toHaveLength(1);
    expect(ledger[0]).toMatchObject({ rows_read: 14640, mentions: 14485, duplicates: 155, rejected: 0 });
    expect(counted.distinct).toHaveLength(14485);
    expect(show(WORKSPACE, "duplicate_rows")).toHaveLength(155);
  });

  test("every mention has its time at -08:00", () => {
    const [row] = show<{ first: string; last: string }>(
      WORKSPACE,
      "select min(published_at)::varchar as first, max(published_at)::varchar as last from mentions",
      true,
    );
    expect(row).toEqual({ first: "2015-02-17 07:36:05", last: "2015-02-24 19:53:37" });
  });

  test("share of voice equals counts made without Earshot", () => {
    const rows = show<{ topic: string; numerator: number }>(
      WORKSPACE,
      "select topic, sum(numerator) as numerator from share_of_voice where view = 'all' and basis = 'mentions' and counting = 'full' group by topic",
      true,
    );
    const found = Object.fromEntries(rows.map(({ topic, numerator }) => [topic, numerator]));
    for (const topic of ["united", "jetblue", "us-airways", "american", "southwest", "virgin-america"]) {
      const expected = counted.byTopic.get(topic) ?? 0;
      expect(
        Math.abs((found[topic] ?? 0) - expected) / expected,
        `${topic}: ${found[topic]} against ${expected}`,
      ).toBeLessThan(0.02);
    }
  });

  test("fractional shares of one period add up to 1", () => {
    const rows = show<{ total: number }>(
      WORKSPACE,
      "select sum(share) as total from share_of_voice where counting = 'fractional' and basis = 'mentions' group by period, view having count(share) = 6",
      true,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { total } of rows) expect(total).toBeCloseTo(1, 9);
  });

  test("net sentiment is low for every airline, lowest for US Airways, as the people who labelled it found", () => {
    const rows = show<{ topic: string; net: number }>(
      WORKSPACE,
      "select topic, sum(positive - negative) / sum(negative + neutral + positive) as net from net_sentiment where view = 'all' group by topic order by net",
      true,
    );
    expect(rows[0]?.topic).toBe("us-airways");
    expect(rows.at(-1)?.topic).toBe("virgin-america");
  });

  test("a week is enough to see that people flooded American on 22 and 23 February", () => {
    const spikes = show<{ date: string; topic: string; direction: string }>(
      WORKSPACE,
      "select date::varchar as date, topic, direction from spikes where view = 'all' order by all",
      true,
    );
    expect(spikes.filter(({ topic }) => topic === "american")).toEqual([
      { date: "2015-02-22", topic: "american", direction: "spike" },
      { date: "2015-02-23", topic: "american", direction: "spike" },
    ]);
    expect(spikes.filter(({ direction }) => direction === "drop")).toEqual([]);
  });
});
