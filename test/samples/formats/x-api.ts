import { gzipSync } from "fflate";
import { utf8 } from "../delimited.ts";
import type { Dice } from "../dice.ts";
import type { Person, Post } from "../post.ts";
import type { Written } from "./export-file.ts";
import { pythonJson } from "./python-json.ts";

const PAGE = 100;
const URL =
  "https://api.twitter.com/2/tweets/search/all?expansions=author_id%2Creferenced_tweets.id%2Creferenced_tweets.id.author_id&max_results=100&query=sulmora+OR+dolvan+OR+kestrino";

/** Characters of the last page that are written a second time before the file breaks off. */
const TORN = 1531;

/**
 * X API v2 answers as twarc writes them: a page of 100 a line, newest first, one error object, and the last page begun
 * once more and torn off; its whole posts are in the file twice.
 */
export function writeXApi(rows: Post[], dice: Dice, takenAt: number): Written & { rows: Post[] } {
  const lines: string[] = [];
  for (let start = 0; start < rows.length; start += PAGE) {
    const next = start + PAGE < rows.length ? dice.letters("abcdefghijklmnopqrstuvwxyz0123456789", 44) : null;
    lines.push(pythonJson(page(rows.slice(start, start + PAGE), next, takenAt)));
  }
  const error = {
    errors: [
      {
        title: "operational-disconnect",
        disconnect_type: "UpstreamOperationalDisconnect",
        detail: "This stream has been disconnected upstream for operational reasons.",
      },
    ],
    __twarc: twarc(takenAt),
  };
  lines.splice(6, 0, pythonJson(error));
  lines.push(lines.at(-1)!.slice(0, TORN));
  const bytes = gzipSync(utf8(lines.join("\n")), { level: 9, mtime: 0 });
  const last = rows.slice(rows.length - (rows.length % PAGE || PAGE));
  return { bytes, rejected: { "error object": 1, "torn line": 1 }, rows: [...rows, ...wholeIn(last, TORN)] };
}

/** Posts of a page that stand whole within its first characters. */
function wholeIn(posts: Post[], characters: number): Post[] {
  let end = '{"data": ['.length;
  return posts.filter((post) => {
    end += pythonJson(tweet(post)).length;
    const whole = end <= characters;
    end += ", ".length;
    return whole;
  });
}

function page(posts: Post[], next: string | null, takenAt: number) {
  const referenced = new Map(posts.flatMap((post) => (post.of ? [[post.of.id, post.of] as const] : [])));
  const people = new Map([...posts, ...referenced.values()].map((post) => [post.author.id, post.author]));
  return {
    data: posts.map(tweet),
    includes: { users: [...people.values()].map(user), tweets: [...referenced.values()].map(tweet) },
    meta: {
      newest_id: posts[0]!.id,
      oldest_id: posts.at(-1)!.id,
      result_count: posts.length,
      ...(next ? { next_token: next } : {}),
    },
    __twarc: twarc(takenAt),
  };
}

const twarc = (takenAt: number) => ({
  url: URL,
  version: "2.14.0",
  retrieved_at: new Date(takenAt).toISOString().replace(".000Z", "+00:00"),
});

const REFERENCE = { repost: "retweeted", reply: "replied_to", quote: "quoted", original: "" };

function tweet(post: Post) {
  const text = post.kind === "repost" && post.text.length > 140 ? `${cut(post.text, 139)}…` : post.text;
  const hashtags = [...text.matchAll(/#([\p{L}\d_]+)/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    tag: match[1],
  }));
  return {
    id: post.id,
    created_at: new Date(post.at).toISOString(),
    author_id: post.author.id,
    text,
    lang: post.language,
    conversation_id: post.kind === "reply" && post.of ? post.of.id : post.id,
    ...(post.kind === "reply" && post.of ? { in_reply_to_user_id: post.of.author.id } : {}),
    ...(post.of ? { referenced_tweets: [{ type: REFERENCE[post.kind], id: post.of.id }] } : {}),
    ...(hashtags.length > 0 ? { entities: { hashtags } } : {}),
    public_metrics: {
      retweet_count: post.kind === "repost" ? post.of!.reposts : post.reposts,
      reply_count: post.replies,
      like_count: post.likes,
      quote_count: post.quotes,
      impression_count: post.views,
    },
    edit_history_tweet_ids: [post.id],
    possibly_sensitive: false,
    reply_settings: "everyone",
  };
}

/** Never between the halves of a surrogate pair. */
const cut = (text: string, length: number) => text.slice(0, length).replace(/[\ud800-\udbff]$/, "");

function user(person: Person) {
  return {
    id: person.id,
    username: person.handle,
    name: person.name,
    created_at: new Date(person.joined).toISOString(),
    verified: person.verified,
    protected: false,
    public_metrics: {
      followers_count: person.followers,
      following_count: person.following,
      tweet_count: person.posts,
      listed_count: Math.floor(person.followers / 150),
    },
  };
}
