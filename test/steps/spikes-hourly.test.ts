import { expect, test } from "vitest";
import { BASE, build, openSmallStudy, type SmallMention } from "../models/small-study.ts";

const FIRST = Date.UTC(2026, 0, 5);
const HOURS = 29 * 24;
const hourText = (hour: number) =>
  new Date(FIRST + hour * 3_600_000).toISOString().slice(0, 13).replace("T", " ");

/** Four to six mentions an hour by day, two or three by night, for 29 days; `more` adds to an hour. */
function usual(more: (hour: number) => SmallMention[] = () => []): SmallMention[] {
  return Array.from({ length: HOURS }, (_, hour) => {
    const many = hour % 24 < 7 ? 2 + ((hour * 5) % 2) : 4 + ((hour * 7) % 3);
    const posts = Array.from({ length: many }, (_, i) => ({
      id: `m${hour}-${i}`,
      at: `${hourText(hour)}:${10 + i}:00`,
      topics: ["a"],
    }));
    return [...posts, ...more(hour)];
  }).flat();
}

async function hourlySpikes(mentions: SmallMention[], days: { gaps?: string[]; partial?: string[] } = {}) {
  const quiet = { id: "quiet", at: "2026-01-06 09:30:00", topics: ["quiet"] };
  const warehouse = await openSmallStudy({
    topics: [{ topic: "a" }, { topic: "quiet" }],
    mentions: [...mentions, quiet],
    ...days,
  });
  await build(
    warehouse,
    ...BASE,
    ...["term_documents", "text_term_lists", "text_terms", "term_words", "term_counts"],
    "volume_daily",
    "volume_hourly",
    "spikes_hourly",
  );
  const rows = await warehouse.rows(
    "select strftime(hour, '%Y-%m-%d %H') as hour, * exclude (hour) from spikes_hourly order by hour, view",
  );
  const hours = await warehouse.rows(
    "select count(*) as n, sum(mentions) as mentions from volume_hourly where topic = 'a'",
  );
  warehouse.close();
  return { rows, hours: hours[0]! };
}

const burst = (at: number) => (hour: number) =>
  hour !== at
    ? []
    : Array.from({ length: 40 }, (_, i) => ({
        id: `viral${i}`,
        at: `${hourText(hour)}:${15 + i}:30`,
        topics: ["a"],
        text: "rt look at this",
        kind: "repost" as const,
        original: "viral",
      }));

test("an hour of one post's reposts is found, told as such, and only where reposts count", async () => {
  const at = 20 * 24 + 3;
  const { rows, hours } = await hourlySpikes(usual(burst(at)));
  expect(
    rows.map((row) => [row["hour"], row["topic"], row["view"], row["direction"], row["cause_kind"]]),
  ).toEqual([[hourText(at), "a", "all", "spike", "one_post"]]);
  expect(rows[0]).toMatchObject({ observed: 42 + ((at * 5) % 2), cause_mentions: 40, mode: "retrospective" });
  expect(rows[0]!["expected"]).toBeLessThan(6);
  expect(Number(hours["n"])).toBe(HOURS);
});

test("an hour of many voices is told with its terms, and a silent one with its authors", async () => {
  const at = 20 * 24 + 15;
  const { rows } = await hourlySpikes(
    usual((hour) =>
      hour !== at
        ? []
        : Array.from({ length: 40 }, (_, i) => ({
            ...{ id: `out${i}`, at: `${hourText(hour)}:${15 + i}:30`, topics: ["a"] },
            text: `the outage again, call ${i} #outage`,
          })),
    ).filter((m) => !m.at.startsWith(hourText(at + 48)) || m.at.endsWith("10:00")),
  );
  const spike = rows.find((row) => row["view"] === "all" && row["direction"] === "spike")!;
  expect(spike).toMatchObject({ hour: hourText(at), cause_kind: "many_voices", authors: spike["observed"] });
  expect(spike["terms"]).toEqual(expect.arrayContaining(["outage"]));
  for (const drop of rows.filter((row) => row["direction"] === "drop")) {
    expect(drop).toMatchObject({ cause: null, authors: drop["observed"] });
  }
});

test("gap and partial days have no spikes, midnight stands for no hour, quiet topics are left alone", async () => {
  const at = 20 * 24 + 12;
  const day = hourText(at).slice(0, 10);
  expect((await hourlySpikes(usual(burst(at)), { gaps: [day] })).rows).toEqual([]);
  const dated = usual((hour) =>
    hour === 15 * 24
      ? Array.from({ length: 60 }, (_, i) => ({ id: `d${i}`, at: `${hourText(hour)}:00:00`, topics: ["a"] }))
      : [],
  );
  const { rows, hours } = await hourlySpikes(dated);
  expect(rows).toEqual([]);
  expect(Number(hours["mentions"])).toBe(dated.length - 60);
});
