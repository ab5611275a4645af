import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { EarshotError } from "../errors.ts";
import type { Workspace } from "../workspace.ts";

/** Who holds a workspace. */
export interface LockHolder {
  pid: number;
  host: string;
  /** What the process does, e.g. `earshot run`. */
  command: string;
  since: string;
  /** Start of the process as the kernel counts it, so that a reused process id is recognised; null where unknown. */
  born: string | null;
}

/** Start time of a process from /proc; null where there is no such thing. */
function processBirth(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive(holder: LockHolder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return holder.born === null || holder.born === processBirth(holder.pid);
}

function readHolder(path: string): LockHolder | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as LockHolder;
  } catch {
    return null;
  }
}

/** Put `draft` in place of nothing; false where a lock stands already. */
function place(draft: string, lock: string): boolean {
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Take a lock of a dead process away, unless another process was quicker and holds a new one. */
function clearStale(lock: string, dead: LockHolder | null): void {
  const aside = `${lock}.${process.pid}.stale`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const taken = readHolder(aside);
  if (JSON.stringify(taken) !== JSON.stringify(dead)) place(aside, lock);
  rmSync(aside, { force: true });
}

/** The error for a workspace that another process works in. */
export function lockedError(holder: LockHolder | null): EarshotError {
  const who = holder
    ? `process ${holder.pid} on ${holder.host} (${holder.command}, since ${holder.since})`
    : "another process";
  return new EarshotError(`the workspace is in use by ${who}`, {
    remedy: "Wait until it has finished, or stop it, then try again.",
  });
}

/** Who works in the workspace now; null when nobody does. */
export function lockHolder(workspace: Workspace): LockHolder | null {
  const holder = readHolder(join(workspace.warehouse, "run.lock"));
  return holder && isAlive(holder) ? holder : null;
}

/**
 * Hold the workspace for one run. A lock left by a process that died is taken over.
 * @returns a function that lets go
 * @throws EarshotError naming who holds it
 */
export function holdWorkspace(workspace: Workspace, command: string): () => void {
  const lock = join(workspace.warehouse, "run.lock");
  mkdirSync(dirname(lock), { recursive: true });
  const own: LockHolder = {
    pid: process.pid,
    host: hostname(),
    command,
    since: new Date().toISOString(),
    born: processBirth(process.pid),
  };
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(own));
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (place(draft, lock)) return () => rmSync(lock, { force: true });
      const holder = readHolder(lock);
      if (holder && isAlive(holder)) throw lockedError(holder);
      clearStale(lock, holder);
    }
    throw lockedError(readHolder(lock));
  } finally {
    rmSync(draft, { force: true });
  }
}
