import { dateIn } from "./calendar.ts";
import type { ExportFile } from "./formats/export-file.ts";
import { PLAN } from "./plan.ts";
import type { Post } from "./post.ts";
import { byBrand, type Counts, countBy, dayOf, grouped, mix, of, round, total, weekOf } from "./tallies.ts";
import { type EventTruth, eventTruth, type ResponseTruth, responseTruth } from "./truth-events.ts";

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
  /** Complaints about the own brand on X in any export, and what its account answered to them. */
  response: ResponseTruth;
  events: EventTruth;
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
    response: responseTruth(dated),
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
