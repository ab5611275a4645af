import { closeSync, createReadStream, openSync, rmSync, statSync, writeSync } from "node:fs";
import { constants, createGunzip } from "node:zlib";
import { EarshotError } from "../errors.ts";
import { bombGuard, type Container, unpackedStream, writeScratch } from "./decode.ts";
import { passingProblem } from "./passing.ts";
import { zstdStream } from "./zstd.ts";

/** Write what can be unpacked of a broken gzip; ends where it breaks. */
function salvageGzip(path: string, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const source = createReadStream(path, { highWaterMark: 2 ** 16 });
    const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
    const stop = () => {
      source.destroy();
      resolve();
    };
    gunzip.on("end", stop).on("error", stop);
    gunzip.on("data", (chunk: Buffer) => {
      try {
        take(chunk);
      } catch (error) {
        source.destroy();
        gunzip.destroy();
        reject(error as Error);
      }
    });
    source.on("error", stop).pipe(gunzip);
  });
}

async function salvageZstd(path: string, take: (chunk: Buffer) => void): Promise<void> {
  try {
    for await (const chunk of zstdStream(createReadStream(path, { highWaterMark: 2 ** 16 })))
      take(Buffer.from(chunk as Uint8Array));
  } catch (error) {
    // What came before the break has been taken, unless it could not be written.
    if (passingProblem(error, { file: path, database: "" })) throw error;
  }
}

/** Write as much of a broken file as comes out before the break; returns the bytes written. */
async function salvage(path: string, container: Container, target: string): Promise<number> {
  const handle = openSync(target, "w");
  try {
    const take = (chunk: Buffer) => writeSync(handle, chunk);
    await (container === "gzip" ? salvageGzip(path, take) : salvageZstd(path, take));
  } finally {
    closeSync(handle);
  }
  return statSync(target).size;
}

/**
 * Unpack a gzip or zstd file to `target`. Of a file that breaks off, the part before the break is written, and the error
 * comes back that says so; null for a sound file. Throws where nothing comes out or far too much.
 */
export async function unpackTo(
  path: string,
  container: Container,
  target: string,
  signal?: AbortSignal,
): Promise<EarshotError | null> {
  try {
    const guard = bombGuard(path, statSync(path).size);
    await writeScratch(unpackedStream(path, container), [guard], target, signal);
    return null;
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof EarshotError || passingProblem(cause, { file: path, database: "" })) throw cause;
    rmSync(target, { force: true });
    const bytes = await salvage(path, container, target);
    if (bytes === 0) throw cause;
    return new EarshotError(
      `the ${container} file is broken (${(cause as Error).message}); imported is what stands before the break`,
      { cause, remedy: "Download it again; the rows behind the break are missing." },
    );
  }
}
