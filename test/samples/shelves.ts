import type { Dice } from "./dice.ts";
import type { Platform } from "./plan.ts";
import type { Post } from "./post.ts";

/** A tool that saw posts. */
export type Shelf =
  | "brandwatch"
  | "meltwater"
  | "talkwalker"
  | "x-api"
  | "reddit"
  | "bluesky"
  | "telegram"
  | "youtube"
  | "reviews";

const HOME: Partial<Record<Platform, Shelf>> = {
  bluesky: "bluesky",
  reddit: "reddit",
  telegram: "telegram",
  youtube: "youtube",
  review: "reviews",
};

const SHARED: Partial<Record<Platform, Partial<Record<Shelf, number>>>> = {
  x: { "x-api": 0.54, talkwalker: 0.265, meltwater: 0.095, brandwatch: 0.1 },
  forum: { talkwalker: 0.6, brandwatch: 0.4 },
  news: { meltwater: 0.35, talkwalker: 0.4, brandwatch: 0.25 },
};

/** Puts every post on the shelf of one tool, and some posts on X on a second one: overlapping exports. */
export function shelve(dice: Dice, posts: Post[]): Map<Shelf, Post[]> {
  const shelves = new Map<Shelf, Post[]>();
  const drawn: [Shelf, Post][] = [];
  for (const post of posts) {
    const shared = SHARED[post.platform];
    const shelf =
      post.event === "answer"
        ? "x-api"
        : shared
          ? (dice.weighted(shared as Record<Shelf, number>) as Shelf)
          : HOME[post.platform]!;
    drawn.push([shelf, post]);
    if (shelf !== "x-api" || post.event === "answer") continue;
    if (dice.chance(0.06)) drawn.push(["talkwalker", post]);
    else if (dice.chance(0.04)) drawn.push(["meltwater", post]);
  }
  for (const [shelf, post] of drawn) {
    if (!shelves.has(shelf)) shelves.set(shelf, []);
    shelves.get(shelf)!.push(post);
  }
  return shelves;
}

/** The same rows with `n` of them standing twice, the second time further down. */
export function repeated(dice: Dice, rows: Post[], n: number): Post[] {
  const result = [...rows];
  for (let i = 0; i < n; i++) {
    const from = dice.between(20, rows.length - 60);
    const row = result[from]!;
    result.splice(from + dice.between(1, 30), 0, row);
  }
  return result;
}
