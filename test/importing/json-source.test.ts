import { expect, test } from "vitest";
import { readStanding } from "../../src/importing/standing.ts";
import { Warehouse } from "../../src/warehouse/index.ts";
import { type ImportFolder, imported, sourceWith } from "./import-folder.ts";

const SOURCES = [
  sourceWith({
    platform: "x",
    mapping: { native_id: "id", published_at: "at", text: "said", likes: "likes" },
  }),
];
const line = (id: number, said: string) =>
  `{"id":"${id}","at":"2026-03-01T10:00:00Z","said":${JSON.stringify(said)},"likes":${id}}`;

test("lines of JSON are read as they stand and, with the same result, from a rewritten copy", async () => {
  const lines = [
    line(1, " spaced "),
    "",
    `  ${line(2, "\u00a0wide")}`,
    "[1]",
    "{torn",
    line(3, "Ünï"),
    "",
  ].join("\n");
  const look = async (folder: ImportFolder) => ({
    mentions: await folder.rows("select native_id, text, likes, line from mentions order by line"),
    extras: await folder.rows("select line, trim(value) as value from extras order by line"),
    rejected: await folder.rows("select line, reason, raw from rejected_rows order by line"),
    ledger: await folder.rows("select rows_read, mentions, rejected from import_ledger"),
  });
  const standing = await imported({ "a.ndjson": lines }, look, { sources: SOURCES });
  const rewritten = await imported({ "a.ndjson": `\uFEFF${lines}` }, look, { sources: SOURCES });
  expect(rewritten).toEqual(standing);
  expect(standing.mentions).toEqual([
    { native_id: "1", text: "spaced", likes: 1, line: 1 },
    { native_id: "2", text: "wide", likes: 2, line: 3 },
    { native_id: "3", text: "Ünï", likes: 3, line: 6 },
  ]);
  expect(standing.ledger).toEqual([{ rows_read: 5, mentions: 3, rejected: 2 }]);
  expect(standing.rejected).toEqual([
    { line: 4, reason: "not a JSON object", raw: "[1]" },
    { line: 5, reason: "not valid JSON", raw: "{torn" },
  ]);
});

test("reading as it stands leaves nothing where a line is not accounted for", async () => {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    await warehouse.run("create table found (n integer)");
    const signal = new AbortController().signal;
    const insert = "insert into found values (1)";
    expect(await readStanding(warehouse, insert, signal, async () => null)).toBe(null);
    expect(await warehouse.count("found")).toBe(0);
    expect(await readStanding(warehouse, insert, signal, async (rejects) => rejects + 1)).toBe(1);
    expect(await warehouse.count("found")).toBe(1);
    await expect(
      readStanding(warehouse, "insert into missing values (1)", signal, async () => 1),
    ).rejects.toThrow(/missing/);
  } finally {
    warehouse.close();
  }
});
