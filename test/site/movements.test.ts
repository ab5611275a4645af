import { expect, test } from "vitest";
import { movements } from "../../src/site/movements.ts";
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
