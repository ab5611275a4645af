import { statSync } from "node:fs";
import { hashFile } from "./inventory.ts";

/** Hashes that this process has taken, by path, with what tells a file that has been touched since. */
const TAKEN = new Map<string, { stamp: string; sha256: string }>();

function stampOf(path: string): string {
  const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return [ino, size, mtimeNs, ctimeNs].join(" ");
}

/** SHA-256 of a file, read once by a process as long as the file is not touched. Throws where it cannot be read. */
export async function knownHash(path: string, signal?: AbortSignal): Promise<string> {
  const stamp = stampOf(path);
  const taken = TAKEN.get(path);
  if (taken?.stamp === stamp) return taken.sha256;
  const sha256 = await hashFile(path, signal);
  TAKEN.set(path, { stamp, sha256 });
  return sha256;
}
