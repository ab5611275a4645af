import { expect, test } from "vitest";
import { linkedKey, volumeKey } from "../../src/site/linked-tables.ts";
import type { Publication } from "../../src/site/publication.ts";
import { emptySmallCells } from "../../src/site/small-authors.ts";
import type { Row } from "../../src/warehouse/index.ts";

const counted = new Map([
  ["w1\nacme\nall", 300],
  ["w1\nacme\noriginals", 3],
  ["w2\nacme\nall", 300],
  ["w2\nacme\noriginals", 200],
]);
const empty = (rows: Row[], publication: Partial<Publication>) =>
  emptySmallCells(rows, { name: "x", columns: [], ...publication }, counted).map((row) => row["withheld"]);

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
  const shown = emptySmallCells(rows, publication, authors);
  expect(shown.filter((row) => row["withheld"]).map((row) => row["topic"])).toEqual([
    "tea",
    "leaf",
    "milk",
    "oat",
  ]);
});

test("originals go where few people reposted, with the figures made of them, and all mentions stay", () => {
  const gone = new Set([volumeKey("w2", "acme", "originals")]);
  const small = { by: "period", empty: ["value"] } as const;
  const rows = ["volume", "volume_originals"].map((metric) => ({
    ...{ id: `${metric}.acme.w2`, period: "w2", topic: "acme", value: 200 },
  }));
  const shown = emptySmallCells(rows, { name: "figures", columns: [], small }, counted, gone);
  expect(shown.map((row) => row["withheld"])).toEqual([false, true]);
});

test("hidden cells of a breakdown lose their name too, and come last", () => {
  const rows = ["en", "fi", "nl"].map((value) => ({
    ...{ period: "all", topic: "acme", dimension: "language", value, mentions: 9 },
  }));
  const small = { by: "linked", empty: ["mentions"] } as const;
  const gone = new Set([linkedKey(rows[1] as Row)]);
  const shown = emptySmallCells(rows, { name: "breakdown", columns: [], small }, counted, gone);
  expect(shown.map((row) => [row["value"], row["mentions"]])).toEqual([
    ["en", 9],
    ["nl", 9],
    [null, null],
  ]);
});
