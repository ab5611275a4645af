import { expect, test } from "vitest";
import { Transactions } from "../../src/pipeline/transactions.ts";
import { Warehouse } from "../../src/warehouse/index.ts";
import { rows, run, tinyWorkspace } from "./tiny-workspace.ts";

const nothing = () => new Promise((resolve) => setTimeout(resolve, 5));

test("transactions that meet in one table are done one after the other; other errors are thrown at once", async () => {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  const sessions = [warehouse, await warehouse.beside(), await warehouse.beside()];
  try {
    await warehouse.run("create table counter as select 0 as n");
    const transactions = new Transactions();
    let begun = 0;
    const add = (session: Warehouse) =>
      transactions.run(() =>
        session.transaction(async () => {
          begun++;
          const { n } = (await session.row<{ n: number }>("select n from counter"))!;
          await nothing();
          await session.run(`update counter set n = ${n + 1}`);
          await nothing();
        }),
      );
    for (let round = 1; round <= 5; round++) {
      await Promise.all(sessions.map(add));
      expect(await warehouse.row("select n from counter")).toEqual({ n: 3 * round });
    }
    expect(begun).toBeGreaterThan(15);

    let tried = 0;
    const wrong = transactions.run(async () => {
      tried++;
      throw new Error("division by a word");
    });
    await expect(wrong).rejects.toThrow("division by a word");
    expect(tried).toBe(1);

    let conflicts = 0;
    const never = transactions.run(async () => {
      conflicts++;
      throw new Error("TransactionContext Error: Conflict on update!");
    });
    await expect(never).rejects.toThrow("Conflict on update");
    expect(conflicts).toBe(4);
  } finally {
    for (const session of sessions.toReversed()) session.close();
  }
});

const meeting = (name: string, writesTo: string) => `import { defineStep } from "earshot/steps";
export default defineStep({
  description: "Writes beside its table.",
  grain: "row",
  reads: ["mentions"],
  columns: { at: { type: "DOUBLE", description: "when it was here" } },${writesTo}
  async run({ warehouse, writeSql, note }) {
    note("begun");
    await warehouse.run("create schema if not exists own");
    await warehouse.run("create table if not exists own.visits (visitor varchar)");
    await warehouse.run("insert into own.visits values ('${name}')");
    await new Promise((resolve) => setTimeout(resolve, 150));
    await writeSql("select 1 as at");
  },
});
`;

test.each([
  ["steps that say where they write do not run side by side", '\n  writesTo: ["own.visits"],', 2],
  ["a step that meets another in the catalogue is begun again", "", 3],
])("%s", async (_, writesTo, begun) => {
  const workspace = tinyWorkspace({
    "pipelines/steps/ann.ts": meeting("ann", writesTo),
    "pipelines/steps/bob.ts": meeting("bob", writesTo),
  });
  let notes = 0;
  const manifest = await run(workspace, {
    listener: (event) => {
      if (event.type === "note" && event.message === "begun") notes++;
    },
  });
  expect(manifest.steps.filter(({ status }) => status === "failed")).toEqual([]);
  expect(await rows(workspace, "select visitor from own.visits order by visitor")).toEqual([
    { visitor: "ann" },
    { visitor: "bob" },
  ]);
  expect(notes).toBe(begun);
});
