import { expect, test } from "vitest";
import { Warehouse } from "../../src/warehouse/index.ts";
import { defaultMemoryLimit } from "../../src/warehouse/warehouse.ts";

const limitOf = async (memoryLimit?: string) => {
  const warehouse = await Warehouse.open({ path: ":memory:", memoryLimit });
  try {
    const row = await warehouse.row<{ limit: string }>("select current_setting('memory_limit') as \"limit\"");
    return row?.limit;
  } finally {
    warehouse.close();
  }
};

test("a quarter of the machine's memory, within bounds", () => {
  expect([2e9, 8e9, 64e9].map((bytes) => defaultMemoryLimit(bytes))).toEqual(["1.0GB", "2.0GB", "3.0GB"]);
});

test("the environment sets the limit, and what the caller asks for goes before it", async () => {
  const before = process.env["EARSHOT_MEMORY"];
  try {
    process.env["EARSHOT_MEMORY"] = "512MiB";
    expect(await limitOf()).toBe("512.0 MiB");
    expect(await limitOf("256MiB")).toBe("256.0 MiB");
  } finally {
    if (before === undefined) delete process.env["EARSHOT_MEMORY"];
    else process.env["EARSHOT_MEMORY"] = before;
  }
});
