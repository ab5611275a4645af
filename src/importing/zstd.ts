import { Readable } from "node:stream";
import * as zlib from "node:zlib";
import { Decompress } from "fzstd";

/**
 * Unpacked bytes of a zstd stream, long windows included (Pushshift dumps use 2 GiB windows): Node's own
 * decoder where there is one (22.15 and later), else fzstd.
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

async function* unpack(source: Readable): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const decoder = new Decompress((chunk) => ready.push(chunk));
  for await (const chunk of source) {
    decoder.push(chunk as Uint8Array);
    yield* ready;
    ready = [];
  }
  decoder.push(new Uint8Array(0), true);
  yield* ready;
}
