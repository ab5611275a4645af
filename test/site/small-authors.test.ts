import { expect, test } from "vitest";
import type { Publication } from "../../src/site/publications.ts";
import { emptySmallCells } from "../../src/site/small-authors.ts";
import type { Row } from "../../src/warehouse/index.ts";

const counted = new Map([
  ["w1\nacme\nall", 300],
  ["w1\nacme\noriginals", 3],
  ["w2\nacme\nall", 300],
  ["w2\nacme\noriginals", 200],
]);
const empty = (rows: Row[], publication: Partial<Publication>) =>
  emptySmallCells(rows, { name: "x", columns: [], ...publication }, counted, () => "").map(
    (row) => row["withheld"],
  );

test("reposts are withheld where all less reposts would be few originals", () => {
  const kind = (period: string, value: string, authors: number): Row => ({
    ...{ period, topic: "acme", dimension: "kind", value, mentions: authors, authors },
  });
  const rows = [kind("w1", "repost", 297), kind("w1", "reply", 3), kind("w1", "quote", 2)];
  const small = { by: "row", empty: ["mentions"] } as const;
  expect(empty(rows, { small })).toEqual([true, true, true]);
  expect(empty([kind("w2", "repost", 297), kind("w2", "reply", 190)], { small })).toEqual([false, false]);
});

test("a comparison goes where the period it is compared with has few authors", () => {
  const change = (view: string): Row => ({
    period: "w2",
    before_period: "w1",
    topic: "acme",
    view,
    before: 2,
  });
  const small = { by: "period", empty: ["before"] } as const;
  expect(empty([change("all"), change("originals")], { name: "changes", small })).toEqual([false, true]);
});

test("a share is hidden beside another of its own panel, for shares add up within a panel", () => {
  const authors = new Map(
    Object.entries({ tea: 3, leaf: 40, brew: 70, milk: 2, oat: 30, soy: 90 }).map(([topic, n]) => [
      `w1\n${topic}\nall`,
      n,
    ]),
  );
  const share = (topic: string, category: string): Row => ({
    ...{ period: "w1", topic, view: "all", basis: "mentions", counting: "full", share: 0.2, category },
  });
  const rows = [
    ...["tea", "leaf", "brew"].map((topic) => share(topic, "teas")),
    ...["milk", "oat", "soy"].map((topic) => share(topic, "milks")),
  ];
  const publication = {
    name: "share_of_voice",
    columns: [],
    small: { by: "period", empty: ["share"] },
  } as const;
  const shown = emptySmallCells(rows, publication, authors, () => "");
  expect(shown.filter((row) => row["withheld"]).map((row) => row["topic"])).toEqual([
    "tea",
    "leaf",
    "milk",
    "oat",
  ]);
});
