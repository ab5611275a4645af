import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { EarshotError } from "../../src/errors.ts";
import { passingProblem } from "../../src/importing/passing.ts";
import { ImportFolder, sourceWith, studyWith } from "./import-folder.ts";

const MAPPING = { native_id: "id", published_at: "time", text: "text" };
const SOURCES = [sourceWith({ mapping: MAPPING, platform: "x" })];
const table = (...ids: number[]) =>
  `id,time,text\n${ids.map((id) => `${id},2026-03-01T10:00:00Z,text ${id}`).join("\n")}\n`;
const places = { file: "/data/a.csv", database: "/data/w.duckdb" };
const system = (code: string, syscall: string, path?: string) =>
  Object.assign(new Error(`${code}: said so, ${syscall}`), { code, syscall, path });

test("failures of the machine are told from those of the file", () => {
  const full = passingProblem(system("ENOSPC", "write"), places);
  expect(full?.message).toContain(`no space left in the folder for temporary files, ${tmpdir()}`);
  expect(full?.remedy).toContain("TMPDIR=");
  const wrapped = new EarshotError("broken", { cause: system("EROFS", "open", "/scratch/unpacked") });
  expect(passingProblem(wrapped, places)?.message).toContain("no permission in the folder for temporary");
  expect(passingProblem(system("EACCES", "open", "/data/a.csv"), places)?.message).toMatch(
    /^cannot be read at the moment: no permission/,
  );
  expect(passingProblem(system("EIO", "read"), places)?.message).toMatch(/^cannot be read at the moment/);
  const commit = new Error("TransactionContext Error: Failed to commit: Could not write file: No space left");
  expect(passingProblem(commit, places)?.message).toContain("where the database stands");
  const database = new Error('IO Error: Could not write file "/data/w.duckdb": No space left on device');
  expect(passingProblem(database, places)?.message).toContain(
    "no space left where the database stands, /data/w.duckdb",
  );
  expect(passingProblem(new Error("Out of Memory Error: failed to pin"), places)?.remedy).toContain(
    "EARSHOT_MEMORY",
  );
  for (const lasting of [
    new EarshotError("empty file"),
    new Error("Invalid Input Error: CSV Error on Line: 3"),
    Object.assign(new Error("incorrect header check"), { code: "Z_DATA_ERROR", errno: -3 }),
    undefined,
  ])
    expect(passingProblem(lasting, places)).toBe(null);
});

/** Import with a temporary folder that is not there. */
async function withoutScratch<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = "/nowhere/at-all";
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}

test("reading again loses nothing where it fails for a passing reason", async () => {
  const folder = await ImportFolder.open({ "a.csv": table(1, 2), "b.csv": table(3) }, { sources: SOURCES });
  const ids = async () =>
    (await folder.rows<{ native_id: string }>("select native_id from mentions order by native_id")).map(
      ({ native_id }) => native_id,
    );
  try {
    const first = await folder.import();
    const again = await withoutScratch(() => folder.import({ fullRefresh: true }));
    expect(again.warnings.map(({ severity, file, message }) => [severity, file, message])).toEqual([
      [
        "error",
        "data/exports/a.csv",
        expect.stringMatching(/temporary files, .*; the 2 rows read from it before are kept$/),
      ],
      ["error", "data/exports/b.csv", expect.stringContaining("the 1 rows read from it before are kept")],
    ]);
    expect(again.warnings[0]?.hint).toContain("TMPDIR=");
    expect(await ids()).toEqual(["1", "2", "3"]);
    expect(again.fingerprint).toBe(first.fingerprint);
    folder.write("b.csv", table(3, 4));
    const changed = await withoutScratch(() => folder.import());
    expect(changed.warnings.filter(({ severity }) => severity === "error")).toHaveLength(1);
    expect(await ids()).toEqual(["1", "2", "3"]);
    const mended = await folder.import();
    expect(mended.warnings).toEqual([]);
    expect(await ids()).toEqual(["1", "2", "3", "4"]);
    expect((await folder.import()).changed).toBe(false);
  } finally {
    folder.close();
  }
});

test("a mapping that does not fit any more is no passing reason", async () => {
  const folder = await ImportFolder.open({ "a.csv": table(1) }, { sources: SOURCES });
  try {
    await folder.import();
    const wrong = studyWith({ sources: [sourceWith({ mapping: { native_id: "nope", text: "text" } })] });
    const { warnings } = await folder.import({}, wrong);
    expect(warnings.map(({ message }) => message)).toEqual(["missing column for native_id: nope"]);
    expect(await folder.rows("select count(*) as n from mentions")).toEqual([{ n: 0 }]);
  } finally {
    folder.close();
  }
});
