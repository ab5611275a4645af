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

test("hidden cells of fewer than five people together are joined by a larger one", () => {
  expect(hide(["a1", 1], ["a2", 2], ["a3", 40], ["a4", 900])).toEqual(["a1", "a2", "a3"]);
});

test("the smallest cell is the complement, so that no large one goes where a small one would do", () => {
  expect(hide(["a1", 2], ["a2", 700], ["a3", 6], ["a4", 130])).toEqual(["a1", "a3"]);
});
