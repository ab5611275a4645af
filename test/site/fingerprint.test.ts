import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import type { ManifestCheck } from "../../src/manifest.ts";
import { siteFingerprint } from "../../src/site/fingerprint.ts";
import { inventedManifest, inventedWorkspace } from "./invented-study.ts";

const workspace = inventedWorkspace();
afterAll(() => rmSync(workspace.root, { recursive: true, force: true }));

test("a check that starts failing changes the site, rows that it samples do not", () => {
  const manifest = inventedManifest();
  const check: ManifestCheck = {
    name: "ledger",
    severity: "error",
    status: "passed",
    failures: 0,
    samples: [],
  };
  const of = (changes: object) =>
    siteFingerprint(workspace, { ...manifest, checks: [{ ...check, ...changes }] });
  const before = of({});
  expect(of({ samples: [{ file: "a.csv" }] })).toBe(before);
  expect(of({ status: "failed", failures: 2 })).not.toBe(before);
  expect(of({ failures: 1 })).not.toBe(before);
  expect(of({ severity: "warn" })).not.toBe(before);
});
