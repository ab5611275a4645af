import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** What makes the public tables from rows that were read; a change here needs no file to be read again. */
const ASSEMBLING = new Set([
  "assemble.ts",
  "completion.ts",
  "country-codes.ts",
  "coverage.ts",
  "default-dates.ts",
  "identity.ts",
  "ledger.ts",
  "mentions.ts",
  "rows-view.ts",
]);

/** Decides neither rows nor tables. */
const ASIDE = new Set(["explain.ts", "propose.ts", "index.ts", "doubtful-dates.ts"]);

export interface CodeVersions {
  /** Of the code that reads files into rows. */
  reading: string;
  /** Of the code that makes tables from rows. */
  assembling: string;
}

/** Hashes of the import's own source under `folder`, file by file: its names and bytes. */
export function codeVersions(folder: string): CodeVersions {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.split(sep).join("/"))
    .filter((name) => name.endsWith(".ts") && !ASIDE.has(name))
    .sort();
  const hashOf = (chosen: string[]) => {
    const hash = createHash("sha256");
    for (const name of chosen) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
    return hash.digest("hex").slice(0, 16);
  };
  return {
    reading: hashOf(names.filter((name) => !ASSEMBLING.has(name))),
    assembling: hashOf(names.filter((name) => ASSEMBLING.has(name))),
  };
}

let running: CodeVersions | undefined;

/** Versions of the code that is running: read once in a process, which does not change while it runs. */
export function runningCode(): CodeVersions {
  running ??= codeVersions(fileURLToPath(new URL(".", import.meta.url)));
  return running;
}
