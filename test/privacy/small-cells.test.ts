import { expect, test } from "vitest";
import { hiddenCells } from "../../src/privacy/index.ts";

interface Cell {
  name: string;
  authors: number | null;
}

const hide = (...cells: [string, number | null][]) => {
  const rows = cells.map(([name, authors]): Cell => ({ name, authors }));
  const hidden = hiddenCells(rows, { authors: (row) => row.authors, group: (row) => row.name.slice(0, 1) });
  return [...hidden].map((row) => row.name).sort();
};

test("cells of one to four authors are hidden; nobody and five are not", () => {
  expect(hide(["a1", 0], ["a2", 5], ["a3", 900])).toEqual([]);
  expect(hide(["a1", 1], ["a2", 4], ["a3", 900])).toEqual(["a1", "a2"]);
});

test("a single hidden cell takes the next smallest of its group with it, and of no other group", () => {
  expect(hide(["a1", 3], ["a2", 50], ["a3", 900], ["b1", 6], ["b2", 7])).toEqual(["a1", "a2"]);
});

test("an empty cell cannot be the complement, for it says nothing", () => {
  expect(hide(["a1", 3], ["a2", 0], ["a3", 900])).toEqual(["a1", "a3"]);
});

test("a group of one small cell loses that cell", () => {
  expect(hide(["a1", 2])).toEqual(["a1"]);
});
