import { two, wallClock } from "../calendar.ts";
import { columns } from "../columns.ts";
import { ENGLISH_COUNTRY } from "../countries.ts";
import { record } from "../delimited.ts";
import type { Dice } from "../dice.ts";
import { forumSite, newsSite } from "../identifiers.ts";
import type { Post } from "../post.ts";
import type { Written } from "./export-file.ts";
import { xlsx } from "./xlsx.ts";

/**
 * Talkwalker: Sheet0, 93 columns, every cell text, times of the project's zone; two rows hold
 * only zeros, of posts that are gone.
 */
export function writeTalkwalker(rows: Post[], dice: Dice, zone: string): Written {
  const names = columns("talkwalker");
  const body = rows.map((post) => record(names, values(post, dice, zone)));
  const empty = record(names, Object.fromEntries(ZEROS.map((name) => [name, "0"])));
  body.splice(300, 0, empty);
  body.splice(900, 0, empty);
  return { bytes: xlsx("Sheet0", [names, ...body]), rejected: { "empty row": 2 } };
}

const ZEROS = [
  "images.width",
  "images.height",
  "videos.width",
  "videos.height",
  "article_extended_attributes.facebook_shares",
  "article_extended_attributes.facebook_likes",
  "article_extended_attributes.url_views",
  "article_extended_attributes.pinterest_likes",
  "article_extended_attributes.youtube_views",
  "article_extended_attributes.instagram_likes",
  "source_extended_attributes.facebook_followers",
  "source_extended_attributes.instagram_followers",
  "spam_level",
];

const TAGS = {
  original: "isNewsHost",
  repost: "isComment,isRepost,isNewsHost",
  reply: "isComment,isTwitterReply,isNewsHost",
  quote: "isComment,isNewsHost",
};

function values(post: Post, dice: Dice, zone: string): Record<string, string | number> {
  const wall = wallClock(post.at, zone);
  const clock = `${two(wall.hour)}:${two(wall.minute)}:${two(wall.second)}`;
  const published = `${two(wall.day)}/${two(wall.month)}/${String(wall.year).slice(2)} ${clock}`;
  const row: Record<string, string | number> = {
    url: post.platform === "x" ? post.url.replace("https", "http") : post.url,
    indexed: published,
    published,
    search_indexed: published,
    title: post.title ?? "",
    title_snippet: post.title ?? "",
    content: post.text,
    content_snippet: post.text,
    parent_url: post.of ? post.of.url.replace("https", "http") : "",
    lang: post.language,
    sentiment: dice.chance(0.7) ? { positive: "5", neutral: "0", negative: "-5" }[post.sentiment] : "0",
    post_type: "TEXT",
    tags_internal: TAGS[post.kind],
    entity_urls: "[]",
    matched_profile: (post.brands.length > 0 ? post.brands : ["sulmora"])
      .map((brand) => `SEARCH /  / ${brand}`)
      .join(","),
    word_count: post.text.split(/\s+/).length,
    "extra_author_attributes.name": post.author.name,
    "extra_author_attributes.short_name": post.author.handle,
    "extra_author_attributes.birthdate.date": "0",
    "extra_author_attributes.birthdate.resolution": "DAY",
    "extra_author_attributes.gender": "UNKNOWN",
    "extra_article_attributes.world_data.longitude": "0.0",
    "extra_article_attributes.world_data.latitude": "0.0",
  };
  for (const name of ZEROS) row[name] = "0";
  if (dice.chance(0.8)) Object.assign(row, country(post.author.country));
  return { ...row, ...(post.platform === "x" ? xValues(post) : siteValues(post)) };
}

function country(code: string): Record<string, string> {
  const at = "extra_author_attributes.world_data";
  return {
    [`${at}.country`]: ENGLISH_COUNTRY[code]!,
    [`${at}.country_code`]: code === "GB" ? "uk" : code.toLowerCase(),
  };
}

function xValues(post: Post): Record<string, string | number> {
  return {
    domain_url: "http://twitter.com/",
    host_url: "http://twitter.com/",
    source_type: "SOCIALMEDIA,SOCIALMEDIA_TWITTER",
    "extra_author_attributes.url": `http://twitter.com/${post.author.handle}`,
    "source_extended_attributes.twitter_followers": post.author.followers,
    "article_extended_attributes.twitter_retweets": post.reposts,
    "article_extended_attributes.twitter_shares": post.reposts,
    "article_extended_attributes.twitter_likes": post.likes,
    "article_extended_attributes.num_comments": post.replies,
    engagement: post.likes + post.replies + post.reposts,
    reach: post.author.followers,
  };
}

function siteValues(post: Post): Record<string, string | number> {
  const forum = post.platform === "forum";
  const site = `https://www.${forum ? forumSite(post.language) : newsSite(post.language)}/`;
  return {
    domain_url: site,
    host_url: site,
    root_url: site,
    source_type: forum ? "MESSAGEBOARD" : "ONLINENEWS,ONLINENEWS_NEWSPAPER",
    engagement: "0",
    reach: "41000",
  };
}
