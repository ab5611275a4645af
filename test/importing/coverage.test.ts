import { expect, test } from "vitest";
import { imported, sourceWith } from "./import-folder.ts";

const DAYS = 112;
const MAPPING = { native_id: "id", published_at: "time", text: "text", platform: "platform" };
const STUDY = { sources: [sourceWith({ mapping: MAPPING })] };
const dateOf = (day: number) => new Date(Date.UTC(2026, 2, 2 + day)).toISOString().slice(0, 10);
const seed = Number(process.env["COVERAGE_SEED"] ?? Date.now() % 1_000_000);

/** Park and Miller's minimal standard generator, 0 < u < 1. */
function uniform(start: number): () => number {
  let state = (start % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Knuth's Poisson numbers. */
function poisson(mean: number, roll: () => number): number {
  let count = -1;
  for (let product = 1; product > Math.exp(-mean); product *= roll()) count += 1;
  return count;
}

/** A table of mentions: counts of every platform by day. */
function table(platforms: Record<string, readonly number[]>): string {
  const rows: string[] = [];
  for (const [platform, counts] of Object.entries(platforms))
    counts.forEach((count, day) => {
      for (let i = 0; i < count; i++)
        rows.push(`${platform}-${day}-${i},${dateOf(day)} 10:${10 + (i % 50)}:07,text ${i},${platform}`);
    });
  return `id,time,text,platform\n${rows.join("\n")}\n`;
}

const gapsOf = (platforms: Record<string, readonly number[]>) =>
  imported(
    { "a.csv": table(platforms) },
    async (folder) => {
      const rows = await folder.rows<{ platform: string; date: string }>(
        "select platform, date::varchar as date from coverage_daily where gap order by platform, date",
      );
      return rows.map((row) => `${row.platform} ${row.date}`);
    },
    STUDY,
  );

const levels = (means: readonly number[], roll: () => number) =>
  Object.fromEntries(
    means.map((mean) => [`p${mean}`, Array.from({ length: DAYS }, () => poisson(mean, roll))]),
  );

test(`natural days of none are no gaps (seed ${seed}; COVERAGE_SEED repeats it)`, async () => {
  console.log(`seed ${seed}`);
  const sources = levels([0.3, 0.7, 1, 1.5, 2, 3, 4, 6, 9, 14], uniform(seed));
  const silent = Object.values(sources)
    .flat()
    .filter((count) => count === 0).length;
  expect(silent).toBeGreaterThan(150);
  const struck = new Set((await gapsOf(sources)).map((gap) => gap.split(" ")[0]));
  // A chance of 1 in 1,000 comes true now and then.
  expect([...struck].length).toBeLessThanOrEqual(2);
});

test("a strong source's day of none is a gap, a weak one's is not, whatever spikes stand around", async () => {
  const strong = Array.from({ length: DAYS }, (_, day) =>
    day === 50 ? 0 : day === 45 ? 300 : 18 + (day % 5),
  );
  const weak = Array.from({ length: DAYS }, (_, day) => (day % 3 === 0 ? 0 : 2 + (day % 2)));
  expect(await gapsOf({ strong, weak })).toEqual([`strong ${dateOf(50)}`]);
});

test("a source that is silent at weekends has no gaps there", async () => {
  const office = Array.from({ length: DAYS }, (_, day) => (day % 7 >= 5 || day === 60 ? 0 : 9 + (day % 4)));
  expect(await gapsOf({ office, other: office.map(() => 3) })).toEqual([`office ${dateOf(60)}`]);
});

test("a weak source's long silence is a gap", async () => {
  const weak = Array.from({ length: DAYS }, (_, day) => (day >= 40 && day < 60 ? 0 : 1));
  expect((await gapsOf({ weak, other: weak.map(() => 3) })).length).toBe(20);
});

test("a day on which all sources are silent is a gap of every one, and the weak one's days beside it are not", async () => {
  const of = (mean: number, quiet: readonly number[] = []) =>
    Array.from({ length: DAYS }, (_, day) => (day === 50 || quiet.includes(day) ? 0 : mean + (day % 2)));
  expect(await gapsOf({ a: of(1, [49, 51]), b: of(2), c: of(2), d: of(2) })).toEqual(
    ["a", "b", "c", "d"].map((name) => `${name} ${dateOf(50)}`),
  );
});
