import { expect, test } from "vitest";
import { PLAN } from "../samples/plan.ts";
import type { Recovered } from "./recovered.ts";

interface Spike {
  date: string;
  topic: string;
  view: string;
  direction: string;
  cause: string;
  observed: number;
}

const DAY = 86_400_000;
const daysApart = (a: string, b: string) => Math.abs(Date.parse(a) - Date.parse(b)) / DAY;

/** Spikes, changes of level, gaps and the campaign against the plan. */
export function eventTests(recovered: () => Recovered): void {
  const spikes = () =>
    recovered().rows<Spike>(
      `select date::varchar as date, topic, view, direction, cause, observed from spikes join topics using (topic)
       where topics.role in ('own', 'competitor')`,
    );

  test("the spikes are the planted ones, on their days, and no other", async () => {
    const found = (await spikes())
      .filter((spike) => spike.view === "all")
      .map(({ date, topic }) => `${topic} ${date}`);
    const planted = [`${PLAN.viral.brand} ${PLAN.viral.date}`, `${PLAN.refill.brand} ${PLAN.refill.date}`];
    for (const spike of planted) expect(found).toContain(spike);
    const others = found.filter((spike) => !planted.includes(spike) && !during(spike));
    expect(others).toEqual([]);
  });

  test("the single reposted post is named as the cause, and is no spike of originals", async () => {
    const { study } = recovered();
    const viral = (await spikes()).filter(
      ({ topic, date }) => topic === PLAN.viral.brand && date === PLAN.viral.date,
    );
    expect(viral.map((spike) => spike.view)).toEqual(["all"]);
    expect(viral[0]!.cause).toMatch(/one post/);
    // The post itself stands with its reposts.
    const together = study.truth.events.viral.reposts_on_day + 1;
    expect(viral[0]!.cause).toBe(
      `one post with its reposts and copies: ${together} of ${viral[0]!.observed} mentions`,
    );
  });

  test("the day of many authors is known as such, with its terms", async () => {
    const refill = (await spikes()).filter(
      ({ topic, date }) => topic === PLAN.refill.brand && date === PLAN.refill.date,
    );
    expect(refill.map((spike) => spike.view).sort()).toEqual(["all", "originals"]);
    for (const spike of refill) {
      expect(spike.cause).not.toMatch(/one post/);
      for (const term of PLAN.refill.terms) expect(spike.cause).toContain(term);
    }
  });

  test("the change of level and the campaign's lasting rise are found, within three days", async () => {
    const { rows } = recovered();
    const points = await rows<{ date: string; topic: string; before: number; after: number }>(
      "select date::varchar as date, topic, before, after from change_points where view = 'originals'",
    );
    for (const { brand, from } of [PLAN.level, PLAN.campaign]) {
      const near = points.filter((point) => point.topic === brand && daysApart(point.date, from) <= 3);
      expect(near, `${brand} ${from}`).toHaveLength(1);
      expect(near[0]!.after).toBeGreaterThan(1.15 * near[0]!.before);
    }
  });

  test("no level changes but where something was planted", async () => {
    const { rows } = recovered();
    const points = await rows<{ date: string; topic: string }>(
      `select date::varchar as date, topic from change_points join topics using (topic)
       where topics.role in ('own', 'competitor') and view = 'all'`,
    );
    const { campaign, crisis, level } = PLAN;
    const moments = [campaign.from, campaign.to, crisis.from, crisis.to];
    const planted = [
      ...moments.map((date) => ({ brand: crisis.brand, date: date as string })),
      { brand: level.brand, date: level.from as string },
    ];
    const others = points.filter(
      (point) =>
        !planted.some(({ brand, date }) => brand === point.topic && daysApart(point.date, date) <= 4),
    );
    expect(others).toEqual([]);
  });

  test("the two gap days are gaps, the last day is partial, and neither is a drop", async () => {
    const { study, rows } = recovered();
    const days = await rows<{ date: string; gap: boolean; partial: boolean }>(
      "select distinct date::varchar as date, gap, partial from volume_daily where gap or partial order by 1",
    );
    expect(days.filter((day) => day.gap).map((day) => day.date)).toEqual(study.truth.gap_days);
    expect(days.filter((day) => day.partial).map((day) => day.date)).toContain(study.truth.partial_day);
    expect((await spikes()).filter((spike) => spike.direction === "drop")).toEqual([]);
  });

  test("the campaign has an effect beyond what the competitors saw", async () => {
    const { rows } = recovered();
    const [effect] = await rows<{ effect: number; low: number; high: number }>(
      "select effect, low, high from campaign_effects where view = 'all'",
    );
    expect(effect!.low).toBeGreaterThan(0);
    // What was planted is a third more, seen through comparisons and reposts that the campaign did not touch.
    expect(effect!.low, JSON.stringify(effect)).toBeLessThan(0.4);
    expect(effect!.high, JSON.stringify(effect)).toBeGreaterThan(0.25);
  });

  test("new words of the three events emerge in their weeks", async () => {
    const { rows } = recovered();
    const terms = await rows<{ period: string; topic: string; term: string }>(
      "select period, topic, term from emerging_terms",
    );
    const found = terms.map(({ period, topic, term }) => `${period} ${topic} ${term}`);
    expect(found).toContain(`2026-w39 ${PLAN.refill.brand} #refillday`);
    expect(found).toContain(`2026-w37 ${PLAN.campaign.brand} #freshweeks`);
    expect(found).toContain(`2026-w41 ${PLAN.crisis.brand} #doublecharge`);
  });

  test("the own account's answers are found, in threads and as replies, with the time they took", async () => {
    const { study, rows } = recovered();
    const { answered, median_minutes } = study.truth.response;
    const [found] = await rows<{ answered: number; minutes: number }>(
      `select sum(answered)::int as answered, median(median_minutes) as minutes
       from response_times where topic = '${PLAN.crisis.brand}' and need = 'any'`,
    );
    expect(found!.answered).toBe(answered);
    expect(Math.abs(found!.minutes / median_minutes - 1)).toBeLessThan(0.4);
    expect(await rows("select 1 from mentions where thread_id = '0'")).toEqual([]);
  });
}

/** The crisis has days of its own height. */
function during(spike: string): boolean {
  const [topic, date] = spike.split(" ") as [string, string];
  return topic === PLAN.crisis.brand && date >= PLAN.crisis.from && date <= PLAN.crisis.to;
}
