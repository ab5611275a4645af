import { tmpdir } from "node:os";

/** Why something failed that may go well the next time, and what can be done. */
export interface PassingProblem {
  message: string;
  remedy: string;
}

/** Where an import writes and reads. */
export interface Places {
  /** The export file that is being read; absent behind the reading. */
  file?: string;
  /** DuckDB's file. */
  database: string;
}

interface SystemError {
  code?: string;
  path?: string;
  syscall?: string;
  message?: string;
  cause?: unknown;
}

const FULL = /ENOSPC|EDQUOT|No space left|Disk quota exceeded|not enough space|failed to offload/i;
const LOCKED = /EROFS|EACCES|EPERM|Read-only file system|Permission denied|Operation not permitted/i;
const GONE = /ENOENT|ENOTDIR/;
const BUSY =
  /\b(EIO|EBUSY|EMFILE|ENFILE|ENOMEM|EAGAIN|ESTALE|ETIMEDOUT)\b|Input\/output error|Stale file handle/;
const MEMORY = /Out of Memory Error|could not allocate/i;

function reasonOf(text: string): string | null {
  if (FULL.test(text)) return "no space left";
  if (LOCKED.test(text)) return "no permission";
  if (GONE.test(text)) return "no such folder";
  if (BUSY.test(text)) return "the system could not do it";
  return null;
}

/** A system's error among an error and its causes. */
function systemError(error: unknown): SystemError | null {
  for (let each = error as SystemError | undefined; each; each = each.cause as SystemError | undefined)
    if (typeof each.code === "string" && typeof each.syscall === "string") return each;
  return null;
}

const AGAIN = "nothing that was imported before is lost";

function inScratch(reason: string, text: string): PassingProblem {
  return {
    message: `${reason} in the folder for temporary files, ${tmpdir()} (${text})`,
    remedy: `Make room there, or name another folder: \`TMPDIR=/path/to/folder earshot run\`; ${AGAIN}.`,
  };
}

/**
 * Tells failures of the machine (a full or read-only disk, a file that cannot be opened just now, too little memory) from those of a
 * file's content or the study's settings, for which it gives null: these fail again.
 */
export function passingProblem(error: unknown, places: Places): PassingProblem | null {
  const text = ((error as Error | undefined)?.message ?? String(error)).split("\n")[0] as string;
  const system = systemError(error);
  if (system) {
    const reason = reasonOf(`${system.code} ${system.message}`);
    if (reason === null) return null;
    const reading = system.path !== undefined && system.path === places.file;
    if (!reading && system.syscall !== "read") return inScratch(reason, text);
    return {
      message: `cannot be read at the moment: ${system.code === "ENOENT" ? "it is gone" : reason} (${text})`,
      remedy: `Look at the file and its disk, then run again; ${AGAIN}.`,
    };
  }
  if (MEMORY.test(text))
    return {
      message: `too little memory for the database (${text})`,
      remedy: `Give it more: \`EARSHOT_MEMORY=4GB earshot run\`; ${AGAIN}.`,
    };
  const reason = /IO Error|Fatal|INTERNAL|TransactionContext Error/i.test(text) ? reasonOf(text) : null;
  if (reason === null) return null;
  return {
    message: `${reason} where the database stands, ${places.database} (${text})`,
    remedy: `Make room there, or move the workspace to another disk; ${AGAIN}.`,
  };
}
