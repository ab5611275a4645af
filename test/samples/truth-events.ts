import { addDays } from "./calendar.ts";
import { PLAN } from "./plan.ts";
import type { Post } from "./post.ts";
import { countBy, dayOf, mix, of, round, total } from "./tallies.ts";

/** The planted events as they came out. */
export interface EventTruth {
  viral: { brand: string; date: string; post_url: string; reposts: number; reposts_on_day: number };
  refill: { brand: string; date: string; posts: number; authors: number; terms: readonly string[] };
  campaign: { brand: string; from: string; to: string; before_per_day: number; after_per_day: number };
  crisis: { brand: string; from: string; to: string; net_before: number; net_during: number };
  level: { brand: string; from: string; before_per_day: number; after_per_day: number };
}

export interface ResponseTruth {
  complaints: number;
  answered: number;
  within_hour: number;
  median_minutes: number;
}

export function eventTruth(posts: Post[]): EventTruth {
  const { viral, refill, campaign, crisis, level } = PLAN;
  const reposts = posts.filter((post) => post.event === "viral" && post.kind === "repost");
  const refills = posts.filter((post) => post.event === "refill" && dayOf(post) === refill.date);
  const own = of(posts, crisis.brand);
  const span = (list: Post[], from: string, to: string) =>
    list.filter((post) => dayOf(post) >= from && dayOf(post) <= to);
  return {
    viral: {
      brand: viral.brand,
      date: viral.date,
      post_url: reposts[0]?.of?.url ?? "",
      reposts: reposts.length,
      reposts_on_day: reposts.filter((post) => dayOf(post) === viral.date).length,
    },
    refill: {
      brand: refill.brand,
      date: refill.date,
      posts: refills.length,
      authors: new Set(refills.map((post) => `${post.platform}:${post.author.id}`)).size,
      terms: refill.terms,
    },
    campaign: {
      ...{ brand: campaign.brand, from: campaign.from, to: campaign.to },
      before_per_day: perDay(of(posts, campaign.brand), PLAN.from, addDays(campaign.from, -1)),
      after_per_day: perDay(of(posts, campaign.brand), addDays(campaign.to, 1), addDays(crisis.from, -1)),
    },
    crisis: {
      ...{ brand: crisis.brand, from: crisis.from, to: crisis.to },
      net_before: mix(span(own, PLAN.from, addDays(crisis.from, -1))).net,
      net_during: mix(span(own, crisis.from, crisis.to)).net,
    },
    level: {
      ...{ brand: level.brand, from: level.from },
      before_per_day: perDay(of(posts, level.brand), PLAN.from, addDays(level.from, -1)),
      after_per_day: perDay(of(posts, level.brand), level.from, addDays(PLAN.to, -1)),
    },
  };
}

/** The account's answers are in the X search alone; what they answer may be in any of the exports. */
export function responseTruth(posts: Post[]): ResponseTruth {
  const there = new Set(posts);
  const answers = posts.filter((post) => post.event === "answer" && post.of && there.has(post.of));
  const minutes = answers.map((post) => (post.at - post.of!.at) / 60_000).sort((a, b) => a - b);
  const complaint = (post: Post) =>
    post.platform === "x" &&
    post.kind === "original" &&
    post.brands[0] === PLAN.crisis.brand &&
    post.sentiment === "negative";
  return {
    complaints: posts.filter(complaint).length,
    answered: new Set(answers.map((post) => post.of)).size,
    within_hour: minutes.filter((wait) => wait <= 60).length,
    median_minutes: round(minutes[Math.floor(minutes.length / 2)] ?? 0),
  };
}

/** Mentions a day without the two spikes, over the days that have any. */
function perDay(posts: Post[], from: string, to: string): number {
  const usual = posts.filter((post) => post.event !== "viral" && post.event !== "refill");
  const days = countBy(
    usual.filter((post) => dayOf(post) >= from && dayOf(post) <= to),
    dayOf,
  );
  return round(total(days) / Math.max(1, Object.keys(days).length));
}
