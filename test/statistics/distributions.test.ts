import { describe, expect, it } from "vitest";
import {
  benjaminiHochberg,
  countTails,
  normalQuantile,
  normalTail,
  runningFalseDiscovery,
  seededRandom,
  studentQuantile,
  studentTail,
  wilsonInterval,
} from "../../src/statistics/index.ts";

describe("distributions (expected values: R 4.2.2)", () => {
  it("finds quantiles and tails of the normal and of Student's t", () => {
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.36134090240406, 10);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(normalTail(12) / 1.77648211207768e-33).toBeCloseTo(1, 10);
    expect(studentQuantile(0.975, 7.3)).toBeCloseTo(2.3450667365477, 9);
    expect(studentTail(2.5, 3)).toBeCloseTo(0.0438533235040328, 12);
    expect(studentQuantile(0.975, Number.POSITIVE_INFINITY)).toBeCloseTo(1.959963984540054, 12);
  });

  it("finds tails of counts, negative binomial and Poisson", () => {
    // pnbinom(19, size = 3, mu = 5): variance 5 + 25/3.
    expect(countTails(20, 5, 5 + 25 / 3).upper).toBeCloseTo(0.00314587126611573, 11);
    expect(countTails(4, 7.5, 7.5).lower).toBeCloseTo(0.132061856287721, 12);
    const { upper, lower } = countTails(6, 4, 9);
    expect(upper + lower - 1).toBeCloseTo(countTails(6, 4, 9).upper - countTails(7, 4, 9).upper, 12);
  });

  it("adjusts p-values as Benjamini and Hochberg (1995) and leaves out what was not tested", () => {
    const p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205];
    const expected = [0.008, 0.032, 0.0672, 0.0672, 0.0672, 0.08, (0.074 * 8) / 7, 0.205];
    const q = benjaminiHochberg(p);
    for (let i = 0; i < p.length; i++) expect(q[i]).toBeCloseTo(expected[i]!, 8);
    const gaps = benjaminiHochberg([0.01, Number.NaN, 0.02]);
    expect([gaps[0], gaps[2]]).toEqual([0.02, 0.02]);
    expect(gaps[1]).toBeNaN();
  });

  it("rejects four of the fifteen hypotheses of Benjamini and Hochberg's own example", () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ];
    const q = benjaminiHochberg(p);
    expect([...q].filter((each) => each <= 0.05)).toHaveLength(4);
    // R's p.adjust.
    const expected = [
      0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714286, 0.06385714286, 0.0645, 0.0765, 0.486,
    ];
    expected.forEach((each, i) => {
      expect(q[i]).toBeCloseTo(each, 10);
    });
  });

  it("never changes a running q-value by what follows", () => {
    const p = [0.04, 0.5, 0.001, 0.2, 0.0001, 0.03];
    const whole = runningFalseDiscovery(p, { fewest: 1 });
    for (let n = 1; n <= p.length; n++) {
      const early = runningFalseDiscovery(p.slice(0, n), { fewest: 1 });
      expect([...whole.slice(0, n)]).toEqual([...early]);
      expect(early[n - 1]).toBeCloseTo(benjaminiHochberg(p.slice(0, n))[n - 1]!, 12);
    }
    expect(runningFalseDiscovery([0.001])[0]).toBeCloseTo(0.1, 12);
  });

  it("gives Wilson's interval", () => {
    // Newcombe (1998), table I: 81 of 263, 0 of 20, 15 of 148, 1 of 29.
    const { low, high } = wilsonInterval(81 / 263, 263);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.2553", "0.3662"]);
    expect(wilsonInterval(0, 20).high.toFixed(4)).toBe("0.1611");
    const few = wilsonInterval(15 / 148, 148);
    expect([few.low.toFixed(4), few.high.toFixed(4)]).toEqual(["0.0624", "0.1605"]);
    const one = wilsonInterval(1 / 29, 29);
    expect([one.low.toFixed(4), one.high.toFixed(4)]).toEqual(["0.0061", "0.1718"]);
  });

  it("repeats random numbers for a seed, with the right moments", () => {
    expect(seededRandom(7).uniform()).toBe(seededRandom(7).uniform());
    expect(seededRandom(7).uniform()).not.toBe(seededRandom(8).uniform());
    const seed = 11;
    const random = seededRandom(seed);
    const draws = Array.from({ length: 40_000 }, () => random.negativeBinomial(6, 2));
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expect(mean, `seed ${seed}`).toBeCloseTo(6, 0);
    expect(Math.abs(variance - 24), `seed ${seed}`).toBeLessThan(1.2);
  });
});
