import { expect, test } from "vitest";
import { Warehouse } from "../../src/warehouse/index.ts";
import { defaultMemoryLimit, memoryFor } from "../../src/warehouse/warehouse.ts";

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

test("the limit follows the number of mentions, unless somebody chose one", async () => {
  const before = process.env["EARSHOT_MEMORY"];
  delete process.env["EARSHOT_MEMORY"];
  const after = async (mentions: number, memoryLimit?: string) => {
    const warehouse = await Warehouse.open({ path: ":memory:", memoryLimit });
    try {
      await warehouse.fitMemory(mentions);
      const row = await warehouse.row<{ limit: string }>(
        "select current_setting('memory_limit') as \"limit\"",
      );
      return row?.limit;
    } finally {
      warehouse.close();
    }
  };
  try {
    expect([10, 1e6, 3e6].map((mentions) => memoryFor(mentions).toFixed(1))).toEqual(["1.2", "1.2", "2.0"]);
    const gigabytes = Math.min(1.2, Number.parseFloat(defaultMemoryLimit()));
    expect(await after(1e6)).toBe(await limitOf(`${gigabytes}GB`));
    expect(await after(1e6, "256MiB")).toBe("256.0 MiB");
    process.env["EARSHOT_MEMORY"] = "512MiB";
    expect(await after(1e6)).toBe("512.0 MiB");
  } finally {
    if (before === undefined) delete process.env["EARSHOT_MEMORY"];
    else process.env["EARSHOT_MEMORY"] = before;
  }
});
