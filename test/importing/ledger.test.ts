import { afterEach, expect, test } from "vitest";
import { FORMATS } from "../../src/importing/index.ts";
import { importChecks } from "../../src/pipeline/checks.ts";
import { ImportFolder, imported, sourceWith, studyWith } from "./import-folder.ts";

const SOURCES = [
  sourceWith({ platform: "x", mapping: { native_id: "id", published_at: "time", text: "text" } }),
];
const ROWS = [1, 2, 3].map((n) => `${n},2026-03-01T10:00:0${n}Z,text ${n}\n`).join("");
const X_PAGE = JSON.stringify({ data: [1, 2, 3].map((n) => ({ id: `${n}`, text: `text ${n}` })) });

const xV2 = FORMATS.find((format) => format.id === "x-v2") as (typeof FORMATS)[number];
const whole = xV2.prepare;
afterEach(() => {
  xV2.prepare = whole;
});

/** Files of which the check of every run says that their ledger does not add up. */
async function failing(folder: ImportFolder): Promise<string[]> {
  const check = importChecks(studyWith()).find((each) => each.name === "import:ledger_adds_up");
  return (await folder.rows<{ file: string }>(check?.sql?.text ?? "")).map(({ file }) => file);
}

test("a row that gets lost after reading fails the check", async () => {
  const folder = await ImportFolder.open({ "a.csv": `id,time,text\n${ROWS}` }, { sources: SOURCES });
  try {
    await folder.import();
    expect(await failing(folder)).toEqual([]);
    await folder.warehouse.run("delete from import.rows where native_id = '2'");
    folder.write("b.csv", "id,time,text\n9,2026-03-01T10:00:09Z,text 9\n");
    await folder.import();
    expect(await failing(folder)).toEqual(["data/exports/a.csv"]);
    expect(await folder.rows("select rows_read, mentions from import_ledger order by file")).toEqual([
      { rows_read: 3, mentions: 2 },
      { rows_read: 1, mentions: 1 },
    ]);
  } finally {
    folder.close();
  }
});

test("SQL that passes over rows of a page fails the check", async () => {
  await imported({ "a.json": X_PAGE }, async (folder) => expect(await failing(folder)).toEqual([]));
  if (whole) xV2.prepare = { ...whole, select: `select * from (${whole.select}) where element < 3` };
  await imported({ "a.json": X_PAGE }, async (folder) => {
    expect(await failing(folder)).toEqual(["data/exports/a.json"]);
    expect(await folder.rows("select rows_read, mentions from import_ledger")).toEqual([
      { rows_read: 3, mentions: 2 },
    ]);
  });
});

test("rows are counted by lines, records and elements, whatever becomes of them", async () => {
  const files = {
    "lines.csv": `id,time,text\n${ROWS}`,
    "fields.csv": `id,time,text\n1,2026-03-01T10:00:01Z,"two\nlines"\n2,2026-03-01T10:00:02Z,x\n`,
    "torn.csv": `id,time,text\n${ROWS}4,x\n5,2026-03-01T10:00:05Z,"cut`,
    "lines.ndjson": '{"id":"1","time":"2026-03-01T10:00:01Z","text":"a"}\n\n[1]\n{"id":\n',
  };
  await imported(
    files,
    async (folder) => {
      expect(await folder.rows("select file, rows_read, rejected from import_ledger order by file")).toEqual([
        { file: "data/exports/fields.csv", rows_read: 2, rejected: 0 },
        { file: "data/exports/lines.csv", rows_read: 3, rejected: 0 },
        { file: "data/exports/lines.ndjson", rows_read: 3, rejected: 2 },
        { file: "data/exports/torn.csv", rows_read: 5, rejected: 2 },
      ]);
      expect(await failing(folder)).toEqual([]);
    },
    { sources: SOURCES },
  );
});
