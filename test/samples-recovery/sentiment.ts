import { expect, test } from "vitest";
import { BRANDS } from "../samples/brands.ts";
import { PLAN } from "../samples/plan.ts";
import type { Recovered } from "./recovered.ts";

interface Net {
  period: string;
  topic: string;
  net: number;
  low: number;
  high: number;
}

/** Sentiment against what the posts were written to express. */
export function sentimentTests(recovered: () => Recovered): void {
  const weekly = (recovery: Recovered) =>
    recovery.rows<Net>(
      "select period, topic, net, low, high from net_sentiment where view = 'all' and net is not null",
    );

  test("the brands stand in the planted order of net sentiment", async () => {
    const { study, rows } = recovered();
    const found = await rows<{ topic: string; net: number }>(
      `select topic, (sum(positive) - sum(negative)) / sum(positive + neutral + negative) as net
       from net_sentiment where view = 'all' group by topic`,
    );
    const net = new Map(found.map((row) => [row.topic, row.net]));
    const planted = [...BRANDS].sort((a, b) => study.truth.sentiment[a]!.net - study.truth.sentiment[b]!.net);
    expect([...BRANDS].sort((a, b) => net.get(a)! - net.get(b)!)).toEqual(planted);
    for (const brand of BRANDS) {
      expect(Math.abs(net.get(brand)! - study.truth.sentiment[brand]!.net), brand).toBeLessThan(0.15);
    }
  });

  test("the crisis weeks are the lowest of the own brand, far below all others", async () => {
    const own = (await weekly(recovered())).filter((row) => row.topic === PLAN.crisis.brand);
    const crisis = own.filter((row) => ["2026-w41", "2026-w42"].includes(row.period));
    const others = own.filter((row) => !["2026-w41", "2026-w42"].includes(row.period));
    expect(crisis).toHaveLength(2);
    expect(others.length).toBeGreaterThan(10);
    expect(Math.max(...crisis.map((row) => row.high))).toBeLessThan(
      Math.min(...others.map((row) => row.low)),
    );
  });

  test("the crisis is warned of in its first week, and nothing else is", async () => {
    const { rows } = recovered();
    const warnings = await rows<{ period: string; topic: string }>(
      `select distinct period, topic from warnings join topics using (topic)
       where topics.role in ('own', 'competitor') and level <> 'none' order by period`,
    );
    expect(warnings[0]).toEqual({ period: "2026-w41", topic: PLAN.crisis.brand });
    for (const warning of warnings) {
      expect(warning.topic).toBe(PLAN.crisis.brand);
      expect(["2026-w41", "2026-w42"]).toContain(warning.period);
    }
  });

  test("every language tells praise from complaint", async () => {
    const { study, rows } = recovered();
    const found = await rows<{ id: string; label: string }>(
      "select m.native_id as id, s.label from mention_sentiment s join mentions m using (mention_id) where m.platform = 'x'",
    );
    const label = new Map(found.map((row) => [row.id, row.label]));
    const posts = study.posts.filter(
      (post) => post.platform === "x" && post.kind !== "repost" && post.brands.length > 0,
    );
    for (const language of Object.keys(study.truth.languages)) {
      const recall = (sentiment: string) => {
        const these = posts.filter((post) => post.language === language && post.sentiment === sentiment);
        return these.filter((post) => label.get(post.id) === sentiment).length / these.length;
      };
      const [positive, neutral, negative] = [recall("positive"), recall("neutral"), recall("negative")];
      const said = `${language}: ${[positive, neutral, negative].map((share) => share.toFixed(2)).join(" ")}`;
      expect((positive + neutral + negative) / 3, said).toBeGreaterThan(0.5);
      expect(Math.min(positive, negative), said).toBeGreaterThan(0.4);
    }
  });
}
