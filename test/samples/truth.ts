import { BRANDS, type BrandId } from "./brands.ts";
import { addDays, dateIn, isoWeek } from "./calendar.ts";
import type { ExportFile } from "./formats/export-file.ts";
import { PLAN, type Sentiment } from "./plan.ts";
import type { Post } from "./post.ts";

type Counts = Record<string, number>;

export interface FileTruth {
  format: string;
  encoding: string;
  zone: string;
  zone_proof: string;
  rows_read: number;
  /** Distinct posts in the file; a post that an earlier export has as well is a mention of one of the two only. */
  posts: number;
  repeated_within: number;
  rejected: Counts;
  first_at: string;
  last_at: string;
}

export interface Truth {
  seed: number;
  zone: string;
  from: string;
  to: string;
  taken_at: string;
  files: Record<string, FileTruth>;
  totals: Counts;
  /** Posts that two exports share, by the pair. */
  overlaps: Counts;
  platforms: Counts;
  languages: Counts;
  kinds: Counts;
  spam: number;
  homonyms: number;
  copies: number;
  removed_texts: number;
  date_quality: Counts;
  gap_days: string[];
  partial_day: string;
  /** Week → brand → mentions, fractional counting, and their share. */
  share_of_voice: Record<string, Record<string, { mentions: number; share: number }>>;
  /** Brand → sentiment → mentions; then the same by language; then own brand by week. */
  sentiment: Record<string, Counts & { net: number }>;
  sentiment_by_language: Record<string, Record<string, Counts & { net: number }>>;
  sentiment_by_week: Record<string, Record<string, Counts & { net: number }>>;
  daily: Record<string, Record<string, number>>;
  events: {
    viral: { brand: string; date: string; post_url: string; reposts: number; reposts_on_day: number };
    refill: { brand: string; date: string; posts: number; authors: number; terms: readonly string[] };
    campaign: { brand: string; from: string; to: string; before_per_day: number; after_per_day: number };
    crisis: { brand: string; from: string; to: string; net_before: number; net_during: number };
    level: { brand: string; from: string; before_per_day: number; after_per_day: number };
  };
}

/** What is true of the exports, counted from the posts in them. */
export function countTruth(seed: number, files: ExportFile[]): Truth {
  const kept = [...new Set(files.flatMap((file) => file.rows))];
  const dated = kept.filter((post) => post.dateQuality === "ok");
  const onTopic = dated.filter((post) => post.brands.length > 0);
  const rows = files.reduce((sum, file) => sum + file.rows.length, 0);
  const rejected = files.reduce((sum, file) => sum + total(file.rejected), 0);
  return {
    seed,
    zone: PLAN.zone,
    from: PLAN.from,
    to: PLAN.to,
    taken_at: new Date(PLAN.takenAt).toISOString(),
    files: Object.fromEntries(files.map((file) => [file.name, fileTruth(file)])),
    totals: { rows_read: rows + rejected, mentions: kept.length, duplicates: rows - kept.length, rejected },
    overlaps: overlaps(files),
    platforms: countBy(kept, (post) => post.platform),
    languages: countBy(kept, (post) => post.language),
    kinds: countBy(kept, (post) => post.kind),
    spam: kept.filter((post) => post.event === "spam").length,
    homonyms: kept.filter((post) => post.event === "homonym").length,
    copies: kept.filter((post) => post.event === "copy").length,
    removed_texts: kept.filter((post) => post.event === "removed").length,
    date_quality: countBy(kept, (post) => post.dateQuality),
    gap_days: [...PLAN.gapDays],
    partial_day: dateIn(PLAN.takenAt, PLAN.zone),
    share_of_voice: sharesByWeek(onTopic),
    sentiment: byBrand((brand) => mix(of(onTopic, brand))),
    sentiment_by_language: byBrand((brand) => grouped(of(onTopic, brand), (post) => post.language, mix)),
    sentiment_by_week: byBrand((brand) => grouped(of(onTopic, brand), weekOf, mix)),
    daily: byBrand((brand) => countBy(of(onTopic, brand), dayOf)),
    events: eventTruth(onTopic),
  };
}

function fileTruth(file: ExportFile): FileTruth {
  const dated = file.rows.filter((post) => post.dateQuality === "ok").map((post) => post.at);
  const posts = new Set(file.rows).size;
  return {
    format: file.format,
    encoding: file.encoding,
    zone: file.zone,
    zone_proof: file.zoneProof,
    rows_read: file.rows.length + total(file.rejected),
    posts,
    repeated_within: file.rows.length - posts,
    rejected: file.rejected,
    first_at: new Date(Math.min(...dated)).toISOString(),
    last_at: new Date(Math.max(...dated)).toISOString(),
  };
}

function overlaps(files: ExportFile[]): Counts {
  const pairs: Counts = {};
  for (const [i, first] of files.entries()) {
    const posts = new Set(first.rows);
    for (const second of files.slice(i + 1)) {
      const shared = new Set(second.rows.filter((post) => posts.has(post))).size;
      if (shared > 0) pairs[`${first.name} & ${second.name}`] = shared;
    }
  }
  return pairs;
}

function sharesByWeek(posts: Post[]): Truth["share_of_voice"] {
  return grouped(posts, weekOf, (week) => {
    const weights = byBrand((brand) =>
      week.reduce((sum, post) => sum + (post.brands.includes(brand) ? 1 / post.brands.length : 0), 0),
    );
    const all = total(weights);
    return byBrand((brand) => ({ mentions: weights[brand]!, share: round(weights[brand]! / all) }));
  });
}

function eventTruth(posts: Post[]): Truth["events"] {
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

/** Mentions a day without the two spikes, over the days that have any. */
function perDay(posts: Post[], from: string, to: string): number {
  const usual = posts.filter((post) => post.event !== "viral" && post.event !== "refill");
  const days = countBy(
    usual.filter((post) => dayOf(post) >= from && dayOf(post) <= to),
    dayOf,
  );
  return round(total(days) / Math.max(1, Object.keys(days).length));
}

function mix(posts: Post[]): Counts & { net: number } {
  const count = (sentiment: Sentiment) => posts.filter((post) => post.sentiment === sentiment).length;
  const [positive, neutral, negative] = [count("positive"), count("neutral"), count("negative")];
  return { positive, neutral, negative, net: round((positive - negative) / Math.max(1, posts.length)) };
}

const dayOf = (post: Post) => dateIn(post.at, PLAN.zone);
const weekOf = (post: Post) => isoWeek(dayOf(post));
const of = (posts: Post[], brand: BrandId) => posts.filter((post) => post.brands.includes(brand));
const total = (counts: Counts) => Object.values(counts).reduce((sum, n) => sum + n, 0);
const round = (value: number) => Math.round(value * 10_000) / 10_000;
const byBrand = <T>(make: (brand: BrandId) => T) =>
  Object.fromEntries(BRANDS.map((brand) => [brand, make(brand)]));

function grouped<T>(
  posts: Post[],
  key: (post: Post) => string,
  make: (group: Post[]) => T,
): Record<string, T> {
  const groups = new Map<string, Post[]>();
  for (const post of posts) groups.set(key(post), [...(groups.get(key(post)) ?? []), post]);
  return Object.fromEntries(
    [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, group]) => [name, make(group)]),
  );
}

const countBy = (posts: Post[], key: (post: Post) => string): Counts =>
  grouped(posts, key, (group) => group.length);
