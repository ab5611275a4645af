import { existsSync } from "node:fs";
import { EarshotError } from "../errors.ts";
import { lockedError, lockHolder } from "../pipeline/run-lock.ts";
import { Warehouse } from "../warehouse/warehouse.ts";
import type { Workspace } from "../workspace.ts";

/** Open a workspace's database; a lock held by another process becomes an error that names it. */
export async function openWarehouse(workspace: Workspace, readOnly: boolean): Promise<Warehouse> {
  const holder = lockHolder(workspace);
  if (readOnly && !existsSync(workspace.database)) {
    throw new EarshotError(`nothing has run in ${workspace.root} yet`, {
      remedy: "Run `earshot run` first.",
    });
  }
  try {
    const warehouse = await Warehouse.open({ path: workspace.database, readOnly });
    await warehouse.run(`set file_search_path = '${workspace.root.replaceAll("'", "''")}'`);
    return warehouse;
  } catch (error) {
    throw openingError(error, workspace, holder);
  }
}

function openingError(error: unknown, workspace: Workspace, holder: ReturnType<typeof lockHolder>): Error {
  const message = error instanceof Error ? error.message : String(error);
  if (/lock/i.test(message)) {
    const pid = /PID (\d+)/.exec(message)?.[1];
    if (holder) return lockedError(holder);
    return new EarshotError(`the database is in use by ${pid ? `process ${pid}` : "another process"}`, {
      remedy: "Wait until it has finished, or stop it, then try again.",
      cause: error,
    });
  }
  if (message.includes("open in this process already")) {
    return new EarshotError(`the workspace ${workspace.root} is open in this process already`, {
      remedy: "Close it first; one process opens a database once.",
      cause: error,
    });
  }
  const first = message.split("\n")[0] ?? message;
  return new EarshotError(`cannot open ${workspace.database}: ${first}`, {
    remedy: openingRemedy(workspace, first),
    cause: error,
  });
}

/** What to do next, by what the operating system said; a new database helps only where the file itself is broken. */
function openingRemedy(workspace: Workspace, message: string): string {
  if (/permission denied|EACCES|EPERM/i.test(message))
    return `You may not write in ${workspace.warehouse}: change its permissions, or copy the workspace to where you may.`;
  if (/read-only|EROFS/i.test(message))
    return "The folder is read-only: copy the workspace to a disk that can be written.";
  if (/no space left|ENOSPC/i.test(message)) return "The disk is full: make room, then run again.";
  if (/ENOTDIR|EEXIST|not a directory/i.test(message))
    return `There is a file where the folder ${workspace.warehouse} should be: move it away.`;
  return "If the file is damaged, `earshot clean --database` removes it; the next run makes it anew from the exports.";
}
