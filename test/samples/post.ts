import type { BrandId } from "./brands.ts";
import type { Platform, Sentiment } from "./plan.ts";

/** Someone who posts on one platform. */
export interface Person {
  platform: Platform;
  id: string;
  handle: string;
  name: string;
  language: string;
  country: string;
  followers: number;
  following: number;
  posts: number;
  verified: boolean;
  joined: number;
  /** Writes without capitals. */
  lowerCase: boolean;
  /** Chance of an emoji, and of a slip of the keyboard. */
  emoji: number;
  slips: number;
}

export type PostEvent =
  | "viral"
  | "refill"
  | "campaign"
  | "crisis"
  | "spam"
  | "homonym"
  | "copy"
  | "removed"
  | "answer";

/** One post as the platform holds it: the exports are views of these. */
export interface Post {
  platform: Platform;
  id: string;
  url: string;
  /** ms since 1970, UTC, whole seconds. */
  at: number;
  author: Person;
  language: string;
  kind: "original" | "repost" | "reply" | "quote";
  /** The post reposted, quoted or answered. */
  of: Post | null;
  title: string | null;
  text: string;
  brands: BrandId[];
  sentiment: Sentiment;
  theme: string;
  event: PostEvent | null;
  likes: number;
  replies: number;
  reposts: number;
  quotes: number;
  views: number;
  /** Anything but `ok` is a date that the review portal's export got wrong. */
  dateQuality: "ok" | "missing" | "default" | "future";
}
