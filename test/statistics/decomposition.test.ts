import { describe, expect, it } from "vitest";
import {
  decompose,
  leastSquares,
  mannKendall,
  seededRandom,
  stl,
  theilSen,
} from "../../src/statistics/index.ts";
import { AIRLINE_PASSENGERS, NILE, NOTTINGHAM } from "./published-series.ts";

const PLACES = [0, 1, 12, 49, 71, 99, 142, 143];
const logs = AIRLINE_PASSENGERS.map(Math.log);
const at = (values: Float64Array) => PLACES.map((place) => values[place]!);

function expectClose(found: number[], expected: number[], tolerance: number) {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < found.length; i++) expect(Math.abs(found[i]! - expected[i]!)).toBeLessThan(tolerance);
}

describe("stl on the logarithms of the airline passengers", () => {
  // statsmodels 0.13.5, STL(period=12, seasonal=13, trend=21, low_pass=13); tolerance 1e-7.
  it("equals statsmodels, robust", () => {
    const { trend, seasonal, weights } = stl(logs, { period: 12 })!;
    expectClose(
      at(trend),
      [4.803465167, 4.809463356, 4.882207362, 5.357963625, 5.54408976, 5.873117127, 6.189388507, 6.195985681],
      1e-7,
    );
    expectClose(
      at(seasonal),
      [
        -0.070786169, -0.029518675, -0.071860178, -0.082011133, -0.099519381, -0.019620182, -0.220700984,
        -0.123906156,
      ],
      1e-7,
    );
    expectClose(
      at(weights),
      [
        0.915500479, 0.962928281, 0.006293795, 0.998029106, 0.949760742, 0.999328751, 0.997223859,
        0.994263082,
      ],
      1e-7,
    );
  });

  it("equals R, plain", () => {
    const { trend, seasonal } = stl(logs, { period: 12, outer: 0 })!;
    expect(trend[0]).toBeCloseTo(4.80440875, 7);
    expect(seasonal[0]).toBeCloseTo(-0.09084206, 7);
  });

  it("is within 1e-4 of R 4.2.2's robust stl on the series", () => {
    const { trend, seasonal } = stl(logs, { period: 12 })!;
    expectClose(
      at(trend),
      [4.80350164, 4.80949262, 4.88215136, 5.35794428, 5.54409412, 5.87312771, 6.18937662, 6.19597308],
      1e-4,
    );
    expectClose(
      at(seasonal),
      [-0.07086996, -0.02946159, -0.0719321, -0.0819607, -0.09951696, -0.01970546, -0.22068007, -0.12393361],
      1e-4,
    );
  });

  it("adds up, and leaves gaps without a remainder and without weight", () => {
    const gappy = logs.map((value, i) => (i >= 60 && i < 66 ? Number.NaN : value));
    const parts = stl(gappy, { period: 12 })!;
    const whole = stl(logs, { period: 12 })!;
    for (let i = 0; i < logs.length; i++) {
      if (i >= 60 && i < 66) expect(parts.remainder[i]).toBeNaN();
      else expect(parts.trend[i]! + parts.seasonal[i]! + parts.remainder[i]!).toBeCloseTo(logs[i]!, 10);
    }
    expect(Math.abs(parts.trend[63]! - whole.trend[63]!)).toBeLessThan(0.03);
    expect(parts.weights[63]).toBe(0);
  });

  it("needs two seasons", () => {
    expect(stl(logs.slice(0, 23), { period: 12 })).toBeUndefined();
    expect(decompose([3, 4, 5, 4], { period: 7 }).seasonally).toBe(false);
  });

  it("finds a planted week's rhythm in counts in spite of a burst", () => {
    const random = seededRandom(21);
    const week = [1, 1.2, 1.1, 1, 1.3, 0.5, 0.4];
    const counts = Array.from({ length: 140 }, (_, day) => random.poisson(200 * week[day % 7]!));
    counts[70] = 5000;
    const { seasonal, expected, seasonally } = decompose(counts);
    expect(seasonally).toBe(true);
    expect(seasonal[75]! / seasonal[76]!).toBeCloseTo(0.5 / 0.4, 0);
    expect(expected[70]!).toBeGreaterThan(120);
    expect(expected[70]!).toBeLessThan(280);
  });
});

