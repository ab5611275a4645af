import { describe, expect, it } from "vitest";
import {
  accuracy,
  classScores,
  confusion,
  krippendorffAlpha,
  macroF1,
  macroRecall,
  seededRandom,
} from "../../src/statistics/index.ts";

/** Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units. */
const OBSERVERS = [
  "1 2 3 3 2 1 4 1 2 . . .",
  "1 2 3 3 2 2 4 1 2 5 . 3",
  ". 3 3 3 2 3 4 2 2 5 1 .",
  "1 2 3 3 2 4 4 1 2 5 1 .",
].map((row) => row.split(" "));
const UNITS = OBSERVERS[0]!.map((_, unit) =>
  OBSERVERS.map((row) => (row[unit] === "." ? null : Number(row[unit]))),
);

describe("krippendorffAlpha", () => {
  it.each([
    ["nominal", 0.743],
    ["ordinal", 0.815],
    ["interval", 0.849],
  ] as const)("equals the published value, %s", (measurement, expected) => {
    const result = krippendorffAlpha(UNITS, { measurement, random: seededRandom(1), samples: 200 });
    expect(result.alpha).toBeCloseTo(expected, 3);
    expect(result.units).toBe(11);
    expect(result.low).toBeLessThan(result.alpha);
    expect(result.high).toBeGreaterThan(result.alpha);
  });

  it.each([
    ["A, binary", "0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0", 0.095],
    ["B, five categories", "a a b b d c c c e d d a", "b a b b b c c c e d d d", 0.692],
  ])("equals Krippendorff's example %s, two observers", (_, first, second, expected) => {
    const other = second.split(" ");
    const units = first.split(" ").map((code, unit) => [code, other[unit]!]);
    const { alpha } = krippendorffAlpha(units, { random: seededRandom(1), samples: 50 });
    expect(alpha).toBeCloseTo(expected, 3);
  });

  it("reads the value and repeats for a seed", () => {
    const perfect = [
      ["a", "a"],
      ["b", "b"],
      ["a", "a"],
    ];
    const result = krippendorffAlpha(perfect, { random: seededRandom(2) });
    expect(result).toMatchObject({ alpha: 1, reading: "firm", high: 1 });
    const twice = [3, 3].map((seed) => krippendorffAlpha(UNITS, { random: seededRandom(seed) }));
    expect(twice[0]).toEqual(twice[1]);
    expect(twice[0]!.reading).toBe("tentative");
  });

  it("is unknown where nothing can be compared or nothing varies", () => {
    const options = { random: seededRandom(3) };
    expect(
      krippendorffAlpha(
        [
          ["a", null],
          [null, "b"],
        ],
        options,
      ),
    ).toMatchObject({ units: 0, reading: "unknown" });
    expect(
      krippendorffAlpha(
        [
          ["a", "a"],
          ["a", "a"],
        ],
        options,
      ).alpha,
    ).toBeNaN();
  });

  it("does not trip over hostile labels", () => {
    const units = [
      ["constructor", "constructor"],
      ["__proto__", "__proto__"],
      ["constructor", "__proto__"],
    ];
    expect(krippendorffAlpha(units, { random: seededRandom(4) }).alpha).toBeCloseTo(1 - (5 * 2) / 18, 10);
  });
});

describe("confusion", () => {
  const truth = ["neg", "neg", "neg", "pos", "pos", "neu"];
  const predicted = ["neg", "neg", "pos", "pos", "neu", "neu"];

  it("counts, and scores each class", () => {
    const table = confusion(truth, predicted, { classes: ["neg", "neu", "pos"] });
    expect(table.matrix).toEqual([
      [2, 0, 1],
      [0, 1, 0],
      [0, 1, 1],
    ]);
    expect(accuracy(table)).toBeCloseTo(4 / 6, 12);
    expect(classScores(table).get("neg")).toMatchObject({ precision: 1, recall: 2 / 3, support: 3 });
    expect(macroF1(table)).toBeCloseTo((0.8 + 2 / 3 + 0.5) / 3, 12);
    expect(macroRecall(table)).toBeCloseTo((2 / 3 + 1 + 0.5) / 3, 12);
  });

  it("weighs by sampling probability", () => {
    const table = confusion(truth, predicted, { weights: [1, 1, 10, 1, 1, 1] });
    expect(table.total).toBe(15);
    expect(classScores(table).get("neg")!.recall).toBeCloseTo(2 / 12, 12);
  });
});
