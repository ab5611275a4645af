import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { version } from "@duckdb/node-api";

/** What reads files into rows. */
const READING = ["import-part.ts", "prepare.ts"];
/** What makes the public tables from rows that were read; a change there needs no file to be read again. */
const ASSEMBLING = ["assemble.ts"];

/** The database's own code decides nothing here, but for its version. */
const ASIDE = /(^|\/)(warehouse|errors\.ts)/;

export interface CodeVersions {
  /** Of the code that reads files into rows. */
  reading: string;
  /** Of the code that makes tables from rows. */
  assembling: string;
}

/** Modules that a module imports by a relative path; what it imports of types only decides nothing. */
function importsOf(folder: string, name: string): string[] {
  const text = readFileSync(join(folder, name), "utf8");
  return [...text.matchAll(/^(?:import|export)(?! type\b)[^;]*?from "(\.[^"]+\.ts)"/gm)]
    .map((match) =>
      relative(folder, join(folder, dirname(name), match[1] as string))
        .split(sep)
        .join("/"),
    )
    .filter((each) => !ASIDE.test(each) && existsSync(join(folder, each)));
}

/** Names of all modules that these rest on, themselves among them; none where the code runs from a bundle. */
function reached(folder: string, roots: readonly string[]): string[] {
  const found = new Set(roots.filter((name) => existsSync(join(folder, name))));
  for (const name of found) for (const each of importsOf(folder, name)) found.add(each);
  return [...found].sort();
}

/**
 * Hashes of the import's own source under `folder`: the names and bytes of all modules that reading and that
 * assembling rest on, and the version of DuckDB, whose hashes the rows keep.
 */
export function codeVersions(folder: string): CodeVersions {
  const hashOf = (roots: readonly string[]) => {
    const hash = createHash("sha256").update(version());
    for (const name of reached(folder, roots))
      hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
    return hash.digest("hex").slice(0, 16);
  };
  return { reading: hashOf(READING), assembling: hashOf(ASSEMBLING) };
}

let running: CodeVersions | undefined;

/** Versions of the code that is running: read once in a process, which does not change while it runs. */
export function runningCode(): CodeVersions {
  running ??= codeVersions(fileURLToPath(new URL(".", import.meta.url)));
  return running;
}
