import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AuthorRatios,
  differenceInterval,
  differenceSums,
  quantileInterval,
  ratioInterval,
  ratioSums,
  seededRandom,
  studentQuantile,
} from "../../src/statistics/index.ts";

const HAND: AuthorRatios = { y: [4, 0, 1, 3, 2, 0, 1, 5, 2, 1], x: [6, 2, 3, 5, 2, 4, 3, 6, 4, 5] };

function authors(seed: number, n: number, share: number): AuthorRatios {
  const random = seededRandom(seed);
  const x = Array.from({ length: n }, () => 1 + random.negativeBinomial(2, 0.5));
  const y = x.map((posts) => {
    const leaning = random.beta(share * 4, (1 - share) * 4);
    return Array.from({ length: posts }, () => (random.uniform() < leaning ? 1 : 0)).reduce<number>(
      (a, b) => a + b,
      0,
    );
  });
  return { y, x };
}

describe("ratioInterval", () => {
  it("follows the formula worked out by hand", () => {
    const sums = ratioSums(HAND);
    expect([sums.y, sums.x, sums.n]).toEqual([19, 40, 10]);
    let square = 0;
    for (let i = 0; i < 10; i++)
      square += ((HAND.y[i]! - 0.475 * HAND.x[i]!) / 40 / (1 - HAND.x[i]! / 40)) ** 2;
    const error = Math.sqrt((10 / 9) * square);
    const { value, low, high, method, df } = ratioInterval(HAND);
    expect(method).toBe("clustered");
    expect(value).toBeCloseTo(0.475, 12);
    const reach = (studentQuantile(0.975, df!) * error) / (0.475 * 0.525);
    const logit = Math.log(0.475 / 0.525);
    expect(low).toBeCloseTo(1 / (1 + Math.exp(reach - logit)), 10);
    expect(high).toBeCloseTo(1 / (1 + Math.exp(-reach - logit)), 10);
  });

  it("gives the same from sums as from authors", () => {
    expect(ratioInterval(ratioSums(HAND))).toEqual(ratioInterval(HAND));
  });

  it("says too few under 30 mentions or 10 authors, and gives no figure then", () => {
    const few = { y: new Array(9).fill(5), x: new Array(9).fill(10) };
    expect(ratioInterval(few)).toMatchObject({
      value: null,
      low: null,
      high: null,
      method: "too_few",
      n_authors: 9,
    });
    const short = { y: new Array(20).fill(1), x: new Array(20).fill(1) };
    expect(ratioInterval(short).method).toBe("too_few");
    // Engagement is no count of mentions.
    expect(
      ratioInterval({ y: HAND.y, x: (HAND.x as number[]).map((x) => 100 * x) }, { mentions: 29 }).method,
    ).toBe("too_few");
  });

  it("falls back on Wilson for rare properties and for no variance, with the effective size", () => {
    const rare = { y: [1, 1, ...new Array(48).fill(0)], x: new Array(50).fill(1) };
    const interval = ratioInterval(rare);
    expect(interval.method).toBe("wilson");
    expect(interval.low).toBeCloseTo(0.011, 3);
    expect(interval.high).toBeCloseTo(0.1346, 3);
    const all = ratioInterval({ y: new Array(50).fill(1), x: new Array(50).fill(1) });
    expect(all).toMatchObject({ value: 1, high: 1, method: "wilson" });
    expect(all.low).toBeLessThan(0.94);
    const netNone = ratioInterval({ y: new Array(50).fill(-1), x: new Array(50).fill(1) }, { scale: "net" });
    expect(netNone.value).toBe(-1);
    expect(netNone.low).toBe(-1);
    expect(netNone.high!).toBeGreaterThan(-0.9);
  });

  it("is wider than posts taken as independent when one author dominates", () => {
    const x = [300, ...new Array(60).fill(2)];
    const y = [200, ...new Array(60).fill(0).map((_, i) => (i % 3 === 0 ? 1 : 0))];
    const { low, high } = ratioInterval({ y, x });
    const independent = 2 * 1.96 * Math.sqrt((0.52 * 0.48) / 420);
    expect(high! - low!).toBeGreaterThan(4 * independent);
  });

  it("stays inside its scale around the value, whatever the order of authors", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 30, max: 80 }),
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        (seed, n, share) => {
          const data = authors(seed, n, share);
          const { value, low, high } = ratioInterval(data);
          expect(low!).toBeGreaterThanOrEqual(0);
          expect(high!).toBeLessThanOrEqual(1);
          expect(low! <= value! && value! <= high!).toBe(true);
          const reversed = { y: [...Array.from(data.y)].reverse(), x: [...Array.from(data.x)].reverse() };
          expect(ratioInterval(reversed).low).toBeCloseTo(low!, 10);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("covers the truth about 95 times in 100", () => {
    const seed = 4_000;
    let covered = 0;
    for (let run = 0; run < 400; run++) {
      const { low, high } = ratioInterval(authors(seed + run, 200, 0.3));
      if (low! <= 0.3 && 0.3 <= high!) covered++;
    }
    expect(covered / 400, `seeds from ${seed}`).toBeGreaterThan(0.92);
    expect(covered / 400, `seeds from ${seed}`).toBeLessThan(0.985);
  });
});

