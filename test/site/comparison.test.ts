import { expect, test } from "vitest";
import {
  type ComparisonData,
  differenceOf,
  drawComparison,
  showDifference,
} from "../../reports/components/comparison.ts";
import { Text } from "../../reports/components/text.ts";
import { readCatalogue } from "../../src/site/catalogues.ts";
import { locateWorkspace } from "../../src/workspace.ts";

const none = [null, null];
const data: ComparisonData = {
  topics: [
    { id: "acme", label: "Acme", colour: 0, category: "tea" },
    { id: "__proto__", label: "Bolt", colour: 1, category: "tea" },
    { id: "soy", label: "Soy", colour: 2, category: "milk" },
  ],
  periods: [
    { id: "w1", label: "week 1" },
    { id: "w2", label: "week 2" },
  ],
  values: {
    volume: [
      [
        [100, null, null],
        [130, null, null],
      ],
      [[80, null, null], null],
      none,
    ],
    sov: [
      [
        [0.4, 0.35, 0.45],
        [0.5, 0.44, 0.56],
      ],
      [
        [0.3, 0.28, 0.33],
        [0.42, 0.37, 0.47],
      ],
      [[0.9, 0.8, 0.95], null],
    ],
    net: [none, none, none],
  },
  links: { data: "data/figures.csv", definitions: null },
  changes: {
    volume: [none, none, none],
    sov: [[null, [0.1, 0.06, 0.14]], none, none],
    net: [none, none, none],
  },
};
const side = (topic: number, period: number) => ({ topic, period });
const text = new Text("en", {
  "compare.clear": "clear difference",
  "compare.unclear": "no clear difference",
  "compare.no-interval": "no interval",
  "interval.from-to": "{low} to {high}",
  "unit.points": "{n} points",
  "unit.percentage-points": "{n} percentage points",
});

test("one topic from period to period: the change as it was computed, in either direction", () => {
  expect(differenceOf(data, "sov", side(0, 1), side(0, 0))).toEqual([0.1, 0.06, 0.14]);
  expect(differenceOf(data, "sov", side(0, 0), side(0, 1))).toEqual([-0.1, -0.14, -0.06]);
});

test("two topics: half-widths are added, and a difference is clear only beyond both", () => {
  const first = differenceOf(data, "sov", side(0, 0), side(1, 0));
  expect(first?.map((value) => Number(value?.toFixed(4)))).toEqual([0.1, 0.02, 0.17]);
  expect(showDifference(text, "sov", first)).toBe(
    "+10.0 percentage points (+2.0 to +17.0): clear difference",
  );
  const second = differenceOf(data, "sov", side(0, 1), side(1, 1));
  expect(showDifference(text, "sov", second)).toBe(
    "+8.0 percentage points (−3.0 to +19.0): no clear difference",
  );
});

test("nothing is said of other panels, of unknown values and of a thing and itself", () => {
  expect(differenceOf(data, "sov", side(0, 0), side(2, 0))).toBeNull();
  expect(differenceOf(data, "net", side(0, 0), side(1, 0))).toBeNull();
  expect(differenceOf(data, "sov", side(0, 0), side(0, 0))).toBeNull();
  expect(showDifference(text, "volume", differenceOf(data, "volume", side(0, 0), side(1, 0)))).toBe(
    "+20 (no interval)",
  );
});

test("a share of voice that nobody measures is not called too small", () => {
  const english = new Text("en", readCatalogue(locateWorkspace("."), "en"));
  const withProduct = {
    ...data,
    topics: data.topics.map((topic, place) => ({ ...topic, inPanel: place < 2 })),
    values: { ...data.values, sov: [...data.values.sov.slice(0, 2), none] },
  };
  const drawn = drawComparison(withProduct, side(0, 0), side(2, 0), english).text;
  expect(drawn).toContain("not measured (own brands and competitors only)");
  const own = drawComparison(withProduct, side(0, 1), side(1, 0), english).text;
  expect(own).not.toContain("not measured");
});
