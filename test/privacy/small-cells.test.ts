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

/** Cells by day; `all` and `originals` are groups of their own. */
function hideViews(all: number[], originals: number[]) {
  const rows = [all, originals].flatMap((authors, view) =>
    authors.map((n, day) => ({ name: `${"ao"[view]}${day}`, authors: n })),
  );
  const hidden = hiddenCells(rows, {
    authors: (row) => row.authors,
    group: (row) => row.name.slice(0, 1),
    same: (row) => row.name.slice(1),
  });
  return [...hidden].map((row) => row.name).sort();
}

test("a cell hidden among the originals does not follow from all mentions", () => {
  // Four wrote it, one more repeated it: all less at most a few would give the four away.
  expect(hideViews([5, 130, 90], [4, 130, 90])).toEqual(["a0", "a2", "o0", "o2"]);
});

test("all mentions of a post that hundreds repeated stay, though few wrote it", () => {
  expect(hideViews([400, 130, 90], [3, 80, 50])).toEqual(["o0", "o2"]);
});

test("both views lose the same complement where either would do", () => {
  expect(hideViews([3, 20, 22], [3, 19, 17])).toEqual(["a0", "a1", "o0", "o1"]);
});

test("no hidden cell follows from its group or from its twin (random cells)", () => {
  const seed = 20150218;
  console.log(`seed ${seed}`);
  let state = seed;
  const next = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  for (let round = 0; round < 500; round++) {
    const originals = Array.from({ length: 2 + next(6) }, () => next(next(2) ? 9 : 200));
    const all = originals.map((n) => (n === 0 ? 0 : n + (next(2) ? next(300) : 0)));
    const hidden = new Set(hideViews(all, originals));
    for (const [view, counts] of [all, originals].entries()) {
      const gone = counts.filter((n, day) => n > 0 && hidden.has(`${"ao"[view]}${day}`));
      const shown = counts.filter((n, day) => n > 0 && !hidden.has(`${"ao"[view]}${day}`));
      expect(shown.every((n) => n >= 5)).toBe(true);
      if (gone.length > 0 && shown.length > 0) {
        expect(gone.length).toBeGreaterThan(1);
        expect(gone.reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(5);
      }
    }
    for (const [day, n] of all.entries()) {
      const one = hidden.has(`a${day}`) !== hidden.has(`o${day}`);
      if (one && n > 0) expect(n - (originals[day] ?? 0)).toBeGreaterThanOrEqual(5);
    }
  }
});

test("a group of one small cell loses that cell", () => {
  expect(hide(["a1", 2])).toEqual(["a1"]);
});
