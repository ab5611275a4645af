import { expect, test } from "vitest";
import { BRANDS } from "../samples/brands.ts";
import type { Recovered } from "./recovered.ts";

interface Share {
  period: string;
  topic: string;
  numerator: number;
  denominator: number;
  share: number;
  low: number;
  high: number;
}

/** Topics, shares of voice and daily volume against the posts that were written. */
export function shareTests(recovered: () => Recovered): void {
  test("shares per week lie within their intervals and next to what was planted", async () => {
    const { study, rows } = recovered();
    const found = await rows<Share>(
      `select period, topic, numerator::double as numerator, denominator::double as denominator, share, low, high
       from share_of_voice where view = 'all' and basis = 'mentions' and counting = 'fractional'`,
    );
    for (const [week, planted] of Object.entries(study.truth.share_of_voice)) {
      for (const brand of BRANDS) {
        const row = found.find((one) => one.period === week && one.topic === brand)!;
        const { mentions, share } = planted[brand]!;
        expect(row, `${brand} ${week}`).toBeDefined();
        expect(
          row.low <= share && share <= row.high,
          `${brand} ${week}: ${share} in ${row.low}…${row.high}`,
        ).toBe(true);
        expect(Math.abs(row.numerator - mentions), `${brand} ${week}`).toBeLessThanOrEqual(
          1 + 0.01 * mentions,
        );
      }
    }
  });

  test("a day has the mentions that were written for it", async () => {
    const { study, rows } = recovered();
    const found = await rows<{ date: string; topic: string; n: number }>(
      "select date::varchar as date, topic, mentions::int as n from volume_daily where view = 'all'",
    );
    const counted = new Map(found.map(({ date, topic, n }) => [`${topic} ${date}`, n]));
    for (const brand of BRANDS) {
      for (const [date, n] of Object.entries(study.truth.daily[brand]!)) {
        expect(Math.abs((counted.get(`${brand} ${date}`) ?? 0) - n), `${brand} ${date}`).toBeLessThanOrEqual(
          2,
        );
      }
    }
  });

  test("inflected names are found in every language", async () => {
    const { study, rows } = recovered();
    const found = await rows<{ topic: string; id: string; text: string }>(
      "select t.topic, m.native_id as id, m.text from mention_topics t join mentions m using (mention_id) where m.platform = 'x'",
    );
    const topics = new Map<string, Set<string>>();
    for (const { id, topic } of found) topics.set(id, (topics.get(id) ?? new Set()).add(topic));
    const named = study.posts.filter(
      (post) => post.platform === "x" && post.kind !== "repost" && post.brands.length > 0,
    );
    for (const language of Object.keys(study.truth.languages)) {
      const posts = named.filter((post) => post.language === language);
      const missed = posts.filter((post) => !post.brands.every((brand) => topics.get(post.id)?.has(brand)));
      expect(missed.map((post) => post.text).slice(0, 3), language).toEqual([]);
    }
  });

  test("spam and the handball player are on no topic", async () => {
    const { rows } = recovered();
    const found = await rows<{ text: string }>(
      `select m.text from mention_topics join mentions m using (mention_id)
       where contains(lower(m.text), 'gift card giveaway') or contains(m.text, 'Elsa Dolvan')`,
    );
    expect(found).toEqual([]);
  });

  test("copies by other hands are no duplicates", async () => {
    const { study, rows } = recovered();
    const [found] = await rows<{ n: number }>(
      "select count(*)::int as n from mentions where starts_with(text, 'Copy and paste')",
    );
    expect(found!.n).toBe(study.truth.copies);
  });
}