describe("stl on the temperatures at Nottingham (R 4's stl, degree 1, no jumps)", () => {
  const PLACES = [0, 99, 199, 239];
  const of = (values: Float64Array) => PLACES.map((place) => values[place]!);

  it("equals R, plain, with another seasonal window", () => {
    const { trend, seasonal, remainder } = stl(NOTTINGHAM, { period: 12, seasonalWindow: 7, outer: 0 })!;
    expectClose(of(trend), [48.5737127438, 48.6876455471, 48.8727391186, 49.4790826288], 1e-7);
    expectClose(of(seasonal), [-7.6400142457, -2.0238969207, 12.4518445045, -11.7316111088], 1e-7);
    expectClose(of(remainder), [-0.3336984981, 0.6362513735, -0.2245836231, 0.052528480038], 1e-7);
  });

  it("is within 0.02 °F of R, robust", () => {
    const { trend, seasonal } = stl(NOTTINGHAM, { period: 12 })!;
    expectClose(of(trend), [48.9382363011, 48.9364004582, 49.1483734698, 49.5914990453], 0.02);
    expectClose(of(seasonal), [-7.3319025247, -2.3208507223, 12.1662856693, -11.7086361909], 0.02);
  });

  it("equals R's Kendall test without correction: the rhythm is no direction", () => {
    const test = mannKendall(NOTTINGHAM, { correction: "none" });
    expect(test.z).toBeCloseTo(0.78430842161, 9);
    expect(test.p).toBeCloseTo(0.432859159096, 9);
    expect(mannKendall(NOTTINGHAM).direction).toBe("none");
  });
});

describe("direction of the Nile", () => {
  it("equals scipy 1.10's theilslopes with its interval", () => {
    const { slope, intercept, low, high, n } = theilSen(NILE);
    expect(slope).toBeCloseTo(-2.6, 12);
    expect(intercept).toBeCloseTo(1022.2, 10);
    expect(low).toBeCloseTo(-3.627906976744186, 12);
    expect(high).toBeCloseTo(-1.4285714285714286, 12);
    expect(n).toBe(100);
  });

  it("equals pyMannKendall's tests, plain and after Hamed and Rao with lags to n/4", () => {
    const plain = mannKendall(NILE, { correction: "none" });
    expect(plain.s).toBe(-1387);
    expect(plain.z).toBeCloseTo(-4.128066522844101, 10);
    const corrected = mannKendall(NILE);
    expect(corrected.inflation).toBeCloseTo(2.5025778323535874, 10);
    expect(corrected.z).toBeCloseTo(-2.609473498565488, 10);
    expect(corrected.p).toBeCloseTo(0.009068166970294039, 10);
    expect(corrected.direction).toBe("down");
  });

  it("leaves gaps out and keeps their distance", () => {
    const line = Array.from({ length: 40 }, (_, i) => (i % 5 === 2 ? Number.NaN : 3 * i + 1));
    expect(theilSen(line).slope).toBeCloseTo(3, 12);
    expect(mannKendall(line).n).toBe(32);
    expect(mannKendall([5, 5, 5, 5, 5, 5])).toMatchObject({ s: 0, p: 1, direction: "none" });
  });

  it("equals statsmodels' least squares with Newey–West errors", () => {
    const rows = NILE.map((_, t) => [1, t, t >= 28 ? 1 : 0, t >= 28 ? t - 28 : 0]);
    const { coefficients, covariance } = leastSquares(rows, NILE, 4)!;
    expectClose(coefficients, [1082.0960591133, 1.1595511768, -289.1026853664, -0.4690887676], 1e-7);
    expectClose(
      covariance.map((row, k) => Math.sqrt(row[k]!)),
      [34.355050371, 2.6437225201, 63.0498036635, 2.7572859215],
      1e-7,
    );
  });
});
