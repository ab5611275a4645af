import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { codeVersions, runningCode } from "../../src/importing/code.ts";

const SOURCE = fileURLToPath(new URL("../../src/importing", import.meta.url));

test("a changed rule has a new version: of reading or of assembling, never of what is beside both", () => {
  const folder = mkdtempSync(join(tmpdir(), "earshot-code-"));
  try {
    cpSync(SOURCE, folder, { recursive: true });
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
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
