import { expect, test } from "vitest";
import { asRecords } from "../../src/cli/record-list.ts";
import { asTable, fitsTable } from "../../src/cli/text-table.ts";

const names = ["date", "published_at", "topic", "text", "a_number_with_a_long_name"];
const numeric = [false, false, false, false, true];
const rows = [
  ["2015-02-17", "2015-02-17T10:11:12Z", "acme", "a very long text ".repeat(8), "1234567890.12"],
  ["", "2015-02-18T10:11:12Z", "bolt and its many subsidiaries", "short", "2"],
];

test("texts and heads are cut before dates and numbers", () => {
  for (const columns of [200, 100, 70, 40]) {
    const table = asTable(names, rows, numeric, columns);
    for (const whole of ["2015-02-17 ", "2015-02-17T10:11:12Z", "2015-02-18T10:11:12Z", "1234567890.12"]) {
      expect(table).toContain(whole);
    }
  }
  const narrow = asTable(names, rows, numeric, 80).split("\n");
  expect(Math.max(...narrow.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(narrow[2]).toMatch(/a very…|a very .*…/);
});

test("a row that fits is not cut", () => {
  expect(asTable(["day", "n"], [["2015-02-17", "12"]], [false, true], 80)).toBe(
    "day          n\n──────────  ──\n2015-02-17  12\n",
  );
});

test("a few rows too wide for the terminal stand one below the other, whole", () => {
  const wide = Array.from({ length: 20 }, (_, i) => `column_${i}`);
  const row = wide.map((_, i) =>
    i === 0 ? "data/exports/a-file-with-a-rather-long-name.csv" : `value ${i} of it`,
  );
  expect(fitsTable(wide, [row], 120)).toBe(false);
  expect(fitsTable(names, rows, 80)).toBe(true);
  const lines = asRecords(wide, [row, row]).split("\n");
  expect(lines).toHaveLength(43);
  expect(lines[1]).toBe("column_0   data/exports/a-file-with-a-rather-long-name.csv");
  expect(lines[21]).toMatch(/^── row 2 ─+$/);
});
