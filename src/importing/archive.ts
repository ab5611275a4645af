import { createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { type Entry, open, type ZipFile } from "yauzl";
import { EarshotError } from "../errors.ts";
import { bombGuard, refuseBomb } from "./decode.ts";
import { type WrittenSheet, writeSheet } from "./xlsx.ts";

/** One file in a zip, or the sheet of mentions of a workbook. */
export interface ArchiveMember {
  name: string;
  workbook: boolean;
}

const openZip = promisify<
  string,
  { lazyEntries: boolean; autoClose: boolean; validateEntrySizes: boolean },
  ZipFile
>(open);

/** Entries of a zip by name. Names that climb out of their folder are an error; nothing is ever written by name. */
export async function withArchive<T>(path: string, work: (archive: Archive) => Promise<T>): Promise<T> {
  let zip: ZipFile;
  try {
    zip = await openZip(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  } catch (cause) {
    throw new EarshotError(`not a zip that can be read: ${(cause as Error).message}`, {
      cause,
      remedy: "Download it again.",
    });
  }
  try {
    return await work(new Archive(path, zip, await readEntries(zip)));
  } finally {
    zip.close();
  }
}

function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.on("entry", (entry: Entry) => {
      if (entries.size > 10_000) return reject(new EarshotError("more than 10,000 files in the zip"));
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on("end", () => resolve(entries));
    zip.on("error", (cause: Error) =>
      reject(
        new EarshotError(`unsafe or broken zip: ${cause.message}`, {
          cause,
          remedy: "Unpack it by hand and look at it.",
        }),
      ),
    );
    zip.readEntry();
  });
}

/** An open zip. */
export class Archive {
  readonly path: string;
  readonly entries: Map<string, Entry>;
  private readonly zip: ZipFile;

  constructor(path: string, zip: ZipFile, entries: Map<string, Entry>) {
    this.path = path;
    this.zip = zip;
    this.entries = entries;
  }

  /** Unpacked bytes of an entry, guarded against archives that grow without end. */
  async stream(name: string): Promise<Readable> {
    const entry = this.entries.get(name);
    if (!entry) throw new EarshotError(`missing in the zip: ${name}`);
    if (entry.generalPurposeBitFlag & 1)
      throw new EarshotError("the zip is encrypted", { remedy: "Unpack it with its password." });
    refuseBomb(this.path, entry.uncompressedSize);
    const stream = await new Promise<Readable>((resolve, reject) =>
      this.zip.openReadStream(entry, (error, opened) =>
        error ? reject(error) : resolve(opened as Readable),
      ),
    );
    const guard = bombGuard(this.path, entry.compressedSize);
    stream.on("error", (error) => guard.destroy(error));
    return stream.pipe(guard);
  }
}

/** The files worth reading in a zip: the sheet of a workbook, or every file but folders, dot files and notes. */
export async function listArchive(path: string): Promise<ArchiveMember[]> {
  return withArchive(path, async ({ entries }) => {
    if (entries.has("xl/workbook.xml")) return [{ name: "xl/workbook.xml", workbook: true }];
    return [...entries.keys()]
      .filter((name) => !name.endsWith("/") && !/(^|\/)(\.|__MACOSX\/)/.test(name))
      .sort()
      .map((name) => ({ name, workbook: false }));
  });
}

/** Write a member's bytes (of a workbook: its sheet as CSV) to `target`; of a sheet, what was written. */
export async function readMember(
  path: string,
  member: ArchiveMember,
  target: string,
  signal?: AbortSignal,
): Promise<WrittenSheet | null> {
  return withArchive(path, async (archive) => {
    if (member.workbook) return writeSheet(archive, target, signal);
    await pipeline(await archive.stream(member.name), createWriteStream(target), { signal });
    return null;
  });
}
