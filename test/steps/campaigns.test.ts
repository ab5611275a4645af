import { beforeAll, expect, test } from "vitest";
import { seededRandom } from "../../src/statistics/index.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import { BASE, build, openSmallStudy, type SmallMention } from "../models/small-study.ts";

type Row = Record<string, number | string | boolean | null>;

const SEED = 20260711;
const day = (n: number) => new Date(Date.UTC(2026, 0, 5 + n)).toISOString().slice(0, 10);
const CAMPAIGN = [56, 69] as const;
const during = (d: number) => d >= CAMPAIGN[0] && d <= CAMPAIGN[1];
const after = (d: number) => d > CAMPAIGN[1] && d <= CAMPAIGN[1] + 14;

/** Twice the mentions while the campaign runs and half as many again for two weeks, and a better mood while it runs. */
function mentionsOf(random: ReturnType<typeof seededRandom>, days: number): SmallMention[] {
  return Array.from({ length: days }, (_, d) =>
    ["own", "rival"].flatMap((topic) => {
      const factor = topic === "rival" ? 1 : during(d) ? 2 : after(d) ? 1.5 : 1;
      const rhythm = d % 7 >= 5 ? 0.7 : 1;
      const count = Math.round(22 * factor * rhythm + 3 * random.normal());
      return Array.from({ length: count }, (_, i): SmallMention => {
        const mood = random.uniform() + (topic === "own" && during(d) ? 0.15 : 0);
        const label = mood < 0.4 ? "negative" : mood < 0.6 ? "neutral" : "positive";
        return {
          ...{ id: `${topic}${d}-${i}`, at: `${day(d)} 12:00:00`, topics: [topic], label },
          author: `u${random.below(500)}`,
        };
      });
    }),
  ).flat();
}

let warehouse: Warehouse;

beforeAll(async () => {
  const mentions = mentionsOf(seededRandom(SEED), 86);
  warehouse = await openSmallStudy({
    topics: [{ topic: "own" }, { topic: "rival" }],
    mentions,
    gaps: [day(60)],
  });
  await warehouse.run(`insert into campaigns values
    ('spring', 'Spring', 'own', '${day(CAMPAIGN[0])}', '${day(CAMPAIGN[1])}'),
    ('quiet', 'Quiet', 'rival', '${day(CAMPAIGN[0])}', '${day(CAMPAIGN[1])}'),
    ('summer', 'Summer', 'own', '2027-06-01', null)`);
  await build(warehouse, ...BASE, "campaign_effects", "campaign_days");
  return () => warehouse.close();
});

const effect = async (campaign: string, measure: string, phase: string) =>
  (await warehouse.row<Row>(
    `select * from campaign_effects
     where campaign = '${campaign}' and measure = '${measure}' and phase = '${phase}' and view = 'all'`,
  ))!;

test.each([
  ["mentions", "during", 1, "more"],
  ["mentions", "after", 0.5, "more"],
  ["net_sentiment", "during", 0.3, "more"],
  ["net_sentiment", "after", 0, "unclear"],
  ["share_of_voice", "during", 1 / 6, "more"],
  ["share_of_voice", "after", 0.1, "more"],
])(
  "the planted effect on %s %s the campaign lies in its interval",
  async (measure, phase, planted, verdict) => {
    const row = await effect("spring", measure, phase);
    expect(row, `seed ${SEED}`).toMatchObject({ verdict });
    expect(row["low"] as number, `seed ${SEED}`).toBeLessThan(planted);
    expect(row["high"] as number, `seed ${SEED}`).toBeGreaterThan(planted);
  },
);

test("values and mentions of a phase stand beside those to be expected, days cut short left out", async () => {
  const volume = await effect("spring", "mentions", "during");
  const counted = await warehouse.row<{ n: number }>(
    `select count(*) as n from topic_mentions where topic = 'own' and published_on between '${day(CAMPAIGN[0])}' and
     '${day(CAMPAIGN[1])}' and published_on <> '${day(60)}'`,
  );
  expect(volume).toMatchObject({ observed: counted!.n, n_before: 56, n_during: 13, n_after: 14 });
  expect(volume).toMatchObject({ compared_with: "rival", starts_on: day(56), ends_on: day(69), value: null });
  const expected = volume["expected"] as number;
  expect((volume["observed"] as number) / expected, `seed ${SEED}`).toBeCloseTo(2, 0);
  const net = await effect("spring", "net_sentiment", "during");
  expect((net["value"] as number) - (net["usual"] as number)).toBeCloseTo(net["effect"] as number, 2);
  expect(await effect("spring", "mentions", "after")).toMatchObject({ starts_on: day(70), ends_on: day(83) });
});

test("what did nothing is not said to have done something, and what the data does not reach is too few", async () => {
  for (const measure of ["mentions", "net_sentiment"])
    expect(await effect("quiet", measure, "after"), `seed ${SEED}`).toMatchObject({ verdict: "unclear" });
  expect(await effect("summer", "mentions", "during")).toMatchObject({ verdict: "too_few", effect: null });
});

test("day by day the campaign stands above its range, and the days before it mostly within", async () => {
  const days = await warehouse.rows<Row>(
    "select * from campaign_days where campaign = 'spring' and view = 'all' order by date",
  );
  expect(days.map((row) => row["phase"])).toEqual([
    ...new Array(56).fill("before"),
    ...new Array(14).fill("during"),
    ...new Array(14).fill("after"),
  ]);
  const known = days.filter((row) => !row["missing"]);
  expect(known).toHaveLength(83);
  const outside = (phase: string) =>
    known.filter((row) => row["phase"] === phase && Number(row["mentions"]) > Number(row["high"])).length;
  expect(outside("during"), `seed ${SEED}`).toBe(13);
  expect(outside("before"), `seed ${SEED}`).toBeLessThanOrEqual(4);
  for (const { low, expected, high } of known) {
    expect(Number(low)).toBeLessThan(Number(expected));
    expect(Number(high)).toBeGreaterThan(Number(expected));
  }
});
