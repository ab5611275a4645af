import { Readable } from "node:stream";
import * as zlib from "node:zlib";
import { Decompress } from "fzstd";
import { EarshotError } from "../errors.ts";

/** Largest window that fzstd can hold: 1.875 GiB, as a window descriptor (RFC 8878, 3.1.1.1.2) and in bytes. */
const LARGEST_DESCRIPTOR = (20 << 3) | 7;
const LARGEST_WINDOW = 2 ** 30 * 1.875;

/**
 * Unpacked bytes of a zstd stream, long windows included (Pushshift dumps are written with 2 GiB): Node's own
 * decoder where there is one (22.15 and later), else fzstd. With fzstd a window of 2 GiB is read as one of 1.875 GiB, which is
 * the same as long as no more than that has come out; beyond it the stream ends with an EarshotError.
 */
export function zstdStream(source: Readable): Readable {
  const native = (zlib as unknown as { createZstdDecompress?: (options: object) => NodeJS.ReadWriteStream })
    .createZstdDecompress;
  const windowLog = (zlib.constants as Record<string, number>)["ZSTD_d_windowLogMax"];
  if (native && windowLog !== undefined) {
    const stream = native({ params: { [windowLog]: 31 } });
    return source.pipe(stream) as unknown as Readable;
  }
  return Readable.from(unpack(source));
}

/** Lower the window of the first frame to what fzstd can hold; true where that was needed. */
function lowerWindow(chunk: Uint8Array): boolean {
  const singleSegment = ((chunk[4] ?? 0) & 0x20) !== 0;
  if (singleSegment || (chunk[5] ?? 0) <= LARGEST_DESCRIPTOR) return false;
  chunk[5] = LARGEST_DESCRIPTOR;
  return true;
}

async function* unpack(source: Readable): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let size = 0;
  let lowered: boolean | null = null;
  const decoder = new Decompress((chunk) => {
    size += chunk.length;
    if (lowered && size > LARGEST_WINDOW)
      throw new EarshotError("a zstd file with a window of 2 GiB that unpacks to more than 1.875 GiB", {
        remedy: "Unpack it with `zstd -d --long=31 FILE`, or run Earshot on Node 22.15 or later.",
      });
    ready.push(chunk);
  });
  for await (const chunk of source) {
    const bytes = new Uint8Array(chunk as Uint8Array);
    lowered ??= lowerWindow(bytes);
    decoder.push(bytes);
    yield* ready;
    ready = [];
  }
  decoder.push(new Uint8Array(0), true);
  yield* ready;
}
