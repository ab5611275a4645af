import { describe, expect, it } from "vitest";
import { detectSpikes, findChangePoints, seededRandom } from "../../src/statistics/index.ts";
import { NILE } from "./published-series.ts";

const WEEK = [1, 1.1, 1.05, 1, 1.2, 0.6, 0.5];

function daily(seed: number, days: number, mean: (day: number) => number, size = 20): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: days }, (_, day) => random.negativeBinomial(mean(day) * WEEK[day % 7]!, size));
}

const flagged = (counts: number[], mode: "causal" | "retrospective", mask?: boolean[]) =>
  detectSpikes(counts, mask ? { mode, mask } : { mode }).filter((point) => point.q <= 0.05);

describe.each(["causal", "retrospective"] as const)("detectSpikes, %s", (mode) => {
  it("finds planted spikes and drops, with direction, size and range", () => {
    const counts = daily(31, 150, () => 300, 60);
    counts[80] = 1500;
    counts[111] = 10;
    const found = flagged(counts, mode);
    expect(found.map(({ index, direction }) => [index, direction])).toEqual([
      [80, "spike"],
      [111, "drop"],
    ]);
    expect(found[0]!.expected).toBeGreaterThan(200);
    expect(found[0]!.high).toBeLessThan(1500);
    expect(found[1]!.low).toBeGreaterThan(10);
    expect(found[0]!.onset).toBe(true);
  });

  it("does not take weekends, gaps or partial days for drops", () => {
    const counts = daily(32, 120, () => 200);
    const mask = counts.map((_, day) => (day >= 60 && day < 64) || day === 119);
    for (const [day, left] of mask.entries()) if (left) counts[day] = 3;
    const points = detectSpikes(counts, { mode, mask });
    expect(points.some((point) => mask[point.index])).toBe(false);
    expect(points.filter((point) => point.q <= 0.05)).toEqual([]);
    const withoutMask = counts.map((count, day) => (mask[day] ? Number.NaN : count));
    expect(detectSpikes(withoutMask, { mode })).toEqual(points);
  });

  it("has few false discoveries in series with nothing in them", () => {
    let alarmed = 0;
    for (let seed = 100; seed < 160; seed++)
      if (
        flagged(
          daily(seed, 120, () => 40),
          mode,
        ).length > 0
      )
        alarmed++;
    expect(alarmed, "seeds 100–159").toBeLessThanOrEqual(8);
  });

  it("is silent on series too short, empty or constant", () => {
    expect(detectSpikes([], { mode })).toEqual([]);
    expect(detectSpikes([5, 5, 900], { mode })).toEqual([]);
    expect(flagged(new Array(60).fill(0), mode)).toEqual([]);
    expect(flagged(new Array(60).fill(12), mode)).toEqual([]);
  });
});

describe("detectSpikes", () => {
  it("does not use the future in causal mode", () => {
    const counts = daily(33, 120, () => 60);
    const early = detectSpikes(counts.slice(0, 90), { mode: "causal" });
    const late = detectSpikes([...counts.slice(0, 90), ...counts.slice(90).map((x) => 50 * x)], {
      mode: "causal",
    });
    expect(late.slice(0, early.length)).toEqual(early);
  });

  it("does not flag the days around a lasting change of level in retrospect", () => {
    let days = 0;
    for (let seed = 200; seed < 220; seed++)
      days += flagged(
        daily(seed, 140, (day) => (day < 70 ? 60 : 130)),
        "retrospective",
      ).length;
    expect(days, "seeds 200–219").toBeLessThanOrEqual(4);
  });

  it("keeps to the daily rhythm of hours", () => {
    const random = seededRandom(34);
    const mean = (hour: number) => 40 * (1.1 + Math.sin((2 * Math.PI * (hour % 24)) / 24));
    const counts = Array.from({ length: 24 * 21 }, (_, hour) => random.negativeBinomial(mean(hour), 15));
    counts[24 * 15 + 18] = 120;
    const found = detectSpikes(counts, { mode: "causal", period: 24 }).filter((point) => point.q <= 0.05);
    expect(found.map((point) => point.index)).toContain(24 * 15 + 18);
    expect(found.length).toBeLessThanOrEqual(3);
  });
});

describe("findChangePoints", () => {
  it("finds the Nile's dam of 1898", () => {
    const found = findChangePoints(NILE);
    expect(found.map((point) => point.index)).toEqual([28]);
    expect(found[0]!.before).toBeGreaterThan(1050);
    expect(found[0]!.after).toBeLessThan(880);
    expect(found[0]!.confidence).toBeGreaterThan(0.99);
  });

  it("finds a change of level under a week's rhythm, masked days left out, and none in a spike", () => {
    const counts = daily(41, 120, (day) => (day < 70 ? 40 : 65));
    const mask = counts.map((_, day) => day === 30 || day === 31);
    counts[30] = 0;
    counts[31] = 4000;
    const found = findChangePoints(counts, { period: 7, mask });
    expect(found).toHaveLength(1);
    expect(Math.abs(found[0]!.index - 70)).toBeLessThanOrEqual(3);
    const spiky = daily(42, 120, () => 40);
    spiky[60] = 600;
    expect(findChangePoints(spiky, { period: 7 })).toEqual([]);
  });

  it("is rarely fooled by noise or autocorrelation", () => {
    const random = seededRandom(43);
    let alarms = 0;
    for (let run = 0; run < 100; run++) {
      let last = random.normal() / 0.8;
      const values = Array.from({ length: 100 }, () => {
        last = 0.6 * last + random.normal();
        return last;
      });
      if (findChangePoints(values).length > 0) alarms++;
    }
    expect(alarms, "seed 43").toBeLessThanOrEqual(6);
  });

  it("says nothing of short or constant series", () => {
    expect(findChangePoints([1, 2, 3])).toEqual([]);
    expect(findChangePoints(new Array(50).fill(7))).toEqual([]);
  });
});
