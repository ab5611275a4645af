import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { knownHash } from "../../src/importing/file-hashes.ts";
import { hashFile } from "../../src/importing/inventory.ts";

test("a hash is kept as long as the file is not touched", async () => {
  const folder = mkdtempSync(join(tmpdir(), "earshot-test-"));
  const path = join(folder, "a");
  try {
    writeFileSync(path, "one");
    expect(await knownHash(path)).toBe(await hashFile(path));
    expect(await knownHash(path)).toBe(await hashFile(path));
    writeFileSync(path, "two");
    expect(await knownHash(path)).toBe(await hashFile(path));
    rmSync(path);
    await expect(knownHash(path)).rejects.toThrow(/ENOENT/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
