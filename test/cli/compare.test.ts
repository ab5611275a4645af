import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { cook, threeWeeks } from "./three-weeks.ts";

const roots = [threeWeeks(2), threeWeeks(5)];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});

test("the recipe compares two workspaces and names what is clearly different", { timeout: 180_000 }, () => {
  const done = cook("compare", ...roots);
  expect(done.status, done.stderr).toBe(0);
  expect(done.stdout).toMatch(
    /acme: [\d.]+ and [\d.]+, −3\d\.\d \(−[\d.]+ to −[\d.]+\), higher in the second/,
  );
  expect(done.stdout).toMatch(
    /bolt: [\d.]+ and [\d.]+, \+3\d\.\d \(\+[\d.]+ to \+[\d.]+\), higher in the first/,
  );
});

test("it says how it wants to be called", () => {
  const done = cook("compare", "one");
  expect(done.status).toBe(2);
  expect(done.stderr).toContain("compare needs two workspaces");
});
