import type { DuckDBDataChunk, DuckDBVector } from "@duckdb/node-api";
import bindings from "@duckdb/node-bindings";
import { INLINE, type StringVector } from "./chunk-texts.ts";

/** Texts on their way to a thread: UTF-8 end to end in one buffer, which is handed over, not copied. */
export interface TextBatch {
  /** Number of the first text among those that are annotated. */
  first: number;
  count: number;
  bytes: Uint8Array<ArrayBuffer>;
  /** Where each text ends in `bytes`. */
  ends: Uint32Array<ArrayBuffer>;
  /** Packed language (see {@link packLanguage}); 0: unknown. */
  languages: Uint16Array<ArrayBuffer>;
  /** 1 where the words are to be indexed. */
  indexed: Uint8Array<ArrayBuffer>;
}

/** Two letters of ISO 639-1 in one number; 0 for everything else, `und` among it. */
export function packLanguage(language: string): number {
  return language.length === 2 ? (language.charCodeAt(0) << 8) | language.charCodeAt(1) : 0;
}

/** The language that {@link packLanguage} packed. */
export function unpackLanguage(packed: number): string {
  return packed === 0 ? "und" : String.fromCharCode(packed >> 8, packed & 0xff);
}

/** {@link packLanguage} and back as SQL. */
export const packLanguageSql = (language: string): string =>
  `if(length(${language}) = 2, unicode(${language}) * 256 + unicode(${language}[2:]), 0)::usmallint`;
export const unpackLanguageSql = (packed: string): string =>
  `if(${packed} = 0, 'und', chr((${packed} // 256)::integer) || chr((${packed} % 256)::integer))`;

/** Longest stretch of memory that is fetched in one go, and the padding between two strings that is bridged. */
const RUN = 1 << 17;
const GAP = 8;

/** The strings of a VARCHAR vector behind one another into `into`; `ends` gets where each ends. */
function copyStrings(vector: StringVector, into: Uint8Array, ends: Uint32Array): void {
  const { dataView: view } = vector;
  const own = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const length = (row: number) => view.getUint32(row * 16, true);
  const pointer = (row: number) => view.getBigUint64(row * 16 + 8, true);
  let end = 0;
  let run: Uint8Array = own;
  let runAt = 0n;
  for (let row = 0; row < ends.length; row++) {
    const size = length(row);
    if (size <= INLINE) into.set(own.subarray(row * 16 + 4, row * 16 + 4 + size), end);
    else {
      const at = pointer(row);
      let from = run === own ? -1 : Number(at - runAt);
      if (from < 0 || from + size > run.length) {
        run = fetchRun(view, row, ends.length);
        runAt = at;
        from = 0;
      }
      into.set(run.subarray(from, from + size), end);
    }
    end += size;
    ends[row] = end;
  }
}

/** The memory that holds the string of `row` and those that lie behind it without a hole. */
function fetchRun(view: DataView, row: number, rows: number): Uint8Array {
  const start = view.getBigUint64(row * 16 + 8, true);
  let length = view.getUint32(row * 16, true);
  for (let next = row + 1; next < rows; next++) {
    const size = view.getUint32(next * 16, true);
    if (size <= INLINE) continue;
    const gap = Number(view.getBigUint64(next * 16 + 8, true) - start) - length;
    if (gap < 0 || gap > GAP || length + gap + size > RUN) break;
    length += gap + size;
  }
  return bindings.get_data_from_pointer(view.buffer as ArrayBuffer, view.byteOffset + row * 16 + 8, length);
}

function bytesOf(vector: StringVector): number {
  let sum = 0;
  for (let row = 0; row < vector.itemCount; row++) sum += vector.dataView.getUint32(row * 16, true);
  return sum;
}

function encoded(vector: DuckDBVector): Uint8Array[] {
  const encoder = new TextEncoder();
  return (vector.toArray() as (string | null)[]).map((text) => encoder.encode(text ?? ""));
}

/** Texts of a vector without NULLs as UTF-8, end to end, and where each ends. */
function utf8Of(vector: DuckDBVector): { bytes: Uint8Array; ends: Uint32Array } {
  const { dataView, itemCount } = vector as unknown as StringVector;
  const ends = new Uint32Array(vector.itemCount);
  if (dataView === undefined || itemCount === undefined) {
    const texts = encoded(vector);
    let end = 0;
    texts.forEach((text, row) => {
      end += text.length;
      ends[row] = end;
    });
    return { bytes: Buffer.concat(texts), ends };
  }
  const strings = vector as unknown as StringVector;
  const bytes = new Uint8Array(bytesOf(strings));
  copyStrings(strings, bytes, ends);
  return { bytes, ends };
}

/** One batch of chunks with the columns text_hash, text (no NULLs), packed language and indexed, and the hashes. */
export function textBatch(
  chunks: readonly DuckDBDataChunk[],
  first: number,
): { batch: TextBatch; hashes: BigUint64Array<ArrayBuffer> } {
  const count = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const parts = chunks.map((chunk) => utf8Of(chunk.getColumnVector(1)));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.bytes.length, 0));
  const ends = new Uint32Array(count);
  const hashes = new BigUint64Array(count);
  const languages = new Uint16Array(count);
  const indexed = new Uint8Array(count);
  let row = 0;
  let at = 0;
  chunks.forEach((chunk, i) => {
    const part = parts[i] as (typeof parts)[number];
    bytes.set(part.bytes, at);
    for (let k = 0; k < part.ends.length; k++) ends[row + k] = at + (part.ends[k] as number);
    hashes.set(numbersOf(chunk.getColumnVector(0)) as BigUint64Array, row);
    languages.set(numbersOf(chunk.getColumnVector(2)) as Uint16Array, row);
    indexed.set(numbersOf(chunk.getColumnVector(3)) as Uint8Array, row);
    at += part.bytes.length;
    row += chunk.rowCount;
  });
  return { batch: { first, count, bytes, ends, languages, indexed }, hashes };
}

/** Numbers of a vector as they lie in memory. */
export function numbersOf(vector: DuckDBVector): ArrayLike<number | bigint> {
  const { items } = vector as unknown as { items?: ArrayLike<number | bigint> };
  return items ?? (vector.toArray() as (number | bigint)[]);
}
