import { expect, test } from "vitest";
import { imported, sourceWith } from "./import-folder.ts";

const SOURCES = [
  sourceWith({
    match: "*.csv",
    platform: "x",
    mapping: {
      native_id: "id",
      published_at: "time",
      author_id: "author_id",
      author_name: "author",
      text: "text",
    },
  }),
];
const ID = "1570306133677761234";

const mentions = (...authors: readonly [id: string, name: string][]) =>
  imported(
    {
      "a.csv": `id,time,author_id,author,text\n${authors.map(([id, name]) => `${ID},2026-03-01T10:00:00Z,${id},${name},Hello`).join("\n")}\n`,
    },
    async (folder) => folder.rows("select mentions, duplicates from import_ledger"),
    { sources: SOURCES },
  );

test("a post whose author has no name in one row is the same post", async () => {
  expect(await mentions(["42", "anna"], ["42", ""])).toMatchObject([{ mentions: 1, duplicates: 1 }]);
});

test("a post whose author was renamed is the same post", async () => {
  expect(await mentions(["42", "anna"], ["42", "anna_b"])).toMatchObject([{ mentions: 1, duplicates: 1 }]);
});

test("one id over authors of several ids identifies nothing", async () => {
  expect(await mentions(["42", "anna"], ["43", "anna b"])).toMatchObject([{ mentions: 2, duplicates: 0 }]);
});

test("where ids of authors may be rounded too, their names tell them apart", async () => {
  const rounded = "1836050863000000000";
  expect(await mentions([rounded, "anna"], [rounded, "bob"])).toMatchObject([{ mentions: 2, duplicates: 0 }]);
});
