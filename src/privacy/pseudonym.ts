import { createHmac, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Workspace } from "../workspace.ts";

/**
 * The study's secret for pseudonyms: 32 random bytes under `data/warehouse`, made on first use, readable by the
 * owner only, never published. Deleting it gives every voice a new name.
 */
export function studySecret(workspace: Workspace): Buffer {
  const file = join(workspace.warehouse, "privacy.key");
  if (existsSync(file)) return readFileSync(file);
  mkdirSync(dirname(file), { recursive: true });
  const secret = randomBytes(32);
  writeFileSync(file, secret, { mode: 0o600, flag: "wx" });
  return secret;
}

/** Keyed pseudonym of an author key: `voice-` and ten hexadecimal digits of HMAC-SHA-256. */
export function pseudonym(secret: Buffer, authorKey: string): string {
  return `voice-${createHmac("sha256", secret).update(authorKey).digest("hex").slice(0, 10)}`;
}
