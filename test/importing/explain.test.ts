import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { explainFile } from "../../src/importing/index.ts";
import { proposeMapping } from "../../src/importing/propose.ts";
import { ImportFolder, sourceWith, studyWith } from "./import-folder.ts";

vi.setConfig({ testTimeout: 180_000 });

const SHARED = "../shared/data/mentions";
const HEAD = 600_000;

/** The first lines of a file, packed as it is. */
function headOf(path: string): Buffer {
  const packed = path.endsWith(".gz");
  const bytes = packed ? gunzipSync(readFileSync(path)) : readFileSync(path);
  const head = bytes.length > HEAD ? bytes.subarray(0, bytes.lastIndexOf(10, HEAD) + 1) : bytes;
  return packed ? gzipSync(head) : head;
}

test("an explanation of a known file", async () => {
  const [found] = await explainFile("data/samples/exports/brandwatch_2026-07-27_2026-09-20.csv");
  expect(found).toMatchObject({
    format: "brandwatch",
    encoding: "utf-8-bom",
    delimiter: ",",
    headerLine: 7,
    zone: "UTC",
    proposal: null,
    diagnostics: [],
  });
  expect(found?.mapped).toMatchObject({ published_at: ["Date"], url: ["Url", "Original Url"] });
  expect(found?.zoneEvidence).toMatch(/proved by [\d,]+ of [\d,]+ rows/);
});

test("an unknown file gets a proposal that imports it", async () => {
  const folder = await ImportFolder.open({
    "odd.csv":
      "Post ID,Posted On,Handle,Body,Hearts\n1,24/12/2025 10:00,anna,Some words here,3\n2,25/12/2025 11:30,bob,Other words there,4\n",
  });
  try {
    const [found] = await explainFile(folder.path("odd.csv"));
    const source = (
      parse(found?.proposal ?? "") as {
        sources: { match: string; format: string; mapping: Record<string, string> }[];
      }
    ).sources[0];
    expect(source).toEqual({
      match: "odd.csv",
      format: "generic",
      mapping: {
        published_at: "Posted On @ %d/%m/%Y %H:%M",
        native_id: "Post ID",
        author_name: "Handle",
        text: "Body",
      },
    });
    expect(found?.unmapped).toEqual(["Hearts"]);
    const { warnings, files } = await folder.import(
      {},
      studyWith({ sources: [sourceWith(source as object)] }),
    );
    expect(warnings).toEqual([]);
    expect(files).toMatchObject([{ read: 2, mentions: 2 }]);
  } finally {
    folder.close();
  }
});

test("names that are no names of columns guess nothing", () => {
  expect(
    proposeMapping({ names: ["", "constructor", "__proto__"], values: [["1"], ["x"], ["y"]] }).mapping,
  ).toEqual({});
});

describe.skipIf(!existsSync(SHARED))("real tables of mentions, if they are there (../shared/data)", () => {
  const files = existsSync(SHARED)
    ? readdirSync(SHARED, { withFileTypes: true }).filter((entry) => entry.isFile())
    : [];
  test.each(files.map((entry) => entry.name))(
    "the head of %s is a known format, or imports with its proposal as it is",
    async (name) => {
      const folder = mkdtempSync(join(tmpdir(), "earshot-head-"));
      const path = join(folder, name);
      try {
        writeFileSync(path, headOf(join(SHARED, name)));
        const [found] = await explainFile(path);
        if (found?.format === null || !found?.rows) throw new Error(JSON.stringify(found));
        expect(found.rows.read).toBe(found.rows.mentions + found.rows.duplicates + found.rows.rejected);
        expect(found.rows.mentions).toBeGreaterThan(found.rows.read * 0.8);
        if (!found.proposal) return;
        const { sources } = parse(found.proposal) as { sources: object[] };
        const again = await explainFile(
          path,
          studyWith({ sources: sources.map((source) => sourceWith(source)) }),
        );
        expect(again).toMatchObject([
          { file: name, format: "generic", rows: found.rows, period: found.period, diagnostics: [] },
        ]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
