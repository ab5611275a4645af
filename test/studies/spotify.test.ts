import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type CommandResult,
  cleanWorkspace,
  earshot,
  missingData,
  readCsvPlainly,
  SHARED_MENTIONS,
  show,
} from "./run-study.ts";

const FILE = "spotify_support.csv";
const WORKSPACE = join("test", "studies", "spotify");
const missing = missingData(FILE);

interface Care {
  period: string;
  mentions: number;
  judged: number;
  complaints: number;
  complaint_share: number;
  complaint_low: number;
  complaint_high: number;
  questions: number;
  question_share: number;
}

describe.skipIf(missing !== undefined)(`a help desk${missing ? ` (skipped: ${missing})` : ""}`, () => {
  let run: CommandResult;
  let tweets: Record<string, string>[];
  beforeAll(() => {
    cleanWorkspace(WORKSPACE);
    run = earshot("run", "--workspace", WORKSPACE);
    expect(run.code, run.stderr).toBe(0);
    tweets = readCsvPlainly(join(SHARED_MENTIONS, FILE)).filter((row) => /^\d+$/.test(row["tweet_id"] ?? ""));
  });

  test("customers' tweets are mentions, and replies stand in the thread of what they answer", () => {
    const [ledger] = show<Record<string, number>>(WORKSPACE, "import_ledger");
    expect(ledger!["mentions"]).toBe(15090);
    const [counted] = show<{ replies: number; threads: number }>(
      WORKSPACE,
      "select count(*) filter (where kind = 'reply') as replies, count(distinct thread_id) as threads from mentions",
      true,
    );
    const read = tweets.filter((row) => /\d{4}$/.test(row["created_at"] ?? ""));
    const parent = (row: Record<string, string>) =>
      (row["in_response_to_tweet_id"] ?? "").replace(/\.0$/, "");
    expect(Math.abs(counted!.replies - read.filter((row) => parent(row) !== "").length)).toBeLessThan(10);
    const threads = new Set(read.map((row) => parent(row) || row["tweet_id"]));
    expect(Math.abs(counted!.threads - threads.size)).toBeLessThan(10);
  });

  test("where no answer of the desk is in the data, no response time is made up", () => {
    expect(tweets.filter((row) => row["inbound"] === "False")).toEqual([]);
    expect(show(WORKSPACE, "response_times")).toEqual([]);
    expect(run.stderr + run.stdout).toContain("no reply by SpotifyCares in a thread of the mentions");
  });

  test("complaints and questions of a week come with intervals that hold the share", () => {
    const weeks = show<Care>(WORKSPACE, "select * from care where view = 'all' and judged >= 1000", true);
    expect(weeks.length).toBeGreaterThanOrEqual(9);
    for (const week of weeks) {
      expect(week.complaint_share, week.period).toBeCloseTo(week.complaints / week.judged, 8);
      expect(week.complaint_low).toBeLessThan(week.complaint_share);
      expect(week.complaint_high).toBeGreaterThan(week.complaint_share);
      expect(week.complaint_high - week.complaint_low).toBeLessThan(0.05);
      expect(week.question_share).toBeCloseTo(week.questions / week.mentions, 8);
      // A help desk is asked, and complained to, every week.
      expect(week.questions).toBeGreaterThan(100);
      expect(week.complaints).toBeGreaterThan(40);
    }
    const few = show<Care>(WORKSPACE, "select * from care where judged < 30", true);
    expect(few.filter((week) => week.complaint_share !== null)).toEqual([]);
  });
});
