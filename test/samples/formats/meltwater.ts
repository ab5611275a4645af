import { MONTHS, two, wallClock } from "../calendar.ts";
import { columns } from "../columns.ts";
import { ENGLISH_COUNTRY, ENGLISH_LANGUAGE } from "../countries.ts";
import { line, record, utf16 } from "../delimited.ts";
import type { Dice } from "../dice.ts";
import type { Post } from "../post.ts";
import type { Written } from "./export-file.ts";

const DIALECT = { delimiter: "\t", quote: "needed" } as const;

/** Meltwater Explore, 52 columns: UTF-16, tabs, times of the account's zone to the minute, UTC ms in `Document ID`. */
export function writeMeltwater(rows: Post[], dice: Dice, zone: string): Written {
  const names = columns("meltwater");
  const lines = rows.map((post) => line(record(names, values(post, dice, zone)), DIALECT));
  lines.splice(200, 0, ["14-Oct-2026 08:12AM", "", "https://twitter.com/"].join("\t"));
  return { bytes: utf16(`${[names.join("\t"), ...lines].join("\n")}\n`), rejected: { "too few columns": 1 } };
}

const inQuotes = (id: string) => (id ? `"${id}"` : "");

function values(post: Post, dice: Dice, zone: string): Record<string, string | number> {
  const wall = wallClock(post.at, zone);
  const hour = wall.hour % 12 || 12;
  const half = wall.hour < 12 ? "AM" : "PM";
  const date = `${two(wall.day)}-${MONTHS[wall.month - 1]}`;
  const text = meltwaterText(post);
  const common = {
    Date: `${date}-${wall.year} ${two(hour)}:${two(wall.minute)}${half}`,
    "Alternate Date Format": `${date}-${String(wall.year).slice(2)}`,
    Time: `${hour}:${two(wall.minute)} ${half}`,
    Headline: post.title ?? "",
    "Opening Text": text,
    "Hit Sentence": post.kind === "repost" && dice.chance(0.25) ? text.replace(/^RT @\w+: /, "") : text,
    Country: dice.chance(0.75) ? ENGLISH_COUNTRY[post.author.country]! : "Unknown",
    Language: ENGLISH_LANGUAGE[post.language]!,
    Sentiment: dice.chance(0.66) ? capital(post.sentiment) : dice.pick(["Neutral", "Not Rated"]),
    "Input Name": "Sulmora AND competitors",
    Keywords: post.brands.map(capital).join(","),
    "Document ID": inQuotes(`${post.at}_${dice.letters("0123456789abcdef", 32)}`),
  };
  return post.platform === "x" ? { ...common, ...xValues(post) } : { ...common, ...newsValues(post, dice) };
}

function xValues(post: Post): Record<string, string | number> {
  const counts: Record<string, number> =
    post.kind === "repost"
      ? {}
      : {
          Views: post.views,
          Likes: post.likes,
          Reactions: post.likes,
          Replies: post.replies,
          Retweets: post.reposts,
          Comments: post.replies,
          Shares: post.reposts,
          Engagement: post.likes + post.replies + post.reposts,
        };
  return {
    ...counts,
    URL: post.url.replace("/status/", "/statuses/"),
    Source: "Twitter",
    Influencer: `@${post.author.handle}`,
    Reach: post.author.followers,
    AVE: thousands(post.author.followers * 0.00925),
    "Twitter Authority": 1 + Math.min(9, Math.floor(Math.log10(post.author.followers + 1) * 2)),
    "Tweet Id": inQuotes(post.id),
    "Twitter Id": inQuotes(post.author.id),
    "Twitter Screen Name": post.author.name,
    "User Profile Url": `https://twitter.com/${post.author.handle}`,
    "Twitter Followers": post.author.followers,
    "Twitter Following": post.author.following,
    "Is Verified": String(post.author.verified),
    "Parent URL": post.of ? post.of.url.replace("/status/", "/statuses/") : "",
  };
}

function newsValues(post: Post, dice: Dice): Record<string, string | number> {
  const visitors = 4000 + dice.between(0, 60) * 1000;
  return {
    URL: post.url,
    Source: "Daily Retail",
    Influencer: post.author.name,
    Reach: visitors,
    "Desktop Reach": Math.round(visitors * 0.4),
    "Mobile Reach": Math.round(visitors * 0.6),
    AVE: thousands(visitors * 0.00925),
  };
}

/** Meltwater cuts reposts and marks quotes. */
function meltwaterText(post: Post): string {
  const flat = post.text.replaceAll("\n", " ");
  if (post.kind === "repost" && flat.length > 140) return `${flat.slice(0, 136)} ...`;
  return post.kind === "quote" ? `QT @${post.of!.author.handle}: ${flat}` : flat;
}

function thousands(value: number): string {
  const [whole, part] = value.toFixed(2).split(".");
  return `${whole!.replace(/\B(?=(\d{3})+$)/g, ",")}.${part}`;
}

const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);
