import {
  type AuthorRatios,
  differenceInterval,
  type Random,
  ratioInterval,
  seededRandom,
} from "../../src/statistics/index.ts";

const SHARE = 0.3;
const LATER = 0.36;
/** Correlation 0.2 within authors. */
const CONCENTRATION = 4;

const lean = (random: Random, share: number) =>
  random.beta(share * CONCENTRATION, (1 - share) * CONCENTRATION);

function hits(random: Random, mentions: number, leaning: number): number {
  let sum = 0;
  for (let i = 0; i < mentions; i++) if (random.uniform() < leaning) sum++;
  return sum;
}

/** Two periods of n authors, half of them in both; one author writes this part of the periods he is in. */
function twoPeriods(random: Random, n: number, part: number, inBoth: boolean) {
  const size = n + Math.round(n / 2);
  const activity = Array.from({ length: size }, () => 1 + random.negativeBinomial(2, 0.5));
  const heavy = Math.round((part * 5 * n) / (1 - part));
  const empty = (): { x: number[]; y: number[] } => ({ x: [], y: [] });
  const [before, now] = [empty(), empty()];
  for (let i = 0; i < size; i++) {
    const leaning = lean(random, SHARE);
    const later = leaning + ((LATER - SHARE) / (1 - SHARE)) * (1 - leaning);
    const isHeavy = i === n - 1 && part > 0;
    before.x.push(i < n ? (isHeavy ? heavy : activity[i]!) : 0);
    before.y.push(hits(random, before.x[i]!, leaning));
    now.x.push(i >= size - n ? (isHeavy && inBoth ? heavy : activity[i]!) : 0);
    now.y.push(hits(random, now.x[i]!, later));
  }
  return { before, now };
}

/** One of the posts, by their pull. */
function drawn<T extends { pull: number }>(random: Random, posts: readonly T[], total: number): T {
  let left = random.uniform() * total;
  for (const post of posts) {
    left -= post.pull;
    if (left <= 0) return post;
  }
  return posts[0]!;
}

/** Originals of n authors, and reposts: this part of all mentions, by people of their own, of posts drawn by chance, few of them most. */
function withReposts(
  random: Random,
  n: number,
  part: number,
): { all: AuthorRatios; originals: AuthorRatios } {
  const x = Array.from({ length: n }, () => 1 + random.negativeBinomial(2, 0.5));
  const y = x.map((mentions) => hits(random, mentions, lean(random, SHARE)));
  const written = x.reduce((a, b) => a + b, 0);
  const posts = Array.from({ length: Math.max(3, Math.round(n / 10)) }, () => ({
    pull: random.uniform() ** -0.8,
    hit: random.uniform() < SHARE ? 1 : 0,
  }));
  const pull = posts.reduce((sum, post) => sum + post.pull, 0);
  const all = { x: [...x], y: [...y] };
  for (let repost = 0; repost < (part * written) / (1 - part); repost++) {
    const post = drawn(random, posts, pull);
    all.x.push(1);
    all.y.push(post.hit);
  }
  return { all, originals: { x, y } };
}

/**
 * Coverage of the 95 % intervals where mentions hang together: `dependence [RUNS] [SEED]`. Differences between two periods (share .30,
 * later .36) in which one author writes much of one or of both; shares of which part are reposts of few posts, each repost by another person,
 * in the views of all mentions and of originals.
 */
export async function main(args: string[]): Promise<void> {
  const runs = Number(args[0] ?? 1000);
  const seed = Number(args[1] ?? 20260715);
  const random = seededRandom(seed);
  const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
  console.log(`dependence: ${runs} simulated studies a row, seed ${seed}; coverage, aim 95 %`);
  console.log("difference           authors  covered   told");
  for (const [part, both] of [
    [0, true],
    [0.2, false],
    [0.2, true],
    [0.4, false],
    [0.4, true],
  ] as const) {
    for (const n of [50, 200, 1000]) {
      let [told, covered] = [0, 0];
      for (let run = 0; run < runs; run++) {
        const { value, low, high } = differenceInterval(twoPeriods(random, n, part, both));
        if (value === null) continue;
        told++;
        if (low! <= LATER - SHARE && LATER - SHARE <= high!) covered++;
      }
      const name = part === 0 ? "nobody heavy" : `${100 * part} % in ${both ? "both" : "one"}`;
      console.log(
        `${name.padEnd(20)} ${String(n).padEnd(8)} ${percent(covered, told).padEnd(9)} ${percent(told, runs)}`,
      );
    }
  }
  console.log("reposts              authors  all       originals");
  for (const part of [0, 0.2, 0.5, 0.8]) {
    for (const n of [50, 200, 1000]) {
      const covered = { all: 0, originals: 0 };
      for (let run = 0; run < runs; run++) {
        const views = withReposts(random, n, part);
        for (const view of ["all", "originals"] as const) {
          const { low, high } = ratioInterval(views[view]);
          if (low !== null && low <= SHARE && SHARE <= high!) covered[view]++;
        }
      }
      console.log(
        `${`${100 * part} % reposts`.padEnd(20)} ${String(n).padEnd(8)} ${percent(covered.all, runs).padEnd(9)} ${percent(covered.originals, runs)}`,
      );
    }
  }
}
