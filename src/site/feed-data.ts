import { pseudonym, redactText } from "../privacy/index.ts";
import type { Study } from "../study/study.ts";
import type { Warehouse } from "../warehouse/index.ts";
import { type KnownPersons, withoutNames } from "./person-names.ts";

/** Rows per file of texts: sorted by reach, each row of a screen may need a file of its own. */
export const FEED_BLOCK = 200;
/** A voice is public that is verified or has this many followers, with this many reposts of the post. */
const PUBLIC_FOLLOWERS = 3000;
const PUBLIC_REPOSTS = 100;
/** Topics fit into the bits of one number. */
const MOST_TOPICS = 31;

interface FeedRow {
  mention_id: string;
  original_id: string | null;
  minute: number;
  topics: string[];
  platform: string | null;
  language: string | null;
  country: string | null;
  kind: string | null;
  label: string | null;
  engagement: number | null;
  reach: number | null;
  reposts: number | null;
  author_key: string;
  author_name: string | null;
  url: string | null;
  title: string | null;
  text: string | null;
}

export interface FeedFile {
  name: string;
  contents: string | Uint8Array;
}

/** `feed/index.json`: what the columns of `feed/columns.bin` mean. */
export interface FeedIndex {
  rows: number;
  block: number;
  topics: string[];
  platforms: string[];
  languages: string[];
  countries: string[];
  kinds: string[];
}

/** What the feed of the public profile needs to protect people; null under the internal profile. */
export interface FeedPrivacy {
  secret: Buffer;
  persons: KnownPersons;
}

/**
 * Files of the mentions feed, newest mention first. Under the public profile only posts of public voices with many
 * reposts, their texts redacted and their authors under pseudonyms; under the internal profile all mentions.
 */
export async function feedFiles(
  warehouse: Warehouse,
  study: Study,
  privacy: FeedPrivacy | null,
): Promise<FeedFile[]> {
  const rows = await selectRows(warehouse, privacy !== null);
  if (rows.length === 0) return [];
  const index: FeedIndex = {
    rows: rows.length,
    block: FEED_BLOCK,
    topics: study.topics.slice(0, MOST_TOPICS).map((topic) => topic.id),
    platforms: distinct(rows, "platform"),
    languages: distinct(rows, "language"),
    countries: distinct(rows, "country"),
    kinds: distinct(rows, "kind"),
  };
  const files: FeedFile[] = [
    { name: "feed/index.json", contents: JSON.stringify(index) },
    { name: "feed/columns.bin", contents: feedColumns(rows, index) },
  ];
  for (let start = 0; start < rows.length; start += FEED_BLOCK) {
    const block = rows.slice(start, start + FEED_BLOCK).map((row) => shownText(row, privacy));
    const name = `feed/text-${String(start / FEED_BLOCK).padStart(4, "0")}.json`;
    files.push({ name, contents: JSON.stringify(block) });
  }
  return files;
}

async function selectRows(warehouse: Warehouse, publicOnly: boolean): Promise<FeedRow[]> {
  for (const table of ["mentions", "topic_mentions"]) if (!(await warehouse.exists(table))) return [];
  const described = await warehouse.rows<{ column_name: string }>("describe select * from mentions");
  const names = new Set(described.map((column) => column.column_name));
  const column = (name: string) => (names.has(name) ? `mentions.${name}` : `null as ${name}`);
  const reposts = ["shares", "quotes"].filter((name) => names.has(name));
  const shares =
    reposts.length > 0
      ? `greatest(${reposts.map((name) => `coalesce(mentions.${name}, 0)`).join(", ")})`
      : "0";
  return await warehouse.rows<FeedRow>(`
    with named as (
      select mention_id, list(distinct topic order by topic) as topics, any_value(label) as label,
        any_value(language) as language, any_value(author_key) as author_key
      from topic_mentions
      group by mention_id
    ),
    copies as (
      ${names.has("original_id") ? "select original_id as mention_id, count(*) as reposts from mentions where kind = 'repost' and original_id is not null group by original_id" : "select null::varchar as mention_id, 0 as reposts where false"}
    )
    select
      mentions.mention_id,
      ${column("original_id")},
      (epoch(mentions.published_at) / 60)::bigint as minute,
      named.topics,
      named.label,
      named.language,
      named.author_key,
      ${["platform", "country", "kind", "engagement", "reach", "author_name", "url", "title", "text"].map(column).join(", ")},
      greatest(${shares}, coalesce(copies.reposts, 0))::bigint as reposts
    from mentions
    inner join named using (mention_id)
    left join copies using (mention_id)
    ${publicOnly ? publicVoices(names, shares) : ""}
    order by mentions.published_at desc, mentions.mention_id`);
}

