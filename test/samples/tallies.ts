import { BRANDS, type BrandId } from "./brands.ts";
import { dateIn, isoWeek } from "./calendar.ts";
import { PLAN, type Sentiment } from "./plan.ts";
import type { Post } from "./post.ts";

export type Counts = Record<string, number>;

/** Posts by sentiment, and their net sentiment. */
export function mix(posts: Post[]): Counts & { net: number } {
  const count = (sentiment: Sentiment) => posts.filter((post) => post.sentiment === sentiment).length;
  const [positive, neutral, negative] = [count("positive"), count("neutral"), count("negative")];
  return { positive, neutral, negative, net: round((positive - negative) / Math.max(1, posts.length)) };
}

export const dayOf = (post: Post) => dateIn(post.at, PLAN.zone);
export const weekOf = (post: Post) => isoWeek(dayOf(post));
export const of = (posts: Post[], brand: BrandId) => posts.filter((post) => post.brands.includes(brand));
export const total = (counts: Counts) => Object.values(counts).reduce((sum, n) => sum + n, 0);
export const round = (value: number) => Math.round(value * 10_000) / 10_000;
export const byBrand = <T>(make: (brand: BrandId) => T) =>
  Object.fromEntries(BRANDS.map((brand) => [brand, make(brand)]));

export function grouped<T>(
  posts: Post[],
  key: (post: Post) => string,
  make: (group: Post[]) => T,
): Record<string, T> {
  const groups = new Map<string, Post[]>();
  for (const post of posts) {
    const name = key(post);
    const group = groups.get(name);
    if (group) group.push(post);
    else groups.set(name, [post]);
  }
  return Object.fromEntries(
    [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, group]) => [name, make(group)]),
  );
}

export const countBy = (posts: Post[], key: (post: Post) => string): Counts =>
  grouped(posts, key, (group) => group.length);
