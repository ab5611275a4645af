import { gzipSync } from "fflate";
import { utf8 } from "../delimited.ts";
import type { Dice } from "../dice.ts";
import { subreddit } from "../identifiers.ts";
import type { Post } from "../post.ts";
import type { Written } from "./export-file.ts";

/** Arctic Shift: one object a line, oldest first, posts and comments; a torn line and one that is no object. */
export function writeReddit(rows: Post[], dice: Dice, takenAt: number): Written {
  const lines = rows.map((post) =>
    JSON.stringify(post.kind === "reply" ? comment(post, takenAt) : submission(post, takenAt)),
  );
  const torn = lines[40]!.slice(0, dice.between(90, 130));
  lines.splice(200, 0, torn);
  lines.splice(300, 0, "null");
  const bytes = gzipSync(utf8(`${lines.join("\n")}\n`), { level: 9, mtime: 0 });
  return { bytes, rejected: { "torn line": 1, "not an object": 1 } };
}

function shared(post: Post, takenAt: number) {
  const sub = subreddit(post.language);
  const gone = post.event === "removed" && post.text === "[deleted]";
  return {
    id: post.id.slice(3),
    name: post.id,
    author: gone ? "[deleted]" : post.author.handle,
    ...(gone ? {} : { author_fullname: post.author.id }),
    author_flair_text: null,
    author_premium: false,
    created_utc: post.at / 1000,
    retrieved_on: Math.round(takenAt / 1000),
    subreddit: sub,
    subreddit_id: `t5_${sub.slice(0, 6)}`,
    subreddit_name_prefixed: `r/${sub}`,
    subreddit_type: "public",
    score: Math.max(1, post.likes),
    ups: Math.max(1, post.likes),
    downs: 0,
    edited: false,
    distinguished: null,
    stickied: false,
    locked: false,
    archived: false,
    gilded: 0,
    total_awards_received: 0,
    all_awardings: [],
    send_replies: true,
    likes: null,
    saved: false,
  };
}

function submission(post: Post, takenAt: number) {
  const permalink = `/r/${subreddit(post.language)}/comments/${post.id.slice(3)}/`;
  return {
    ...shared(post, takenAt),
    title: post.title,
    selftext: post.text,
    is_self: true,
    domain: `self.${subreddit(post.language)}`,
    url: `https://www.reddit.com${permalink}`,
    permalink,
    num_comments: post.replies,
    num_crossposts: 0,
    upvote_ratio: 0.9,
    link_flair_text: null,
    over_18: false,
    spoiler: false,
    thumbnail: "self",
  };
}

function comment(post: Post, takenAt: number) {
  const thread = post.of!;
  return {
    ...shared(post, takenAt),
    body: post.text,
    link_id: thread.id,
    parent_id: thread.id,
    permalink: `/r/${subreddit(post.language)}/comments/${thread.id.slice(3)}/_/${post.id.slice(3)}/`,
    controversiality: 0,
    is_submitter: false,
    collapsed: false,
    score_hidden: false,
  };
}
