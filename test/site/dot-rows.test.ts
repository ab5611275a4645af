import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { drawDotRows } from "../../reports/components/dot-rows.ts";

const NAMES = ["United Airlines of the Far North", "Southwest", "Delta Air Lines and Regional Partners"];

function drawn(labels: readonly string[], width: number) {
  const series = labels.map((label, colour) => ({ label, colour }));
  const rows = ["X", "Reddit"].map((label) => ({ label, values: labels.map((_, i) => (i + 1) / 10) }));
  const svg = drawDotRows({ series, rows, show: (value) => `${Math.round(value * 100)}%` }, width);
  const { document } = new JSDOM(svg.text).window;
  const number = (element: Element | null, name: string) => Number(element?.getAttribute(name));
  const labelled = [...document.querySelectorAll("g.row > .label")].map((text) => ({
    ...{ name: text.textContent ?? "", x: number(text, "x"), y: number(text, "y") },
    end: text.getAttribute("text-anchor") === "end",
    thread: text.parentElement?.querySelector(".thread") ?? null,
  }));
  const numbers = [...document.querySelectorAll("text.latest")].map((text) => number(text, "x"));
  return { labelled, columns: [...new Set(numbers)], number };
}

test.each([320, 380, 760])("long names stand over their columns of numbers, %d px wide", (width) => {
  const { labelled, columns, number } = drawn(NAMES, width);
  expect(columns).toHaveLength(3);
  expect(labelled.map(({ end }) => end)).toEqual([true, true, true]);
  labelled.forEach(({ name, x }, index) => {
    expect(Math.abs((columns[index] ?? 0) - x)).toBeLessThan(20);
    expect(x - name.length * 7, name).toBeGreaterThan(0);
    expect((NAMES[index] ?? "").startsWith(name.replace("…", ""))).toBe(true);
  });
  const lines = labelled.map(({ y }) => y);
  expect(new Set(lines).size).toBe(3);
  for (const { thread, y } of labelled) {
    if (!thread) continue;
    for (const other of labelled.filter((each) => each.y > y))
      expect(other.x).toBeLessThan(number(thread, "x1"));
  }
});

test("short names stand side by side over their columns; without columns names are a legend", () => {
  const short = drawn(["Delta", "United"], 760);
  expect(short.labelled.map(({ x }) => x)).toEqual(short.columns);
  expect(new Set(short.labelled.map(({ y }) => y)).size).toBe(1);
  const many = drawn([...NAMES, "a", "b", "c"], 760);
  expect(many.columns).toEqual([]);
  expect(many.labelled.every(({ end }) => !end)).toBe(true);
});
