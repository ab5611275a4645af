import { statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { hashFile } from "./inventory.ts";

/** Bytes from which on a file is worth a thread of its own. */
const LARGE = 2 ** 25;

/** Hashes that this process has taken, by path, with what tells a file that has been touched since. */
const TAKEN = new Map<string, { stamp: string; sha256: string }>();

function stampOf(path: string): string {
  const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return [ino, size, mtimeNs, ctimeNs].join(" ");
}

function hashInThread(path: string, signal?: AbortSignal): Promise<string> {
  signal?.throwIfAborted();
  const thread = new Worker(new URL("./hash-thread.mjs", import.meta.url), {
    workerData: path,
    execArgv: [],
  });
  const stop = () => void thread.terminate();
  signal?.addEventListener("abort", stop);
  return new Promise<string>((resolve, reject) => {
    thread.on("message", resolve);
    thread.on("error", reject);
    thread.on("exit", () => reject(signal?.reason ?? new Error(`${path} could not be read to its end`)));
  }).finally(() => signal?.removeEventListener("abort", stop));
}

/** SHA-256 of a file, read once by a process as long as the file is not touched. Throws where it cannot be read. */
export async function knownHash(path: string, signal?: AbortSignal): Promise<string> {
  const stamp = stampOf(path);
  const taken = TAKEN.get(path);
  if (taken?.stamp === stamp) return taken.sha256;
  const large = statSync(path).size >= LARGE;
  const sha256 = await (large ? hashInThread(path, signal) : hashFile(path, signal));
  TAKEN.set(path, { stamp, sha256 });
  return sha256;
}
