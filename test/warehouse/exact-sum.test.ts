import { expect, test } from "vitest";
import { Warehouse } from "../../src/warehouse/index.ts";

test("an exact sum is the same in every order of rows, and close to what Kahan's sum says", async () => {
  const warehouse = await Warehouse.open({ path: ":memory:", threads: 2 });
  try {
    await warehouse.run(`
      create table terms as
      select i % 3 as part, (hash(i) % 1000003) / 7.0 * pow(10, (i % 25)::integer - 15) * if(i % 2 = 0, -1, 1) as x, hash(i, 1) as place
      from range(400_000) as numbers (i)`);
    const sums = async (order: string, aggregate: string) =>
      warehouse.rows<{ part: number; sum: number }>(
        `select part, ${aggregate}(x) as sum from (from terms order by ${order}) group by part order by part`,
      );
    const first = await sums("place", "exact_sum");
    for (const order of ["place desc", "x", "abs(x) desc"])
      expect(await sums(order, "exact_sum")).toEqual(first);
    expect([await sums("x", "sum"), await sums("abs(x) desc", "sum")]).not.toEqual([first, first]);
    const kahan = await sums("abs(x)", "fsum");
    for (const [at, { sum }] of first.entries())
      expect(Math.abs(sum / kahan[at]!.sum - 1)).toBeLessThan(1e-12);
  } finally {
    warehouse.close();
  }
});

test("an exact sum leaves NULL out, keeps small numbers beside great ones, and is there in every session", async () => {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const beside = await warehouse.beside();
  try {
    const sum = async (values: string) =>
      (
        await beside.row<{ sum: number | null }>(
          `select exact_sum(x) as sum from (values ${values}) as t (x)`,
        )
      )?.sum;
    expect(await sum("(1e16), (1.0), (-1e16), (null), (1e-12)")).toBeCloseTo(1 + 1e-12, 15);
    expect(await sum("(-0.25), (-0.5)")).toBe(-0.75);
    expect(await sum("(3), (4)")).toBe(7);
    expect(await sum("(null::double)")).toBeNull();
  } finally {
    beside.close();
    warehouse.close();
  }
});
