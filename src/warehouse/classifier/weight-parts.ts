import { closeSync, openSync, readSync, statSync } from "node:fs";
import { posix } from "node:path";

/** Key `location` of a tensor's `external_data` and the tag of its value, as protobuf writes them. */
const LOCATION = Buffer.from("\n\x08location\x12", "latin1");
const PIECE = 1 << 22;
/** More than key, length and value of a location can be together. */
const OVERLAP = 1 << 13;

/** Length that starts at `at`, and where what it is the length of starts. */
function lengthAt(bytes: Buffer, at: number): [number, number] {
  let length = 0;
  let place = at;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = bytes[place++] ?? 0;
    length |= (byte & 127) << shift;
    if (byte < 128) break;
  }
  return [length, place];
}

function collect(bytes: Buffer, into: Set<string>): void {
  for (let at = bytes.indexOf(LOCATION); at >= 0; at = bytes.indexOf(LOCATION, at + 1)) {
    const [length, start] = lengthAt(bytes, at + LOCATION.length);
    const name = bytes.subarray(start, start + length);
    if (length > 0 && name.length === length) into.add(name.toString("utf8"));
  }
}

const known = new Map<string, readonly string[]>();

/**
 * Files that an ONNX file keeps a part of its weights in: the locations of its tensors' external data
 * (https://onnx.ai/onnx/repo-docs/ExternalData.html), relative to its folder, as it writes them, sorted. Found by the
 * bytes of the entries, wherever they stand in the graph; kept as long as the file's size and time stay.
 */
export function weightPartsOf(file: string): readonly string[] {
  const { size, mtimeMs } = statSync(file);
  const key = `${file}\0${size}\0${mtimeMs}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = new Set<string>();
  const piece = Buffer.alloc(PIECE);
  const handle = openSync(file, "r");
  try {
    for (let from = 0; from < size; from += PIECE - OVERLAP) {
      const read = readSync(handle, piece, 0, PIECE, from);
      collect(piece.subarray(0, read), found);
    }
  } finally {
    closeSync(handle);
  }
  const parts = [...found].sort();
  known.set(key, parts);
  return parts;
}

/** True for a location below the folder of the ONNX file, as the format asks for. */
export function isBelow(location: string): boolean {
  const path = posix.normalize(location);
  return !posix.isAbsolute(path) && !/^\.\.(\/|$)|\\|^[A-Za-z]:|\0/.test(path);
}
