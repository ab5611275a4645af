import fc from "fast-check";
import { expect, test } from "vitest";
import { quantileSorted, quantiles } from "../../src/statistics/order.ts";

const values = fc.array(
  fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e6, max: 1e6 }), fc.constant(Number.NaN)),
  { maxLength: 60 },
);
const parts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 });

test("quantiles found by parting are those of the sorted values, in any order and with ties", () => {
  fc.assert(
    fc.property(values, parts, (given, some) => {
      const ascending = some.toSorted((a, b) => a - b);
      const sorted = Float64Array.from(given.filter(Number.isFinite)).sort();
      const found = quantiles(given, ascending).map((value) => value + 0);
      expect(found).toEqual(ascending.map((p) => quantileSorted(sorted, p) + 0));
    }),
  );
});
