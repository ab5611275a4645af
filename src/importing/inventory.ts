import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";

/** A file found under the study's `exports`. */
export interface ExportFile {
  /** Path as the ledger shows it: relative to the workspace root, with `/`. */
  name: string;
  path: string;
  bytes: number;
  modified: number;
}

/** Glob → regular expression: `*` within a folder, `**` across folders, `?` one character, `{a,b}`. */
export function globPattern(glob: string): RegExp {
  let source = "";
  for (let i = 0; i < glob.length; i++) {
    const rest = glob.slice(i);
    if (rest.startsWith("**/")) {
      source += "(?:.*/)?";
      i += 2;
    } else if (rest.startsWith("**")) {
      source += ".*";
      i += 1;
    } else if (glob[i] === "*") source += "[^/]*";
    else if (glob[i] === "?") source += "[^/]";
    else if (glob[i] === "{" && rest.includes("}")) {
      const end = rest.indexOf("}");
      const choices = rest.slice(1, end).split(",");
      source += `(?:${choices.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`;
      i += end;
    } else source += (glob[i] as string).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  }
  return new RegExp(`^${source}$`, "i");
}

/** Does a source's `match` mean this file? It is tried on the name below the workspace and on the bare name. */
export function matchesFile(glob: string, name: string): boolean {
  const pattern = globPattern(glob);
  return pattern.test(name) || pattern.test(basename(name));
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        !relative(folder, path)
          .split(sep)
          .some((part) => part.startsWith(".")),
    );
}

function expand(root: string, entry: string): string[] {
  const path = isAbsolute(entry) ? entry : resolve(root, entry);
  if (existsSync(path)) return statSync(path).isDirectory() ? walk(path) : [path];
  if (!/[*?{]/.test(entry)) return [];
  const parts = path.split(/[\\/]/);
  const firstGlob = parts.findIndex((part) => /[*?{]/.test(part));
  const folder = parts.slice(0, firstGlob).join("/") || "/";
  if (!existsSync(folder)) return [];
  const pattern = globPattern(path.split(sep).join("/"));
  return walk(folder).filter((each) => pattern.test(each.split(sep).join("/")));
}

/** Entries of `exports` that name one thing which is not there. */
export function missingExports(root: string, entries: readonly string[]): string[] {
  return entries.filter((entry) => !/[*?{]/.test(entry) && !existsSync(resolve(root, entry)));
}

/**
 * Files under `entries` (files, folders, globs; relative to `root`), each once, sorted by name. Dot files and
 * files in dot folders are left out.
 */
export function listExports(root: string, entries: readonly string[]): ExportFile[] {
  const found = new Map<string, ExportFile>();
  for (const path of entries.flatMap((entry) => expand(root, entry))) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile() || basename(path).startsWith(".")) continue;
    const name = relative(root, path).split(sep).join("/");
    found.set(name, { name, path, bytes: stat.size, modified: Math.round(stat.mtimeMs) });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** SHA-256 of a file's bytes, hexadecimal. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20, signal }))
    hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** Line ends (`\n`) of a file, whether its last line has none, and how many of its lines are empty. */
export async function countLineEnds(
  path: string,
  signal?: AbortSignal,
): Promise<{ newlines: number; endsOpen: boolean; blank: number }> {
  let newlines = 0;
  let blank = 0;
  let before = 10;
  let last = 10;
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20, signal })) {
    const bytes = chunk as Buffer;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
      newlines += 1;
      const one = at > 0 ? bytes[at - 1] : last;
      const two = at > 1 ? bytes[at - 2] : at === 1 ? last : before;
      if (one === 10 || (one === 13 && two === 10)) blank += 1;
    }
    before = bytes.length > 1 ? (bytes[bytes.length - 2] as number) : last;
    last = bytes[bytes.length - 1] ?? last;
  }
  return { newlines, endsOpen: last !== 10, blank };
}
