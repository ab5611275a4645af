// What is known of the program's bundles: where they are and whether the newest is up to date.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

/** Bundles of this copy of the package; several copies may share one `node_modules`. */
export const BUNDLES = join(ROOT, "node_modules", ".cache", "earshot", digest(ROOT));
export const RECORD = join(BUNDLES, "bundle.json");

/** First sixteen hex digits of a text's SHA-256. */
export function digest(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** Size and times of a file; both times, as copies may keep one of them. */
export function stamp(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}` : "gone";
}

/** What a bundle depends on beside the files in it: entry points, how it is made, and which commands there are. */
export function bundleKey() {
  const files = ["package.json", "package-lock.json", "src/bundle-build.mjs"].map((file) => join(ROOT, file));
  const texts = files.filter((file) => existsSync(file)).map((file) => readFileSync(file, "utf8"));
  return digest([...texts, ...readdirSync(join(ROOT, "src/cli/verbs"))].join("\0"));
}

/** Where the bundle that the last record tells of starts. */
export const startOf = (record) => join(BUNDLES, record.folder, "main.mjs");

/** The record of the newest bundle, or undefined where there is none or what it was made of is not as it was. */
export function currentRecord() {
  try {
    const record = JSON.parse(readFileSync(RECORD, "utf8"));
    const same = ([path, [was]]) => stamp(join(ROOT, path)) === was;
    const sound = record.key === bundleKey() && existsSync(startOf(record));
    return sound && Object.entries(record.inputs).every(same) ? record : undefined;
  } catch {
    return undefined;
  }
}