function publicVoices(names: ReadonlySet<string>, shares: string): string {
  const verified = names.has("author_verified") ? "coalesce(mentions.author_verified, false)" : "false";
  const followers = names.has("author_followers")
    ? `coalesce(mentions.author_followers, 0) >= ${PUBLIC_FOLLOWERS}`
    : "false";
  const original = names.has("kind") ? "and mentions.kind is distinct from 'repost'" : "";
  return `where (${verified} or ${followers})
      and greatest(${shares}, coalesce(copies.reposts, 0)) >= ${PUBLIC_REPOSTS} ${original}`;
}

function distinct(rows: readonly FeedRow[], name: "platform" | "language" | "country" | "kind"): string[] {
  return [...new Set(rows.map((row) => row[name] ?? ""))].sort();
}

const UNKNOWN = 0xffffffff;
const amount = (value: number | null) =>
  value === null ? UNKNOWN : Math.max(0, Math.min(UNKNOWN - 1, Math.round(value)));
const LABELS = ["negative", "neutral", "positive"];

/**
 * The columns one after the other, little endian: minute, topics (bits), engagement, reach, reposts, original (row + 1, 0 for
 * none) as 32 bits; platform, language, country as 16 bits; kind and sentiment (0 to 2, 3 not scored) as 8 bits.
 */
export function feedColumns(rows: readonly FeedRow[], index: FeedIndex): Uint8Array {
  const n = rows.length;
  const place = new Map(rows.map((row, i) => [row.mention_id, i]));
  const wide: ((row: FeedRow) => number)[] = [
    (row) => row.minute,
    (row) => row.topics.reduce((bits, topic) => bits | (1 << (index.topics.indexOf(topic) & 31)), 0) >>> 0,
    (row) => amount(row.engagement),
    (row) => amount(row.reach),
    (row) => amount(row.reposts),
    (row) => (row.original_id === null ? 0 : (place.get(row.original_id) ?? -1) + 1),
  ];
  const middle: ((row: FeedRow) => number)[] = [
    (row) => index.platforms.indexOf(row.platform ?? ""),
    (row) => index.languages.indexOf(row.language ?? ""),
    (row) => index.countries.indexOf(row.country ?? ""),
  ];
  const small: ((row: FeedRow) => number)[] = [
    (row) => index.kinds.indexOf(row.kind ?? ""),
    (row) => (LABELS.indexOf(row.label ?? "") + 4) % 4,
  ];
  const bytes = new Uint8Array(n * (wide.length * 4 + middle.length * 2 + small.length));
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put = (width: 4 | 2 | 1, read: (row: FeedRow) => number) => {
    for (const row of rows) {
      if (width === 4) view.setUint32(at, read(row), true);
      else if (width === 2) view.setUint16(at, read(row), true);
      else view.setUint8(at, read(row));
      at += width;
    }
  };
  for (const read of wide) put(4, read);
  for (const read of middle) put(2, read);
  for (const read of small) put(1, read);
  return bytes;
}

/** Author, text, title and address of a row, as far as the profile allows: `[author, text, title, url]`. */
function shownText(row: FeedRow, privacy: FeedPrivacy | null): (string | null)[] {
  if (!privacy) return [row.author_name, row.text, row.title, safeAddress(row.url)];
  const clean = (text: string | null) =>
    text === null ? null : withoutNames(redactText(text), privacy.persons);
  return [pseudonym(privacy.secret, row.author_key), clean(row.text), clean(row.title), null];
}

function safeAddress(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null;
}
