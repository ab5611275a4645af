// What is known of the program's bundles: where they are and whether the newest is up to date.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
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

/** Packages that become part of the bundle: many small files, of whose values none are shared with steps. */
export const PARTS = ["zod", "yaml", "snowball-stemmers"];

/** Version of an installed package, beside the program's files or further up, where installers put it. */
function versionOf(name) {
  for (let folder = ROOT; ; folder = dirname(folder)) {
    const manifest = join(folder, "node_modules", name, "package.json");
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, "utf8")).version;
    if (folder === dirname(folder)) return "none";
  }
}

/**
 * What a bundle depends on beside the program's own files in it: entry points, how it is made, which commands there are,
 * and the versions of the packages in it.
 */
export function bundleKey() {
  const files = ["package.json", "package-lock.json", "src/bundle-build.mjs"].map((file) => join(ROOT, file));
  const texts = files.filter((file) => existsSync(file)).map((file) => readFileSync(file, "utf8"));
  const parts = PARTS.map((name) => `${name}@${versionOf(name)}`);
  return digest([...texts, ...readdirSync(join(ROOT, "src/cli/verbs")), ...parts].join("\0"));
}

/** True where every file of a bundle is as long as it was when made: a full disk or a power cut may shorten some. */
export function isWhole({ folder, outputs }) {
  const sizeOf = (name) => statSync(join(BUNDLES, folder, name), { throwIfNoEntry: false })?.size;
  return Object.entries(outputs).every(([name, size]) => sizeOf(name) === size);
}

/** The record of the newest bundle, or undefined where there is none or what it was made of is not as it was. */
export function currentRecord() {
  try {
    const record = JSON.parse(readFileSync(RECORD, "utf8"));
    const same = ([path, [was]]) => stamp(join(ROOT, path)) === was;
    const sound = record.key === bundleKey() && isWhole(record);
    return sound && Object.entries(record.inputs).every(same) ? record : undefined;
  } catch {
    return undefined;
  }
}
