import { mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Workspace } from "../workspace.ts";
import { sha256 } from "./fingerprint.ts";
import { writeWhole } from "./manifest-store.ts";
import type { SourceFile } from "./sources.ts";
import type { ReadNodes } from "./sql-nodes.ts";

/** The code that makes nodes of SQL files; where it changes, what was read before counts no more. */
const READERS = [
  ..."sql-nodes sql-parser sql-tokens pivot-values references model-header notebook node text-position".split(
    " ",
  ),
  ..."session-functions sources parsed-sources fingerprint ../notebook-blocks ../warehouse/exact-sum".split(
    " ",
  ),
];

/** Milliseconds: on some disks a file saved twice within them has one time of change; what is that young is not stored. */
const UNSETTLED = 2500;

interface Known {
  stamp: string;
  found: ReadNodes;
}

interface Stored {
  key: string;
  files: Record<string, Known>;
}

/** Size, time of change and inode of a file; take it before reading. */
export function stampOf(source: SourceFile): string {
  const stats = statSync(source.path, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.size}:${stats.mtimeNs}:${stats.ino}` : "gone";
}

function readersVersion(): string {
  const files = READERS.map((name) => fileURLToPath(new URL(`./${name}.ts`, import.meta.url)));
  return sha256(files.map((file) => readFileSync(file, "utf8")).join("\n")).slice(0, 16);
}

/**
 * SQL files as they were read, so that only files saved since then are parsed: in this process, and beside the database
 * for the next one.
 */
export class ParsedSources {
  private static readonly opened = new Map<string, ParsedSources>();
  private readonly known: Map<string, Known>;
  private changed = false;

  private constructor(
    private readonly file: string,
    private readonly key: string,
  ) {
    this.known = new Map();
    try {
      const stored = JSON.parse(readFileSync(file, "utf8")) as Stored;
      if (stored.key === key) this.known = new Map(Object.entries(stored.files));
    } catch {
      // none yet
    }
  }

  /** Those of a workspace. `engine`: version of DuckDB, whose parser reads them. */
  static of(workspace: Workspace, engine: string): ParsedSources {
    const file = join(workspace.warehouse, "steps", "sources.json");
    const key = `${readersVersion()} ${engine} ${workspace.root} ${workspace.packageRoot}`;
    const opened = ParsedSources.opened.get(file);
    if (opened?.key === key) return opened;
    const sources = new ParsedSources(file, key);
    ParsedSources.opened.set(file, sources);
    return sources;
  }

  /** What a file held when it was last read, if its stamp is as it was. */
  recall(source: SourceFile, stamp: string): ReadNodes | undefined {
    const known = this.known.get(source.path);
    return known?.stamp === stamp ? known.found : undefined;
  }

  /** Keep what a file held; returns it. */
  remember(source: SourceFile, stamp: string, found: ReadNodes): ReadNodes {
    this.known.set(source.path, { stamp, found });
    this.changed = true;
    return found;
  }

  /** Keep those of `used` for the next process, where the folder can be written. */
  store(used: ReadonlySet<string>): void {
    if (!this.changed) return;
    const settled = ({ stamp }: Known) => Number(stamp.split(":")[1]) / 1e6 < Date.now() - UNSETTLED;
    const kept = [...this.known].filter(([path, known]) => used.has(path) && settled(known));
    const files = Object.fromEntries(kept);
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      writeWhole(this.file, JSON.stringify({ key: this.key, files } satisfies Stored));
      this.changed = false;
    } catch {
      // parsed again next time
    }
  }
}
