import { gzipSync } from "fflate";
import { utf8 } from "../delimited.ts";
import type { Dice } from "../dice.ts";
import type { Post } from "../post.ts";
import type { Written } from "./export-file.ts";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** Bluesky's Jetstream, an event a line, oldest first: posts, and the account events and deletions that come with them. */
export function writeBluesky(rows: Post[], dice: Dice): Written {
  const cids = new Map<Post, string>();
  const cid = (post: Post) => {
    if (!cids.has(post)) cids.set(post, `bafyrei${dice.letters(BASE32, 52)}`);
    return cids.get(post)!;
  };
  const lines = rows.map((post) => JSON.stringify(event(post, cid)));
  const account = rows[90]!;
  const others = [
    {
      ...head(account),
      kind: "identity",
      identity: {
        did: account.author.id,
        handle: account.author.handle,
        seq: 1409753013,
        time: new Date(account.at).toISOString(),
      },
    },
    {
      ...head(account),
      kind: "account",
      account: {
        active: true,
        did: account.author.id,
        seq: 1409753014,
        time: new Date(account.at).toISOString(),
      },
    },
    {
      ...head(rows[150]!),
      kind: "commit",
      commit: {
        rev: rows[150]!.id,
        operation: "delete",
        collection: "app.bsky.feed.post",
        rkey: rows[10]!.id,
      },
    },
  ];
  lines.splice(151, 0, JSON.stringify(others[2]));
  lines.splice(91, 0, JSON.stringify(others[0]), JSON.stringify(others[1]));
  const torn = lines.at(-1)!.slice(0, 120);
  const bytes = gzipSync(utf8(`${lines.join("\n")}\n${torn}`), { level: 9, mtime: 0 });
  return { bytes, rejected: { "not a post": 3, "torn line": 1 } };
}

/** Jetstream sees a post a second or two after its author's clock says it was written. */
const head = (post: Post) => ({ did: post.author.id, time_us: (post.at + 1000 + (post.at % 1700)) * 1000 });

function event(post: Post, cid: (post: Post) => string) {
  const strong = (of: Post) => ({ cid: cid(of), uri: of.url });
  const root = (of: Post): Post => (of.of && of.kind === "reply" ? root(of.of) : of);
  const tags = [...post.text.matchAll(/#([\p{L}\d_]+)/gu)].map((match) => {
    const byteStart = Buffer.byteLength(post.text.slice(0, match.index));
    return {
      features: [{ $type: "app.bsky.richtext.facet#tag", tag: match[1] }],
      index: { byteEnd: byteStart + Buffer.byteLength(match[0]), byteStart },
    };
  });
  return {
    ...head(post),
    kind: "commit",
    commit: {
      rev: post.id,
      operation: "create",
      collection: "app.bsky.feed.post",
      rkey: post.id,
      record: {
        $type: "app.bsky.feed.post",
        createdAt: new Date(post.at).toISOString(),
        ...(tags.length > 0 ? { facets: tags } : {}),
        langs: [post.language],
        ...(post.of ? { reply: { parent: strong(post.of), root: strong(root(post.of)) } } : {}),
        text: post.text,
      },
      cid: cid(post),
    },
  };
}
