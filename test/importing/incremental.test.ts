import { utimesSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { importExports, planImport } from "../../src/importing/index.ts";
import { ImportFolder, sourceWith, studyWith } from "./import-folder.ts";

const SOURCES = [
  sourceWith({ mapping: { native_id: "id", published_at: "time", text: "text" }, platform: "x" }),
];
const table = (...ids: number[]) =>
  `id,time,text\n${ids.map((id) => `${id},2026-03-01T10:00:00Z,text ${id}`).join("\n")}\n`;
const mentions = (folder: ImportFolder) =>
  folder.rows("select native_id, file from mentions order by native_id");

test("only new and changed files are read, and a removed file takes its rows along", async () => {
  const folder = await ImportFolder.open(
    { "a.csv": table(1, 2), "b.csv": table(2, 3) },
    { sources: SOURCES },
  );
  try {
    expect((await folder.import()).changed).toBe(true);
    const first = await folder.rows("select part, file from import.parts order by file");
    const again = await folder.import();
    expect(again.changed).toBe(false);
    expect(again.files.map(({ read, mentions: n, duplicates }) => [read, n, duplicates])).toEqual([
      [2, 2, 0],
      [2, 1, 1],
    ]);
    folder.write("b.csv", table(2, 3, 4));
    const plan = await planImport(folder.warehouse, folder.study, folder.workspace);
    expect(plan.files.map((file) => file.status)).toEqual(["unchanged", "changed"]);
    const third = await folder.import();
    expect(third.fingerprint).toBe(plan.fingerprint);
    expect(await folder.rows("select part, file from import.parts order by file")).toMatchObject([
      first[0],
      { file: "data/exports/b.csv" },
    ]);
    expect((await mentions(folder)).length).toBe(4);
    folder.remove("a.csv");
    await folder.import();
    expect(await mentions(folder)).toEqual(
      ["2", "3", "4"].map((native_id) => ({ native_id, file: "data/exports/b.csv" })),
    );
    expect(
      await folder.rows(
        "select table_name from information_schema.tables where table_schema = 'import' and table_name like 'rows%'",
      ),
    ).toHaveLength(1);
  } finally {
    folder.close();
  }
});

test("a file that was only touched is not read again", async () => {
  const folder = await ImportFolder.open({ "a.csv": table(1) }, { sources: SOURCES });
  try {
    await folder.import();
    utimesSync(folder.path("a.csv"), new Date(), new Date(2020, 1, 1));
    expect((await folder.import()).changed).toBe(false);
  } finally {
    folder.close();
  }
});

test("a touched file is hashed once more, not at every run", async () => {
  const folder = await ImportFolder.open({ "a.csv": table(1) }, { sources: SOURCES });
  const stored = () => folder.rows<{ modified: number }>("select modified from import.parts");
  try {
    await folder.import();
    utimesSync(folder.path("a.csv"), new Date(), new Date(2020, 1, 1));
    await folder.import();
    expect(await stored()).toEqual([{ modified: new Date(2020, 1, 1).getTime() }]);
  } finally {
    folder.close();
  }
});

test("a file of which nothing can be read changes nothing of the result, coming or going", async () => {
  const folder = await ImportFolder.open({ "a.csv": table(1) }, { sources: SOURCES });
  try {
    const { fingerprint } = await folder.import();
    folder.write("empty.csv", "");
    folder.write("empty.zip", zipSync({ "folder/": new Uint8Array() }));
    const beside = await folder.import();
    expect(beside.warnings.map(({ file, message }) => [file, message])).toEqual([
      ["data/exports/empty.csv", "empty file"],
      ["data/exports/empty.zip", "there is no file in it to import"],
    ]);
    expect(beside.fingerprint).toBe(fingerprint);
    folder.remove("empty.csv");
    folder.remove("empty.zip");
    expect((await folder.import()).fingerprint).toBe(fingerprint);
    expect((await folder.import()).changed).toBe(false);
  } finally {
    folder.close();
  }
});

test("a changed mapping reads the file again", async () => {
  const folder = await ImportFolder.open({ "a.csv": table(1) }, { sources: SOURCES });
  try {
    await folder.import();
    const other = studyWith({
      sources: [sourceWith({ mapping: { native_id: "id", published_at: "time", title: "text" } })],
    });
    const plan = await planImport(folder.warehouse, other, folder.workspace);
    expect(plan.files[0]).toMatchObject({ status: "changed", reason: "format or settings changed" });
    await importExports(folder.warehouse, other, folder.workspace);
    expect(await folder.rows("select title, text from mentions")).toEqual([{ title: "text 1", text: null }]);
  } finally {
    folder.close();
  }
});

test("no files give empty tables", async () => {
  const folder = await ImportFolder.open();
  try {
    const result = await folder.import();
    expect(result).toMatchObject({ files: [], warnings: [] });
    for (const name of [
      "mentions",
      "import_ledger",
      "rejected_rows",
      "duplicate_rows",
      "coverage_daily",
      "extras",
    ])
      expect(await folder.rows(`select count(*) as n from ${name}`)).toEqual([{ n: 0 }]);
  } finally {
    folder.close();
  }
});

test("an import that is stopped leaves the tables as they were", async () => {
  const folder = await ImportFolder.open({ "a.csv": table(1) }, { sources: SOURCES });
  try {
    await folder.import();
    folder.write("b.csv", table(2));
    const stop = new AbortController();
    stop.abort();
    await expect(folder.import({ signal: stop.signal })).rejects.toThrow();
    expect((await mentions(folder)).length).toBe(1);
    await folder.import();
    expect((await mentions(folder)).length).toBe(2);
  } finally {
    folder.close();
  }
});

test("one unreadable file is an error, the others are imported", async () => {
  const folder = await ImportFolder.open(
    { "a.csv": table(1), "b.txt": "just a note\n", ".hidden": "x", "c.csv": "" },
    { sources: [sourceWith({ ...SOURCES[0], match: "a.csv" })] },
  );
  try {
    const { warnings, files } = await folder.import();
    expect(files).toHaveLength(1);
    expect(warnings.map((each) => [each.file, each.severity, each.rule])).toEqual([
      ["data/exports/b.txt", "error", "unknown-format"],
      ["data/exports/c.csv", "error", "unreadable-file"],
    ]);
  } finally {
    folder.close();
  }
});

test("all problems of a mapping are reported together", async () => {
  const folder = await ImportFolder.open(
    { "a.csv": table(1) },
    { sources: [sourceWith({ mapping: { native_id: "nope", likes: "=`x", wrong: "id" } })] },
  );
  try {
    const { warnings } = await folder.import();
    expect(warnings.map((each) => each.message)).toEqual([
      "missing column for native_id: nope",
      expect.stringContaining("invalid mapping of likes"),
      "unknown mention column in the mapping: wrong",
    ]);
  } finally {
    folder.close();
  }
});

test("a zip with a bad member is reported until it is mended", async () => {
  const zip = (note: string) =>
    zipSync({ "good.csv": strToU8(table(1, 2)), "bad.csv": strToU8(note), "good2.csv": strToU8(table(3)) });
  const folder = await ImportFolder.open({ "a.zip": zip("just a note\n") }, { sources: SOURCES });
  try {
    for (let run = 0; run < 3; run++) {
      const { warnings } = await folder.import();
      expect(new Set(warnings.map((each) => `${each.severity} ${each.file}`))).toEqual(
        new Set(["error data/exports/a.zip#bad.csv"]),
      );
      expect(await mentions(folder)).toHaveLength(3);
    }
    folder.write("a.zip", zip(table(4)));
    expect((await folder.import()).warnings).toEqual([]);
    expect(await mentions(folder)).toHaveLength(4);
    expect((await folder.import()).changed).toBe(false);
  } finally {
    folder.close();
  }
});
