import { expect, test } from "vitest";
import { movements, returnOf } from "../../src/site/movements.ts";
import { ReportData } from "../../src/site/report-data.ts";
import type { RunFacts } from "../../src/site/run-facts.ts";
import type { Row } from "../../src/warehouse/index.ts";

const topic = {
  topic: "acme",
  label: "Acme",
  role: "own",
  category: "tea",
  parent: null,
  query: "",
  position: 0,
};

function study(differences: readonly [difference: number, half: number][]) {
  const changes = differences.map(
    ([difference, half], index): Row => ({
      ...{ period: `w${index + 1}`, before_period: `w${index}`, topic: "acme", view: "all", metric: "net" },
      ...{ basis: "mentions", counting: null, value: difference, before: 0, difference },
      ...{ low: difference - half, high: difference + half },
    }),
  );
  const periods = Array.from(
    { length: differences.length + 1 },
    (_, position): Row => ({
      ...{ period: `w${position}`, starts_on: "2026-01-05", ends_on: "2026-01-11", position, partial: false },
    }),
  );
  const tables = new Map<string, Row[]>([
    ["changes", changes],
    ["periods", periods],
    ["topics", [topic]],
  ]);
  return new ReportData({} as RunFacts, tables);
}

test("of many changes only those beyond what chance makes of so many are told", () => {
  // One in twenty leaves out zero by a hair; one is far out.
  const noise = Array.from({ length: 39 }, (_, i): [number, number] => [i % 20 === 0 ? 0.101 : 0.03, 0.1]);
  const found = movements(study([...noise, [0.5, 0.1]]));
  expect(found.map((each) => each.period)).toEqual(["w40"]);
  expect(found[0]?.changes[0]?.z).toBeCloseTo(9.8, 1);
});

test("nothing is told of an interval that holds zero, even alone", () => {
  expect(movements(study([[0.09, 0.1]]))).toEqual([]);
  expect(movements(study([[-0.2, 0.1]])).map((each) => each.weight)).toHaveLength(1);
});

function steps(values: readonly number[]) {
  const changes = values.slice(1).map(
    (value, index): Row => ({
      ...{ period: `w${index + 1}`, before_period: `w${index}`, topic: "acme", view: "all", metric: "net" },
      ...{ basis: "mentions", counting: null, value, before: values[index] ?? 0 },
      difference: value - (values[index] ?? 0),
      low: value - (values[index] ?? 0) - 0.05,
      high: value - (values[index] ?? 0) + 0.05,
    }),
  );
  const periods = values.map((_, position) => `w${position}`);
  const tables = new Map<string, Row[]>([
    ["changes", changes],
    [
      "periods",
      periods.map((period, position): Row => ({ period, position, starts_on: period, ends_on: period })),
    ],
    ["topics", [topic]],
  ]);
  return { all: movements(new ReportData({} as RunFacts, tables)), periods };
}

test("a movement that takes an earlier one back is told as such, also some periods later", () => {
  const { all, periods } = steps([0.3, -0.4, -0.38, 0.25]);
  const back = all.find((movement) => movement.period === "w3");
  expect(back && returnOf(back, all, periods)).toMatchObject({ period: "w1", change: { before: 0.3 } });
});

test("half a way back, or on in the same direction, is no return", () => {
  const half = steps([0.4, -0.4, -0.1]);
  expect(returnOf(half.all[1] as (typeof half.all)[number], half.all, half.periods)).toBeNull();
  const on = steps([0.4, 0.1, -0.3]);
  expect(returnOf(on.all[1] as (typeof on.all)[number], on.all, on.periods)).toBeNull();
});
