import { describe, expect, test } from "vitest";
import { FORMATS } from "../../src/importing/index.ts";
import { recognise } from "../../src/importing/recognise.ts";
import { recogniseJson } from "../../src/importing/recognise-json.ts";
import { TARGET_NAMES } from "../../src/importing/targets.ts";
import { CASES } from "./format-cases.ts";
import { imported } from "./import-folder.ts";

describe("every format", () => {
  test("is described with known columns only and an id of its own", () => {
    expect(new Set(FORMATS.map((format) => format.id)).size).toBe(FORMATS.length);
    for (const format of FORMATS) {
      expect(format.signature.length, format.id).toBeGreaterThan(0);
      for (const target of Object.keys(format.columns)) expect(TARGET_NAMES, format.id).toContain(target);
    }
  });

  test("has a case in this file", () => {
    const covered = new Set(CASES.map((each) => each.format));
    expect(FORMATS.map((format) => format.id).filter((id) => !covered.has(id))).toEqual([]);
  });

  test("is told from all others by its own signatures", () => {
    for (const format of FORMATS) {
      for (const signature of format.signature) {
        const found = format.shape === "table" ? recognise(signature, "table") : recogniseJson(signature);
        expect(
          found.fitting.map((each) => each.id),
          `${format.id}: ${signature.join(", ")}`,
        ).toContain(format.id);
      }
    }
  });

  test.each(CASES.map((each) => [each.name, each] as const))("%s", async (_name, each) => {
    await imported(
      { [each.file]: each.content },
      async (folder, { warnings }) => {
        expect(warnings).toEqual([]);
        const [ledger] = await folder.rows(
          "select format, rows_read, mentions, duplicates, rejected, not_posts from import_ledger",
        );
        expect(ledger).toMatchObject({ format: each.format, ...each.ledger });
        const found = await folder.rows(`select * from mentions order by line, native_id, text`);
        expect(found.length).toBe(each.ledger.mentions);
        each.mentions.forEach((expected, index) => {
          expect(found[index]).toMatchObject(expected);
        });
      },
      each.study,
    );
  });
});
