import { createReadStream, rmSync, statSync } from "node:fs";
import { FileBytes } from "./byte-source.ts";
import { readHead } from "./decode.ts";
import { isJson } from "./is-json.ts";
import type { ElementLists } from "./json-elements.ts";
import { cutPage, PAGE_LIMITS, type PageLimits, type ValuePlace } from "./large-pages.ts";
import { type BadRow, MAX_RAW } from "./records.ts";
import { Salvage } from "./salvage.ts";
import { MAX_VALUE, ValueSplitter } from "./value-splitter.ts";
import { type ValueFile, ValueWriter } from "./value-writer.ts";

export interface SplitJson {
  files: ValueFile[];
  /** Rows in them: the values, or the elements of their lists; those of `bad` among them. */
  rows: number;
  bad: BadRow[];
}

/** How `splitJson` reads. */
export interface SplitOptions {
  /** One value a line. */
  lines: boolean;
  signal?: AbortSignal | undefined;
  elements?: ElementLists | null | undefined;
  /** For tests. */
  limits?: PageLimits & { batch: number };
}

/** A page too large to be held: cut into smaller ones, or taken as it is where that cannot be. */
async function splitLarge(
  path: string,
  place: ValuePlace,
  options: SplitOptions,
  elements: ElementLists,
  writer: ValueWriter,
): Promise<void> {
  const sink = {
    page: async (text: string, lines: number[]) => {
      options.signal?.throwIfAborted();
      writer.page(place.line, text, lines);
      await writer.write();
    },
    bad: (line: number, reason: string, raw: string) => writer.reject(line, reason, raw),
  };
  if (await cutPage(path, place, elements, sink, options.limits)) return;
  const { start, size } = place;
  const held = size > MAX_VALUE ? MAX_RAW : size;
  const parts: Buffer[] = [];
  for await (const chunk of createReadStream(path, { start, end: start + held - 1 }))
    parts.push(chunk as Buffer);
  writer.value(place.line, Buffer.concat(parts).toString("latin1"), size);
}

/** What can be saved of some bytes of a file. */
async function salvage(
  path: string,
  place: ValuePlace,
  writer: ValueWriter,
  { elements = null, limits, signal }: SplitOptions,
): Promise<void> {
  const bytes = new FileBytes(path, place.start, place.size);
  try {
    await new Salvage(bytes, elements, writer, { line: place.line, limits }).run(signal);
  } finally {
    bytes.close();
  }
}

/** One pass over the file, each value by itself. */
async function splitValues(path: string, writer: ValueWriter, options: SplitOptions): Promise<void> {
  const { elements = null, signal, limits } = options;
  const apart: (ValuePlace & { large: boolean })[] = [];
  const largest = elements ? (limits ?? PAGE_LIMITS).page : MAX_VALUE;
  let mark = 0;
  const splitter = new ValueSplitter(
    options.lines,
    (line, whole, size, from) => {
      const large = size > largest;
      if (elements && (large || (options.lines && whole.trim() !== "" && !isJson(whole))))
        apart.push({ line, start: from + mark, size, large });
      else writer.value(line, whole, size);
    },
    largest,
  );
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20, signal })) {
    const piece = (chunk as Buffer).toString("latin1");
    if (first && piece.startsWith("\u00EF\u00BB\u00BF")) mark = 3;
    splitter.push(first ? piece.slice(mark) : piece);
    first = false;
    await writer.write();
  }
  splitter.end();
  for (const { large, ...place } of apart) {
    if (options.lines) await salvage(path, place, writer, options);
    else if (elements && large) await splitLarge(path, place, options, elements, writer);
  }
  await writer.end();
}

/** Read a document again whose brackets or quotes cannot be trusted; null where nothing of it can be saved. */
async function salvaged(path: string, target: string, options: SplitOptions): Promise<ValueWriter | null> {
  const writer = new ValueWriter(`${target}-saved`, options.elements ?? null, options.limits?.batch);
  const mark = readHead(path, 3).toString("latin1") === "\u00EF\u00BB\u00BF" ? 3 : 0;
  const place = { line: 1, start: mark, size: statSync(path).size - mark };
  try {
    await salvage(path, place, writer, options);
  } finally {
    await writer.end();
  }
  return writer.rows > 0 ? writer : null;
}

/**
 * Rewrite JSON text as `line<TAB>value` lines that DuckDB reads, in files called after `target`; values keep their bytes but for
 * white space. Values that are too large or no UTF-8 come back as bad rows. With `elements`, the lines of the rows inside each value
 * are counted and written beside; of a damaged page the sound rows are kept, and a large page becomes several. A document in which
 * anything is damaged is read once more, row by row: its brackets and quotes tell no longer where its values end.
 */
export async function splitJson(path: string, target: string, options: SplitOptions): Promise<SplitJson> {
  const { elements = null, limits } = options;
  const first = new ValueWriter(target, elements, limits?.batch, !options.lines);
  await splitValues(path, first, options);
  const again = first.damaged && !options.lines ? await salvaged(path, target, options) : null;
  if (again) for (const file of first.files) discard(file);
  const { files, bad, rows } = again ?? first;
  return { files, bad, rows: rows + bad.length };
}

function discard(file: ValueFile): void {
  rmSync(file.path, { force: true });
  if (file.elements) rmSync(file.elements, { force: true });
}
