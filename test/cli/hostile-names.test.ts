import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { stringify } from "yaml";
import { main } from "../../src/cli/main.ts";

/** Names that would do harm if they entered SQL, a glob, a path or a terminal as they are. */
const EVIL = [
  "a'; drop table mentions; --",
  'b"; drop table mentions; --',
  "c' union select * from topics --",
  "d [x] {y} %_ $1 ? *",
  "e\nselect 1;\n",
  "constructor",
];
const onDisk = (name: string) => name.replace("\n", " ").trimEnd();
const folders: string[] = [];

async function earshot(
  folder: string,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const written = { out: "", err: "" };
  const code = await main([...args, "--workspace", folder], {
    out: { write: (text: string) => (written.out += text) },
    err: { write: (text: string) => (written.err += text) },
    environment: {},
  });
  return { code, ...written };
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** One workspace in which everything that can be named has hostile names. */
function hostileWorkspace(): string {
  const parent = mkdtempSync(join(tmpdir(), "hostile-"));
  folders.push(parent);
  const folder = join(parent, EVIL[0]!);
  const block = `data/${EVIL[1]}.txt`;
  put(join(folder, block), EVIL.map((evil) => `author:${onDisk(evil)}\n`).join(""));
  EVIL.forEach((evil, i) => {
    const rows = [
      `${i}0,2026-03-02T10:00:00Z,ann,acme is good`,
      `${i}1,2026-03-02T11:00:00Z,${quoted(onDisk(evil))},acme is bad`,
      `${i}2,2026-03-03T12:00:00Z,cid,${quoted(`says ${evil} here`)}`,
    ];
    put(join(folder, "data", "exports", `${onDisk(evil)}.csv`), `id,at,author,text\n${rows.join("\n")}\n`);
  });
  const mapping = { native_id: "id", published_at: "at", text: "text", author_name: "author" };
  const study = {
    title: EVIL[2],
    time_zone: "UTC",
    exclusions: { file: block },
    macros: { brand: "acme OR zest" },
    sources: EVIL.map((evil) => ({
      match: onDisk(evil)
        .replace(/[[\]{}?*!()]/g, "?")
        .concat(".csv"),
      format: "generic",
      platform: evil,
      mapping,
    })),
    topics: [
      { id: "acme", label: EVIL[3], query: "{brand}", accounts: [...EVIL] },
      ...EVIL.map((evil, i) => ({
        id: `evil-${i}`,
        label: evil,
        role: "competitor",
        query: `raw:"${evil.trim().replace(/["\\]/g, "\\$&")}"`,
        exclude: {
          words: [`"${onDisk(evil).replace(/["\\?*]/g, " ")} x"`],
          authors: [evil],
          sites: ["x.example"],
        },
      })),
    ],
  };
  put(join(folder, "pipelines", "study.yaml"), stringify(study));
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

it("runs, finds what it must and harms nothing, whatever things are called", async () => {
  const folder = hostileWorkspace();
  const run = await earshot(folder, "run", "--select", "+topic_mentions");
  expect(run.err).not.toMatch(/error/i);
  expect(run.code).toBe(0);
  const shown = async (sql: string) =>
    JSON.parse((await earshot(folder, "show", "--sql", sql, "--json")).out) as Record<string, string>[];
  expect(await shown("select file, mentions from import_ledger order by file")).toEqual(
    EVIL.map((evil) => ({ file: `data/exports/${onDisk(evil)}.csv`, mentions: 3 })).sort((a, b) =>
      a.file < b.file ? -1 : 1,
    ),
  );
  // The second mention of each file is of an author on the block list; the third says the name a topic looks for.
  const found = await shown(
    "select topic, native_id from mention_topics join mentions using (mention_id) order by topic, native_id",
  );
  expect(found).toEqual([
    ...EVIL.map((_, i) => ({ topic: "acme", native_id: `${i}0` })),
    ...EVIL.map((_, i) => ({ topic: `evil-${i}`, native_id: `${i}2` })),
  ]);
  expect((await shown("select title from study"))[0]!["title"]).toBe(EVIL[2]);
  const labels = await shown("select label from topics where topic <> 'acme' order by position");
  expect(labels.map(({ label }) => label!.trim())).toEqual(EVIL.map((evil) => evil.trim()));
  const asked = await earshot(folder, "query", "evil-0", "--json");
  expect(JSON.parse(asked.out)[0]).toMatchObject({ topic: "evil-0", mentions: 1, total: 18 });
  expect((await earshot(folder, "query", "--try", "acme NEAR/2 good")).out).toContain("6 mentions of 18");
});

it("says what to do where DuckDB cannot open a folder", async () => {
  const parent = mkdtempSync(join(tmpdir(), "hostile-"));
  folders.push(parent);
  const folder = join(parent, "what?");
  put(join(folder, "pipelines", "study.yaml"), "title: x\n");
  const { code, err } = await earshot(folder, "run");
  expect(code).toBe(2);
  expect(err).toContain("question mark");
});
