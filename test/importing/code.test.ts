import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { codeVersions, runningCode } from "../../src/importing/code.ts";

const SOURCE = fileURLToPath(new URL("../../src/importing", import.meta.url));

test("a changed rule has a new version: of reading or of assembling, never of what is beside both", () => {
  const root = mkdtempSync(join(tmpdir(), "earshot-code-"));
  const folder = join(root, "importing");
  try {
    for (const name of ["importing", "text"])
      cpSync(join(SOURCE, "..", name), join(root, name), { recursive: true });
    const before = codeVersions(folder);
    expect(before).toEqual(runningCode());
    writeFileSync(join(folder, "identity.ts"), "export const rule = 1;\n");
    const assembling = codeVersions(folder);
    expect(assembling.reading).toBe(before.reading);
    expect(assembling.assembling).not.toBe(before.assembling);
    writeFileSync(join(folder, "formats", "brandwatch.ts"), "export const rule = 1;\n");
    const reading = codeVersions(folder);
    expect(reading.reading).not.toBe(before.reading);
    expect(reading.assembling).toBe(assembling.assembling);
    writeFileSync(join(folder, "propose.ts"), "export const rule = 1;\n");
    expect(codeVersions(folder)).toEqual(reading);
    appendFileSync(join(folder, "keys-sql.ts"), "export const rule = 1;\n");
    const both = codeVersions(folder);
    expect(both.reading).not.toBe(reading.reading);
    expect(both.assembling).not.toBe(reading.assembling);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