describe("differenceInterval", () => {
  it("is narrower for the same people than for strangers", () => {
    const before = authors(1, 200, 0.3);
    const same = differenceInterval({ now: before, before });
    expect(same.value).toBe(0);
    expect(same.high! - same.low!).toBeLessThan(0.02);
    const none = new Array(200).fill(0);
    const strangers = differenceInterval({
      now: { y: [...Array.from(before.y), ...none], x: [...Array.from(before.x), ...none] },
      before: { y: [...none, ...Array.from(before.y)], x: [...none, ...Array.from(before.x)] },
    });
    expect(strangers.n_authors).toBe(400);
    expect(strangers.high! - strangers.low!).toBeGreaterThan(0.1);
  });

  it("agrees with the variance of subtracted influences", () => {
    const now = authors(2, 400, 0.4);
    const before = authors(3, 400, 0.4);
    const sums = differenceSums(now, before);
    const square = sums.now.influence2 + sums.before.influence2 - 2 * sums.shared;
    const error = Math.sqrt((400 / 399) * square);
    const { low, high } = differenceInterval({ now, before });
    expect((high! - low!) / (2 * 1.98 * error)).toBeCloseTo(1, 1);
  });

  it("says nothing when one side is too small", () => {
    const now = authors(5, 100, 0.3);
    const before = { y: new Array(100).fill(0), x: [...new Array(5).fill(3), ...new Array(95).fill(0)] };
    expect(differenceInterval({ now, before })).toMatchObject({ value: null, method: "too_few" });
  });
});

describe("quantileInterval", () => {
  it("covers the true median of waits that authors share, and is NULL of too few", () => {
    let covered = 0;
    for (let seed = 900; seed < 1100; seed++) {
      const random = seededRandom(seed);
      const values: number[] = [];
      const authors: number[] = [];
      for (let author = 0; author < 150; author++) {
        const slow = random.normal();
        for (let post = random.poisson(1.5); post >= 0; post--) {
          values.push(Math.exp(3 + 0.7 * slow + 0.7 * random.normal()));
          authors.push(author);
        }
      }
      const { low, high } = quantileInterval(values, authors);
      if (low! <= Math.exp(3) && Math.exp(3) <= high!) covered++;
    }
    expect(covered, "seeds 900–1099").toBeGreaterThanOrEqual(184);
    expect(covered, "seeds 900–1099").toBeLessThanOrEqual(198);
    expect(quantileInterval([1, 2, 3], [1, 2, 3])).toEqual({ value: 2, low: null, high: null });
    expect(quantileInterval([], [])).toEqual({ value: null, low: null, high: null });
  });
});

describe("rare shares among loud authors", () => {
  it("covers what loud authors who happen to lack it hide", () => {
    const seed = 20260806;
    const random = seededRandom(seed);
    const [authors, runs, share] = [200, 300, 0.01];
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      // Posts per author by a Pareto law of index ½, at most 1000; leanings correlated by 1/5.
      const x = Array.from({ length: authors }, () =>
        Math.min(1000, Math.floor((1 - random.uniform()) ** -2)),
      );
      const y = x.map((posts) => {
        const leaning = random.beta(4 * share, 4 * (1 - share));
        let hits = 0;
        for (let post = 0; post < posts; post++) if (random.uniform() < leaning) hits++;
        return hits;
      });
      const { low, high } = ratioInterval({ y, x });
      if (low! <= share && share <= high!) covered++;
    }
    expect(covered / runs, `seed ${seed}`).toBeGreaterThan(0.93);
  });
});
