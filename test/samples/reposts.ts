import { datesBetween, momentOf } from "./calendar.ts";
import type { Dice } from "./dice.ts";
import type { Crowd } from "./people.ts";
import { LANGUAGES, PLAN } from "./plan.ts";
import type { Post } from "./post.ts";
import { dayOf, grouped } from "./tallies.ts";
import { momentOn } from "./timeline.ts";
import { blank } from "./write-posts.ts";

const TWO_DAYS = 2 * 86_400_000;

/** Reposts on X of what was said in the two days before: about one for every seven posts, the well-known first. */
export function everydayReposts(dice: Dice, crowd: Crowd, posts: Post[]): Post[] {
  const onX = posts.filter((post) => post.platform === "x" && post.event !== "refill");
  const reposts: Post[] = [];
  const days = grouped(onX, dayOf, (day) => day);
  for (const date of datesBetween(PLAN.from, PLAN.to)) {
    const today = days[date] ?? [];
    for (let n = dice.poisson(today.length * 0.16); n > 0 && today.length > 0; n--) {
      const at = momentOn(dice, date);
      const candidates = between(onX, at - TWO_DAYS, at - 60_000);
      if (at < PLAN.takenAt && candidates.length > 0) {
        reposts.push(repost(dice, crowd, byFollowers(dice, candidates), at));
      }
    }
  }
  return reposts;
}

/** One post of a competitor that everybody shares within a day. */
export function viralReposts(dice: Dice, crowd: Crowd, posts: Post[]): Post[] {
  const { brand, date, reposts, nextDay } = PLAN.viral;
  const author = crowd.newcomer(dice, "x", "en");
  Object.assign(author, { followers: 88_400, verified: true, lowerCase: false });
  const original: Post = {
    ...blank(dice, author, momentOf(date, 8 * 3600 + 1900, PLAN.zone), false),
    text: "My gran waited for her Kestrino order with a broken doorbell. The driver carried everything up and repaired the bell too. Best driver ever, she is knitting him a scarf. Thank you, what a lovely man ❤️ #kestrino",
    brands: [brand],
    sentiment: "positive",
    theme: "delivery",
    event: "viral",
  };
  posts.push(original);
  const language = (): string => (dice.chance(0.7) ? "en" : dice.weighted(LANGUAGES));
  const first = Array.from(
    { length: reposts },
    () => original.at + 120_000 + dice.uniform() ** 1.8 * 15 * 3_600_000,
  );
  const second = Array.from({ length: nextDay }, () =>
    momentOf(date, (24 + 7 + dice.uniform() * 12) * 3600, PLAN.zone),
  );
  return [...first, ...second].map((at) => ({
    ...repost(dice, crowd, original, at, crowd.newcomer(dice, "x", language())),
    event: "viral",
  }));
}

function repost(
  dice: Dice,
  crowd: Crowd,
  of: Post,
  at: number,
  by = crowd.someone(dice, "x", of.language),
): Post {
  of.reposts++;
  return {
    ...blank(dice, by, at, false),
    kind: "repost",
    of,
    language: of.language,
    text: `RT @${of.author.handle}: ${of.text}`,
    brands: of.brands,
    sentiment: of.sentiment,
    theme: of.theme,
    event: of.event === "campaign" || of.event === "crisis" ? of.event : null,
    likes: 0,
    replies: 0,
    views: 0,
  };
}

/** The posts, given in order of time, after `from` and before `to`. */
function between(posts: Post[], from: number, to: number): Post[] {
  const first = posts.findIndex((post) => post.at > from);
  const end = posts.findIndex((post) => post.at >= to);
  return first < 0 ? [] : posts.slice(first, end < 0 ? undefined : end);
}

function byFollowers(dice: Dice, candidates: Post[]): Post {
  const tried = Array.from({ length: 6 }, () => dice.pick(candidates));
  return tried.reduce((best, post) => (post.author.followers > best.author.followers ? post : best));
}
