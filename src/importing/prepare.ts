import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Transform } from "node:stream";
import { EarshotError } from "../errors.ts";
import { type ArchiveMember, listArchive, readMember } from "./archive.ts";
import {
  type Container,
  decodeHead,
  detectContainer,
  detectEncoding,
  type Encoding,
  readHead,
  transcoder,
  writeScratch,
} from "./decode.ts";
import { isJson } from "./is-json.ts";
import type { BadRow } from "./records.ts";
import { assignmentLength, withoutAssignment } from "./script-json.ts";
import { unpackTo } from "./unpack.ts";
import type { WrittenSheet } from "./xlsx.ts";

/** A file as DuckDB can read it: UTF-8 text on disk. */
export interface PreparedFile {
  /** Ledger name. */
  file: string;
  /** UTF-8 text: the export itself or a scratch copy. */
  path: string;
  /** Encoding of the original. */
  encoding: Encoding | "xlsx";
  container: Container;
  head: Buffer;
  /** The head is not the whole file. */
  cut: boolean;
  shape: "table" | "json-lines" | "json-document";
  /** Rows that were left out on the way. */
  bad: BadRow[];
  /** Why this is not all of the file. */
  broken: EarshotError | null;
  /** Rows of a sheet, its header and what stands above it among them; null for text. */
  rows: number | null;
}

const HEAD = 2 ** 20;

/** A folder for scratch files; `dispose` removes it. */
export function scratchFolder(): { path: string; dispose(): void } {
  const path = mkdtempSync(join(tmpdir(), "earshot-import-"));
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}

/** Is it text at all? Says what it looks like when it is not. */
function binaryKind(head: Buffer): string | null {
  const ascii = head.subarray(0, 8).toString("latin1");
  if (ascii.startsWith("PAR1")) return "a Parquet file";
  if (ascii.startsWith("%PDF")) return "a PDF";
  if (head.subarray(1, 4).toString("latin1") === "PNG" || head.readUInt16BE?.(0) === 0xffd8)
    return "a picture";
  if (head.length >= 4 && head.readUInt32BE(0) === 0xd0cf11e0) return "an old Excel file (.xls)";
  if (ascii.startsWith("SQLite f")) return "an SQLite database";
  const sample = head.subarray(0, 4096);
  let control = 0;
  for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++;
  return sample.length > 0 && control > sample.length / 12 ? "a binary file" : null;
}

