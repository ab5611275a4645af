import { expect, test } from "vitest";
import { imported, sourceWith } from "./import-folder.ts";

const SOURCES = [
  sourceWith({
    mapping: { native_id: "id", published_at: "time", text: "text", likes: "likes", reach: "reach" },
  }),
];

/** What likes and reach become in one file, with the warnings' texts. */
async function read(likes: readonly string[], reach: readonly string[] = []) {
  const rows = likes.map((like, i) => `a${i},2026-03-01T10:00:00Z,text ${i},"${like}","${reach[i] ?? ""}"`);
  return imported(
    { "a.csv": `id,time,text,likes,reach\n${rows.join("\n")}\n` },
    async (folder, { warnings }) => {
      const found = await folder.rows<{ likes: number | null; reach: number | null }>(
        "select likes, reach from mentions order by native_id",
      );
      return {
        likes: found.map((row) => row.likes),
        reach: found.map((row) => row.reach),
        rules: warnings.map((each) => each.rule),
      };
    },
    { sources: SOURCES },
  );
}

test("a point or comma before three digits groups thousands of a count", async () => {
  expect(await read(["1.234", "7", "1.234.567"])).toMatchObject({ likes: [1234, 7, 1234567], rules: [] });
  expect(await read(["1,234", "7", "12.0"])).toMatchObject({ likes: [1234, 7, 12], rules: [] });
});

test("spaces and apostrophes group thousands, too", async () => {
  expect(await read(["1 234", "1\u00a0234\u202f567", "1'234", "1’234"])).toMatchObject({
    likes: [1234, 1234567, 1234, 1234],
    rules: [],
  });
});

test("a column's other values tell what its marks mean", async () => {
  expect(await read(["1,5K", "1.234", "2M"])).toMatchObject({ likes: [1500, 1234, 2000000], rules: [] });
  expect(await read(["1.5K", "1,234", "1.2k"])).toMatchObject({ likes: [1500, 1234, 1200], rules: [] });
  expect(await read(["1", "2", "3"], ["1.234,5", "1.234", "12,5"])).toMatchObject({
    reach: [1234.5, 1234, 12.5],
  });
  expect(await read(["1", "2", "3"], ["1,234.5", "1,234", "12.5"])).toMatchObject({
    reach: [1234.5, 1234, 12.5],
  });
});

test("what is no count stays empty and is told, what says nothing is not", async () => {
  expect(await read(["12,5", "-1", "many", "5"])).toMatchObject({
    likes: [null, null, null, 5],
    rules: ["unread-numbers"],
  });
  expect(await read(["-", "n/a", "", "5"])).toMatchObject({ likes: [null, null, null, 5], rules: [] });
});
