import { utcText } from "../calendar.ts";
import { columns } from "../columns.ts";
import { ENGLISH_COUNTRY, ISO3 } from "../countries.ts";
import { line, record, utf8 } from "../delimited.ts";
import type { Dice } from "../dice.ts";
import { forumSite, newsSite } from "../identifiers.ts";
import type { Post } from "../post.ts";
import type { Written } from "./export-file.ts";

const DIALECT = { delimiter: ",", quote: "all" } as const;
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Brandwatch "Bulk Mentions Download": six lines, then 186 columns, everything quoted, times in UTC, newest first. */
export function writeBrandwatch(
  rows: Post[],
  dice: Dice,
  span: { from: number; to: number },
  cutOff: boolean,
): Written {
  const names = columns("brandwatch");
  const preamble = [
    ["Report:", "Bulk Mentions Download"],
    ["Brand:", "Sulmora"],
    ["From:", javaDate(span.from)],
    ["To:", javaDate(span.to)],
    ["Label:", ""],
  ].map((fields) => line(fields, DIALECT));
  const lines = rows.map((post) => line(record(names, values(post, dice)), DIALECT));
  const rejected: Record<string, number> = {};
  if (cutOff) {
    lines.splice(120, 0, line(["2000417733", "Sulmora", ""], DIALECT));
    lines.push('"2000417733","Sulmora","2026-07-27 04:10:55.0","Waiting for the van again, th');
    rejected["too few columns"] = 1;
    rejected["cut off"] = 1;
  }
  const end = cutOff ? "" : "\n";
  return {
    bytes: utf8(`\ufeff${preamble.join("\n")}\n\n${line(names, DIALECT)}\n${lines.join("\n")}${end}`),
    rejected,
  };
}

function javaDate(at: number): string {
  const date = new Date(at);
  const month = date.toUTCString().slice(8, 11);
  return `${WEEKDAYS[date.getUTCDay()]} ${month} ${date.toISOString().slice(8, 10)} ${date.toISOString().slice(11, 19)} UTC ${date.getUTCFullYear()}`;
}

const ZEROS =
  `Comments,Facebook Comments,Facebook Likes,Facebook Shares,Instagram Comments,Instagram Followers,Instagram Following,
Instagram Interactions Count,Instagram Posts,Thread Id,Linkedin Comments,Linkedin Impressions,Linkedin Likes,Linkedin Shares,
Linkedin Video Views,Instagram Likes,Likes,Shares`.split(/,\s*/);
const FALSE = [
  "Checked",
  "Starred",
  "Is Syndicated",
  "Linkedin Sponsored",
  "Subreddit NSFW",
  "Reddit Spoiler",
];

function values(post: Post, dice: Dice): Record<string, string | number> {
  const resource = dice.letters("0123456789abcdef", 32);
  const site =
    post.platform === "x" ? "twitter.com" : (post.platform === "forum" ? forumSite : newsSite)(post.language);
  const iso = new Date(post.at).toISOString();
  const added = iso.replace("000Z", `${dice.between(100, 999)}+0000`);
  const row: Record<string, string | number> = {
    "Query Id": "2000417733",
    "Query Name": "Sulmora and competitors",
    Date: `${utcText(post.at)}.0`,
    Title: post.title ?? post.text,
    Url:
      post.platform === "x" ? post.url.replace("https", "http").replace("/status/", "/statuses/") : post.url,
    Domain: site,
    Sentiment: vendorSentiment(post, dice),
    Language: post.language,
    Added: added,
    Updated: added,
    Author: post.author.handle,
    "Full Name": `${post.author.handle} (${post.author.name})`,
    "Full Text": post.text,
    "Resource Id": resource,
    "Mention Id": `MentionId{queryId=2000417733, resourceId='${resource}', date=${iso.slice(0, 19)}Z}`,
    "Original Url": post.url,
    Latitude: "0.0",
    Longitude: "0.0",
    "Linkedin Engagement": "0.0",
    "Unified Source Name": site,
    "Has Full Text": "true",
    Hashtags: (post.text.match(/#[\p{L}\d_]+/gu) ?? []).join(", "),
    "Thread Entry Type": { original: "post", repost: "share", reply: "reply", quote: "post" }[post.kind],
  };
  for (const name of ZEROS) row[name] = "0";
  for (const name of FALSE) row[name] = "false";
  if (dice.chance(0.7)) {
    row["Country Code"] = ISO3[post.author.country]!;
    row["Country"] = ENGLISH_COUNTRY[post.author.country]!;
  }
  return post.platform === "x" ? { ...row, ...xValues(post) } : { ...row, ...siteValues(post) };
}

function xValues(post: Post): Record<string, string | number> {
  const of = post.of ? post.of.url.replace("https", "http").replace("/status/", "/statuses/") : "";
  return {
    "Page Type": "twitter",
    "Page Type Name": "X",
    "Pub Type": "Twitstream",
    "Content Source": "twitter",
    "Content Source Name": "X",
    "Account Type": "individual",
    "X Author ID": post.author.id,
    "X Followers": post.author.followers,
    "X Following": post.author.following,
    "X Posts": post.author.posts,
    "X Replies": post.replies,
    "X Reposts": post.reposts,
    "X Likes": post.likes,
    "X Verified": String(post.author.verified),
    "Engagement Type": { original: "", repost: "RETWEET", reply: "REPLY", quote: "QUOTE" }[post.kind],
    "X Reply to": post.kind === "reply" ? of : "",
    "X Repost of": post.kind === "repost" ? of : "",
    Comments: post.replies,
    Likes: post.likes,
    Shares: post.reposts,
    Impressions: post.views,
    "Potential Audience": post.author.followers,
    "Reach (new)": Math.round(post.author.followers * 0.4),
    "Engagement Score": `${post.likes + post.replies + post.reposts}.0`,
    "Total Monthly Visitors": "6000000000",
  };
}

function siteValues(post: Post): Record<string, string | number> {
  const type = post.platform === "forum" ? "forum" : "news";
  const name = type === "forum" ? "Forum" : "Online News";
  return {
    "Page Type": type,
    "Page Type Name": name,
    "Content Source": type,
    "Content Source Name": name,
    "Total Monthly Visitors": "41000",
    "Thread URL": type === "forum" ? post.url : "",
  };
}

/** A vendor's label: right most of the time. */
function vendorSentiment(post: Post, dice: Dice): string {
  return dice.chance(0.68) ? post.sentiment : dice.pick(["neutral", "neutral", "positive", "negative"]);
}