/** Are most lines behind the first an object each? Whatever the first is then, the file is one of lines. */
function holdsObjects(text: string, cut: boolean): boolean {
  const all = text.split("\n");
  if (cut) all.pop();
  const lines = all.map((line) => line.trim()).filter((line) => line !== "");
  const [first = "", ...rest] = lines.slice(0, 200);
  const objects = rest.filter((line) => line.startsWith("{") && line.endsWith("}") && isJson(line)).length;
  const least = /^[{[]/.test(first) && /[,{[:]$/.test(first) ? 3 : 1;
  return objects >= least && objects * 2 > rest.length;
}

function shapeOf(text: string, cut: boolean): PreparedFile["shape"] {
  const start = text.replace(/^\uFEFF/, "").trimStart();
  if (holdsObjects(start, cut)) return "json-lines";
  if (!/^[{[]/.test(start)) return "table";
  if (!/^(\{\s*("|\}|$)|\[\s*([{[\]]|$))/.test(start)) return "table";
  if (start.startsWith("[")) return "json-document";
  const firstLine = start.slice(0, start.indexOf("\n") < 0 ? undefined : start.indexOf("\n")).trim();
  if (firstLine.length === start.trimEnd().length && cut) return "json-lines";
  return firstLine.endsWith("}") && firstLine !== "{"
    ? "json-lines"
    : /^\{\s*$/.test(firstLine) || /[,{[:]$/.test(firstLine)
      ? "json-document"
      : "json-lines";
}

async function prepareText(
  file: string,
  path: string,
  container: Container,
  scratch: string,
  signal?: AbortSignal,
): Promise<PreparedFile> {
  let unpacked = path;
  let broken: EarshotError | null = null;
  if (container === "gzip" || container === "zstd") {
    unpacked = join(scratch, "unpacked");
    broken = await unpackTo(path, container, unpacked, signal);
  }
  let head = readHead(unpacked, HEAD);
  if (head.length === 0) throw new EarshotError("empty file", { remedy: "Export it again, or remove it." });
  const encoding = detectEncoding(head);
  const binary = encoding.startsWith("utf-16") ? null : binaryKind(head);
  if (binary)
    throw new EarshotError(`${binary}, not an export that can be read`, {
      remedy: "Export as CSV, XLSX or JSON.",
    });
  let ready = unpacked;
  const rewrite = async (name: string, change: Transform) => {
    const from = createReadStream(ready, { highWaterMark: 2 ** 20 });
    ready = join(scratch, name);
    await writeScratch(from, [change], ready, signal);
    head = readHead(ready, HEAD);
  };
  if (encoding !== "utf-8" && encoding !== "utf-8-bom") await rewrite("utf8", transcoder(encoding));
  if (assignmentLength(decodeHead(head.subarray(0, 4096), "utf-8")) > 0)
    await rewrite("json", withoutAssignment());
  const cut = head.length === HEAD;
  const shape = shapeOf(decodeHead(head, "utf-8"), cut);
  return { file, path: ready, encoding, container, head, cut, shape, bad: [], broken, rows: null };
}

/** A file and, behind it, the error that says that it is not all of it. */
function* withBreak(prepared: PreparedFile): Generator<PreparedFile | { file: string; error: unknown }> {
  yield prepared;
  if (prepared.broken) yield { file: prepared.file, error: prepared.broken };
}

/**
 * The text files inside an export file, one after the other: the file itself, its unpacked copy, the sheet of a
 * workbook as CSV, or each member of a zip. Scratch copies live in `scratch` until the next is asked for.
 */
export async function* prepareFiles(
  file: string,
  path: string,
  scratch: string,
  signal?: AbortSignal,
): AsyncGenerator<PreparedFile | { file: string; error: unknown }> {
  const container = detectContainer(readHead(path, 4));
  if (container !== "zip") {
    yield* withBreak(await prepareText(file, path, container, scratch, signal));
    return;
  }
  const members = await listArchive(path);
  for (const member of members) {
    const folder = mkdtempSync(join(scratch, "member-"));
    try {
      yield* withBreak(await prepareMember(file, path, member, folder, signal));
    } catch (error) {
      yield { file: member.workbook ? file : `${file}#${member.name}`, error };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function prepareMember(
  file: string,
  path: string,
  member: ArchiveMember,
  folder: string,
  signal?: AbortSignal,
): Promise<PreparedFile> {
  const target = join(folder, "member");
  const name = member.workbook ? file : `${file}#${member.name}`;
  const sheetRead = await readMember(path, member, target, signal);
  if (sheetRead) return sheetFile(name, target, sheetRead);
  const inner = detectContainer(readHead(target, 4));
  if (inner !== "zip") return prepareText(name, target, inner, folder, signal);
  const nested = (await listArchive(target)).find((each) => each.workbook);
  if (!nested) throw new EarshotError("a zip inside a zip", { remedy: "Unpack it into the exports folder." });
  const sheet = join(folder, "sheet");
  return sheetFile(name, sheet, (await readMember(target, nested, sheet, signal)) as WrittenSheet);
}

function sheetFile(file: string, path: string, { bad, rows }: WrittenSheet): PreparedFile {
  const head = readHead(path, HEAD);
  if (head.length === 0)
    throw new EarshotError("workbook without a row", { remedy: "Export it again, or remove it." });
  return {
    file,
    path,
    encoding: "xlsx",
    container: "zip",
    head,
    cut: head.length === HEAD,
    shape: "table",
    bad,
    broken: null,
    rows,
  };
}
