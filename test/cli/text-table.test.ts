import { expect, test } from "vitest";
import { asTable } from "../../src/cli/text-table.ts";

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
