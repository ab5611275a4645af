import { createReadStream } from "node:fs";
import type { ElementLists } from "./json-elements.ts";
import { cutPage, PAGE_LIMITS, type PageLimits, type ValuePlace } from "./large-pages.ts";
import { type BadRow, MAX_RAW } from "./records.ts";
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

/**
 * Rewrite JSON text as `line<TAB>value` lines that DuckDB reads, in files called after `target`; values keep their bytes but for
 * white space. Values that are too large or no UTF-8 come back as bad rows. With `elements`, the lines of the rows inside each value
 * are counted and written beside; of a damaged page the sound rows are kept, and a large page becomes several.
 */
export async function splitJson(path: string, target: string, options: SplitOptions): Promise<SplitJson> {
  const { elements = null, signal, limits } = options;
  const writer = new ValueWriter(target, elements, limits?.batch);
  const large: ValuePlace[] = [];
  const largest = elements ? (limits ?? PAGE_LIMITS).page : MAX_VALUE;
  let mark = 0;
  const splitter = new ValueSplitter(
    options.lines,
    (line, whole, size, start) => {
      if (elements && size > largest) large.push({ line, start: start + mark, size });
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
  if (elements) for (const place of large) await splitLarge(path, place, options, elements, writer);
  await writer.end();
  return { files: writer.files, bad: writer.bad, rows: writer.rows + writer.bad.length };
}
