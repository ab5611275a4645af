import { statSync } from "node:fs";
import type { Workspace } from "../workspace.ts";
import type { SourceFile } from "./sources.ts";
import type { ReadNodes } from "./sql-nodes.ts";

/** SQL files read by this process, so that a watch parses only the file that was saved. */
const KNOWN = new Map<string, { stamp: string; found: ReadNodes }>();

const keyOf = (source: SourceFile, workspace: Workspace) => `${workspace.root}\n${source.path}`;

/** Size, time of change and inode of a file; take it before reading. */
export function stampOf(source: SourceFile): string {
  const stats = statSync(source.path, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.size}:${stats.mtimeNs}:${stats.ino}` : "gone";
}

/** What a file held when it was last read, if its stamp is as it was. */
export function knownSource(source: SourceFile, workspace: Workspace, stamp: string): ReadNodes | undefined {
  const known = KNOWN.get(keyOf(source, workspace));
  return known?.stamp === stamp ? known.found : undefined;
}

/** Keep what a file held; returns it. */
export function rememberSource(
  source: SourceFile,
  workspace: Workspace,
  stamp: string,
  found: ReadNodes,
): ReadNodes {
  KNOWN.set(keyOf(source, workspace), { stamp, found });
  return found;
}
