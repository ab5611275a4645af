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

test("values that cannot be read are counted and can be looked at, file by file", async () => {
  const mapping = {
    native_id: "id",
    published_at: "time",
    text: "text",
    likes: "likes",
    author_verified: "known",
  };
  const row = (id: number, likes: string, known: string) =>
    `${id},2026-03-01T10:00:00Z,text ${id},${likes},${known}\n`;
  const header = "id,time,text,likes,known\n";
  await imported(
    {
      "a.csv": `${header}${row(1, "1.2k?", "maybe")}${row(2, "n/a", "yes")}${row(3, "1.2K", "")}`,
      "b.csv": `${header}${row(4, "many", "no")}${row(5, "5", "true")}${row(5, "-3", "true")}`,
    },
    async (folder) => {
      expect(await folder.rows("select file, line, name, value from unread_values order by all")).toEqual([
        { file: "data/exports/a.csv", line: 2, name: "author_verified", value: "maybe" },
        { file: "data/exports/a.csv", line: 2, name: "likes", value: "1.2k?" },
        { file: "data/exports/b.csv", line: 2, name: "likes", value: "many" },
        { file: "data/exports/b.csv", line: 4, name: "likes", value: "-3" },
      ]);
      expect(await folder.rows("select unread_values from import_ledger order by file")).toEqual([
        { unread_values: 2 },
        { unread_values: 2 },
      ]);
      const flags = await folder.rows("select author_verified from mentions order by native_id");
      expect(flags.map((each) => each["author_verified"])).toEqual([null, true, null, false, true]);
    },
    { sources: [sourceWith({ mapping })] },
  );
});
