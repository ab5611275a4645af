// A thread that takes the SHA-256 of one file, so that the main thread goes on with its own work.
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

const hash = createHash("sha256");
const chunk = Buffer.allocUnsafe(2 ** 20);
const file = openSync(workerData, "r");
try {
  for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk))
    hash.update(chunk.subarray(0, read));
} finally {
  closeSync(file);
}
parentPort.postMessage(hash.digest("hex"));
