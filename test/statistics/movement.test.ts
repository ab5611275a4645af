import { describe, expect, it } from "vitest";
import {
  interruptedTimeSeries,
  logOddsDirichlet,
  type RatioInterval,
  seededRandom,
  seriesDirection,
  warningLevel,
} from "../../src/statistics/index.ts";

const clustered = (value: number, low: number, high: number): RatioInterval => ({
  value,
  low,
  high,
  method: "clustered",
  n_authors: 300,
  df: 200,
});
const BEFORE = [0.2, 0.21, 0.19, 0.2, 0.22, 0.18].map((share) => ({
  negative: 400 * share,
  scored: 400,
  days: 7,
}));
const BASELINE = clustered(0.2, 0.185, 0.216);

describe("warningLevel", () => {
  it("is none within the usual, whatever the volume", () => {
    const result = warningLevel({
      now: clustered(0.24, 0.2, 0.28),
      baseline: BASELINE,
      negative: 900,
      days: 7,
      before: BEFORE,
    });
    expect(result.level).toBe("none");
    expect(result.usual_high!).toBeGreaterThan(0.216);
  });

  it("rises with share and volume", () => {
    const level = (low: number, negative: number) =>
      warningLevel({
        now: clustered(low + 0.03, low, low + 0.06),
        baseline: BASELINE,
        negative,
        days: 7,
        before: BEFORE,
      }).level;
    expect(level(0.3, 80)).toBe("watch");
    expect(level(0.3, 130)).toBe("warn");
    expect(level(0.5, 130)).toBe("warn");
    expect(level(0.5, 400)).toBe("act");
  });

  it("compares mentions a day, where a period is not over or others miss days", () => {
    const now = clustered(0.55, 0.5, 0.6);
    const ratio = (negative: number, days: number, before = BEFORE) =>
      warningLevel({ now, baseline: BASELINE, negative, days, before }).volume_ratio!;
    expect(ratio(80, 7)).toBeCloseTo(1, 10);
    expect(ratio(80, 2)).toBeCloseTo(3.5, 10);
    const gappy = BEFORE.map((period) => ({ ...period, negative: (period.negative * 4) / 7, days: 4 }));
    expect(ratio(80, 7, gappy)).toBeCloseTo(1, 10);
    const silent = { negative: 0, scored: 0, days: 7 };
    expect(ratio(80, 7, [...BEFORE, silent, silent])).toBeCloseTo(8 / 6, 10);
  });

  it("does not warn of a topic that always swings", () => {
    const swinging = [0.05, 0.4, 0.1, 0.35, 0.2, 0.08].map((share) => ({
      negative: 400 * share,
      scored: 400,
      days: 7,
    }));
    const now = clustered(0.36, 0.33, 0.39);
    expect(warningLevel({ now, baseline: BASELINE, negative: 500, days: 7, before: swinging }).level).toBe(
      "none",
    );
    expect(warningLevel({ now, baseline: BASELINE, negative: 500, days: 7, before: BEFORE }).level).not.toBe(
      "none",
    );
  });

  it("says nothing from too little", () => {
    const tooFew: RatioInterval = {
      value: null,
      low: null,
      high: null,
      method: "too_few",
      n_authors: 3,
      df: null,
    };
    expect(
      warningLevel({ now: tooFew, baseline: BASELINE, negative: 3, days: 7, before: BEFORE }),
    ).toMatchObject({
      level: "none",
      low: null,
    });
    const now = clustered(0.6, 0.5, 0.7);
    expect(
      warningLevel({ now, baseline: BASELINE, negative: 300, days: 7, before: BEFORE.slice(0, 3) }).level,
    ).toBe("none");
  });
});

describe("seriesDirection", () => {
  const WEEK = [1, 1.1, 1.05, 1, 1.2, 0.6, 0.5];
  const daily = (seed: number, level: (day: number) => number) => {
    const random = seededRandom(seed);
    return Array.from({ length: 140 }, (_, day) =>
      random.negativeBinomial(60 * WEEK[day % 7]! * level(day), 20),
    );
  };

  it("tells a step between steady levels from growth, with its day", () => {
    for (let seed = 700; seed < 706; seed++) {
      const step = seriesDirection(daily(seed, (day) => (day < 60 ? 1 : 2)));
      expect(step, `seed ${seed}`).toMatchObject({ direction: "level_change" });
      expect(Math.abs(step.change!.index - 60), `seed ${seed}`).toBeLessThanOrEqual(3);
      expect(step.change!.after / step.change!.before, `seed ${seed}`).toBeCloseTo(2, 0);
      const growth = seriesDirection(daily(seed, (day) => 1 + day / 140));
      expect(growth, `seed ${seed}`).toMatchObject({ direction: "up", change: undefined });
      const both = seriesDirection(daily(seed, (day) => (day < 60 ? 2 : 1) * (1 - day / 200)));
      expect(both, `seed ${seed}`).toMatchObject({ direction: "down", change: undefined });
    }
  });

  it("calls a level that went up and back nothing, gaps or not", () => {
    const values = daily(710, (day) => (day > 50 && day < 90 ? 2 : 1));
    expect(seriesDirection(values).direction).toBe("none");
    for (const gap of [3, 4, 70, 71, 139]) values[gap] = Number.NaN;
    expect(seriesDirection(values).direction).toBe("none");
    const stepped = daily(711, (day) => (day < 60 ? 1 : 2)).map((value, day) =>
      day % 20 < 3 ? Number.NaN : value,
    );
    const { direction, change } = seriesDirection(stepped);
    expect(direction).toBe("level_change");
    expect([60, 61, 62, 63, 64]).toContain(change!.index);
  });

  it("tells no direction whose slope is none, though single mentions come more often", () => {
    const random = seededRandom(720);
    const few = Array.from({ length: 180 }, (_, day) => random.negativeBinomial(0.1 + day / 450, 20));
    const { direction, test, slope } = seriesDirection(few);
    expect(test.direction).toBe("up");
    expect(slope.slope).toBe(0);
    expect(direction).toBe("none");
  });

  it("does not take the week's rhythm for certainty", () => {
    let moved = 0;
    for (let seed = 800; seed < 900; seed++)
      if (seriesDirection(daily(seed, () => 1)).direction !== "none") moved++;
    expect(moved, "seeds 800–899").toBeLessThanOrEqual(10);
  });
});

