import { expect, test } from "vitest";
import { signTest } from "../../../src/text/training/sign-test.ts";

test("known values of the exact sign test, and no overflow", () => {
  expect(signTest(0, 0)).toBe(1);
  expect(signTest(7, 7)).toBe(1);
  expect(signTest(5, 0)).toBeCloseTo(2 / 32, 12);
  expect(signTest(2, 8)).toBeCloseTo((2 * (1 + 10 + 45)) / 1024, 12);
  expect(signTest(8, 2)).toBe(signTest(2, 8));
  // Normal approximation: z = 60 / sqrt(3000) = 1.095, with the continuity correction 1.077.
  expect(signTest(1530, 1470)).toBeCloseTo(0.2815, 3);
  expect(signTest(40_000, 0)).toBe(0);
});
