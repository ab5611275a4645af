import { isUtf8 } from "node:buffer";
import { closeSync, createReadStream, createWriteStream, openSync, readSync } from "node:fs";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { EarshotError } from "../errors.ts";
import { zstdStream } from "./zstd.ts";

export type Encoding = "utf-8" | "utf-8-bom" | "utf-16le" | "utf-16be" | "windows-1252";

/** Most bytes that one compressed file may unpack to, and the factor above which it is no honest file. */
export const UNPACK_LIMIT = 16 * 2 ** 30;
export const UNPACK_RATIO = 1000;

/** First bytes of a file. */
export function readHead(path: string, bytes: number): Buffer {
  const handle = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(bytes);
    return buffer.subarray(0, readSync(handle, buffer, 0, bytes, 0));
  } finally {
    closeSync(handle);
  }
}

export type Container = "plain" | "gzip" | "zstd" | "zip";

/** What the first bytes say a file is; names don't count. */
export function detectContainer(head: Buffer): Container {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  if (head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528) return "zstd";
  if (head.length >= 4 && head.readUInt32LE(0) === 0x04034b50) return "zip";
  return "plain";
}

/** Encoding of text by byte order mark, else by what its bytes can be. */
export function detectEncoding(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8-bom";
  const sample = head.subarray(0, 65_536);
  let zerosOdd = 0;
  let zerosEven = 0;
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) i % 2 ? zerosOdd++ : zerosEven++;
  if (zerosOdd > sample.length / 5 && zerosEven < zerosOdd / 10) return "utf-16le";
  if (zerosEven > sample.length / 5 && zerosOdd < zerosEven / 10) return "utf-16be";
  return mostlyUtf8(head) ? "utf-8" : "windows-1252";
}

/** Are there more proper multi-byte sequences than bytes that cannot be UTF-8? */
function mostlyUtf8(head: Buffer): boolean {
  if (isUtf8(head)) return true;
  let good = 0;
  let bad = 0;
  for (let i = 0; i < head.length; ) {
    const byte = head[i] as number;
    const length =
      byte < 0x80
        ? 1
        : byte >= 0xc2 && byte < 0xe0
          ? 2
          : byte < 0xf0 && byte >= 0xe0
            ? 3
            : byte < 0xf5 && byte >= 0xf0
              ? 4
              : 0;
    if (length === 1) i += 1;
    else if (length > 0 && (i + length > head.length || isUtf8(head.subarray(i, i + length)))) {
      good += 1;
      i += length;
    } else {
      bad += 1;
      i += 1;
    }
  }
  return good >= bad;
}

/** Text of a head, for looking at; broken sequences become U+FFFD. */
export function decodeHead(head: Buffer, encoding: Encoding): string {
  const label = encoding === "utf-8-bom" ? "utf-8" : encoding;
  return new TextDecoder(label).decode(head, { stream: true });
}

/** Most bytes that an honest file of so many packed bytes unpacks to. */
const unpackLimit = (packed: number) => Math.min(UNPACK_LIMIT, Math.max(64 * 2 ** 20, packed * UNPACK_RATIO));

const unpacksTooLarge = (path: string, limit: number) =>
  new EarshotError(`unpacks to more than ${Math.round(limit / 2 ** 20)} MiB`, {
    remedy: `Unpack ${path} by hand and look at it before importing.`,
  });

/** Refuses at once what says itself that it unpacks to more than any file may. */
export function refuseBomb(path: string, stated: number): void {
  if (stated > UNPACK_LIMIT) throw unpacksTooLarge(path, UNPACK_LIMIT);
}

/** Ends the stream with a clear error when more comes out than an honest file holds. */
export function bombGuard(path: string, packed: number): Transform {
  let seen = 0;
  const limit = unpackLimit(packed);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen <= limit) return done(null, chunk);
      done(unpacksTooLarge(path, limit));
    },
  });
}

/** Bytes → UTF-8 bytes. */
export function transcoder(encoding: Encoding): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, Buffer.from(decoder.decode(chunk, { stream: true }), "utf8"));
    },
    flush(done) {
      done(null, Buffer.from(decoder.decode(), "utf8"));
    },
  });
}

/** Unpacked bytes of a plain, gzip or zstd file. */
export function unpackedStream(path: string, container: Container): Readable {
  const source = createReadStream(path, { highWaterMark: 2 ** 20 });
  if (container === "gzip") return source.pipe(createGunzip()).on("error", () => source.destroy());
  if (container === "zstd") return zstdStream(source);
  return source;
}

/** Write a stream to a scratch file through the given transforms. */
export async function writeScratch(
  source: Readable,
  transforms: Transform[],
  target: string,
  signal?: AbortSignal,
): Promise<void> {
  await pipeline([source, ...transforms, createWriteStream(target)], { signal });
}
