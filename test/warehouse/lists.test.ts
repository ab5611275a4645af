import { expect, test } from "vitest";
import { randomNumbers } from "../../src/text/hash.ts";
import { listChunks, NumberTable, Warehouse } from "../../src/warehouse/index.ts";
import { TermLists } from "../../src/warehouse/term-lists.ts";

test.each([5, 6])(
  "lists that are written come back, in order, while others are written (seed %i)",
  async (seed) => {
    const random = randomNumbers(seed);
    const lists = Array.from({ length: 40_000 }, () =>
      Array.from({ length: Math.floor(random() * 9) }, () => BigInt(Math.floor((random() - 0.5) * 2 ** 50))),
    );
    const warehouse = await Warehouse.open({ path: ":memory:" });
    try {
      await warehouse.run(
        "create temp table lists (n integer, terms bigint[]); create temp table lengths (n integer)",
      );
      const table = new NumberTable(warehouse, "lists");
      let end = 0;
      await table.append([
        Int32Array.from(lists.keys()),
        {
          items: BigInt64Array.from(lists.flat()),
          ends: Uint32Array.from(lists, (list) => (end += list.length)),
        },
      ]);
      table.flush();
      expect(
        await warehouse.rows("select terms from lists where n between 2045 and 2050 order by n"),
      ).toEqual(lists.slice(2045, 2051).map((terms) => ({ terms: terms.map(Number) })));
      const lengths = new NumberTable(warehouse, "lengths");
      const read: bigint[][] = [];
      for (let round = 0; round < 2; round++)
        for await (const chunk of listChunks(warehouse, "select n, terms from lists order by n desc")) {
          for (let row = 0; row < chunk.rows; row++) {
            const from = 2 * chunk.from(row);
            const halves = chunk.halves.slice(from, from + 2 * chunk.length(row));
            read.push([...new BigInt64Array(halves.buffer)]);
          }
          await lengths.append([new Int32Array(300_000)]);
          lengths.flush();
        }
      const backwards = lists.toReversed();
      expect(read.length).toBe(80_000);
      expect(read.every((list, i) => list.join() === backwards[i % 40_000]?.join())).toBe(true);
    } finally {
      warehouse.close();
    }
  },
);

test.each([7, 8])("a text has a term once, in the order in which it says them (seed %i)", (seed) => {
  const random = randomNumbers(seed);
  const lists = new TermLists();
  for (let batch = 0; batch < 3; batch++) {
    const said: string[] = [];
    for (let text = 0; text < 50; text++) {
      const terms = Array.from({ length: Math.floor(random() * (text === 7 ? 9000 : 40)) }, () => [
        Math.floor(random() * 20),
        text % 2 === 0 ? 0xffffffff - Math.floor(random() * 3) : Math.floor(random() * 300),
      ]);
      for (const [key, other] of terms) lists.push(key as number, other as number);
      lists.endText();
      said.push([...new Set(terms.map((term) => term.join(" ")))].join());
    }
    const { keys, others, ends } = lists.take();
    const found = Array.from(ends, (end, text) =>
      Array.from(
        keys.subarray(ends[text - 1] ?? 0, end),
        (key, i) => `${key} ${others[(ends[text - 1] ?? 0) + i]}`,
      ).join(),
    );
    expect(found).toEqual(said);
  }
});