describe("interruptedTimeSeries", () => {
  const series = (seed: number, effect: number) => {
    const random = seededRandom(seed);
    const market = Array.from({ length: 90 }, () => 0.2 * random.normal());
    const own = market.map(
      (value, day) =>
        4 + value + 0.1 * random.normal() + (day % 7 === 6 ? -0.5 : 0) + (day >= 60 && day < 74 ? effect : 0),
    );
    return { own, market };
  };

  it("finds a planted effect, and the market makes it sharper", () => {
    const { own, market } = series(51, 0.4);
    const alone = interruptedTimeSeries(own, { start: 60, end: 73 })!;
    const compared = interruptedTimeSeries(own, { start: 60, end: 73, comparison: [market] })!;
    for (const { low, high } of [alone.effect, compared.effect]) expect(low < 0.4 && 0.4 < high).toBe(true);
    expect(compared.effect.high - compared.effect.low).toBeLessThan(alone.effect.high - alone.effect.low);
    expect(compared.effect.p).toBeLessThan(0.001);
    expect(compared).toMatchObject({ n_before: 60, n_during: 14, compared: true });
    expect(compared.counterfactual[65]! - own[65]!).toBeLessThan(-0.1);
  });

  it("mostly finds nothing where there is nothing", () => {
    let found = 0;
    for (let seed = 300; seed < 360; seed++) {
      const { own, market } = series(seed, 0);
      const { low, high } = interruptedTimeSeries(own, { start: 60, end: 73, comparison: [market] })!.effect;
      if (low > 0 || high < 0) found++;
    }
    expect(found, "seeds 300–359").toBeLessThanOrEqual(10);
  });

  it("looks at the time after it too, and says what is usual of a day", () => {
    const { own, market } = series(52, 0.4);
    const fit = interruptedTimeSeries(own, { start: 60, end: 73, until: 87, comparison: [market] })!;
    expect(fit).toMatchObject({ n_after: 14, n_during: 14 });
    expect(fit.effect.low < 0.4 && 0.4 < fit.effect.high).toBe(true);
    expect(fit.after!.low < 0 && 0 < fit.after!.high).toBe(true);
    const beyond = own.filter((value, t) => t < 60 && (value < fit.low[t]! || value > fit.high[t]!));
    expect(beyond.length).toBeLessThanOrEqual(8);
    expect(own.filter((value, t) => t >= 60 && t <= 73 && value > fit.high[t]!).length).toBeGreaterThan(10);
    expect(interruptedTimeSeries(own, { start: 60, end: 73, until: 75 })!.after).toBeUndefined();
  });

  it("weighs values by what they are said to count", () => {
    const { own } = series(53, 0);
    const blurred = own.map((value, t) => (t % 3 === 0 ? value + 5 : value));
    const weights = own.map((_, t) => (t % 3 === 0 ? 1e-9 : 1));
    const weighed = interruptedTimeSeries(blurred, { start: 60, end: 73, weights })!;
    const left = interruptedTimeSeries(
      own.map((value, t) => (t % 3 === 0 ? Number.NaN : value)),
      { start: 60, end: 73 },
    )!;
    expect(weighed.slope.value).toBeCloseTo(left.slope.value, 5);
  });

  it("needs something before and during", () => {
    expect(interruptedTimeSeries([1, 2, 3, 4, 5, 6], { start: 3 })).toBeUndefined();
  });
});

describe("logOddsDirichlet", () => {
  it("follows Monroe, Colaresi and Quinn's formula", () => {
    const now = new Map([
      ["strike", 30],
      ["the", 970],
    ]);
    const before = new Map([
      ["strike", 10],
      ["the", 990],
    ]);
    const prior = new Map([
      ["strike", 4],
      ["the", 196],
    ]);
    const strike = logOddsDirichlet(now, before, prior)[0]!;
    const expected = Math.log(34 / (1200 - 34)) - Math.log(14 / (1200 - 14));
    expect(strike.term).toBe("strike");
    expect(strike.log_odds).toBeCloseTo(expected, 12);
    expect(strike.z).toBeCloseTo(expected / Math.sqrt(1 / 34 + 1 / 14), 12);
  });

  it("trusts the same ratio more where there is more of it, and takes terms for text only", () => {
    const now = new Map([
      ["rare", 2],
      ["common", 200],
      ["constructor", 5],
      ["__proto__", 5],
      ["rest", 5000],
    ]);
    const before = new Map([
      ["rare", 1],
      ["common", 100],
      ["rest", 5000],
    ]);
    const result = logOddsDirichlet(now, before, new Map([...now]), { priorWeight: 500 });
    const z = (term: string) => result.find((entry) => entry.term === term)!.z;
    expect(z("common")).toBeGreaterThan(3);
    expect(z("rare")).toBeLessThan(1);
    expect(z("__proto__")).toBeCloseTo(z("constructor"), 12);
    expect(result.every((entry) => Number.isFinite(entry.z))).toBe(true);
  });
});
