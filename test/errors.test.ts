import { expect, test } from "vitest";
import { formatDiagnostic } from "../src/errors.ts";

const drawn = (source: string, column: number) =>
  formatDiagnostic({ line: 1, column, severity: "error", message: "wrong", rule: "sql", source })
    .split("\n")
    .slice(1);

test("the caret stands under its column, behind tabs and signs of double width, and past the end", () => {
  expect(drawn("select x", 8)).toEqual(["  select x", "         ^"]);
  expect(drawn("\t\tx", 3)).toEqual(["  \t\tx", "  \t\t^"]);
  expect(drawn("'日😀', x", 7)).toEqual(["  '日😀', x", `  ${" ".repeat(8)}^`]);
  expect(drawn("ab", 5)).toEqual(["  ab", "      ^"]);
});
