import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { isJson } from "./is-json.ts";
import { type ElementLists, elementLines } from "./json-elements.ts";
import { PageScan } from "./page-scan.ts";
import { MAX_RAW } from "./records.ts";
import { MAX_VALUE } from "./value-splitter.ts";

/** A value of a file, by the place of its bytes. */
export interface ValuePlace {
  line: number;
  start: number;
  size: number;
}

/** How much is held in memory, in bytes. */
export interface PageLimits {
  /** Pages above this are cut into smaller ones. */
  page: number;
  /** Rows of one such smaller page, or four times what stands around them where that is more. */
  piece: number;
  /** What may stand around the rows of a page. */
  around: number;
}

export const PAGE_LIMITS: PageLimits = { page: 4 * 2 ** 20, piece: 2 ** 20, around: 32 * 2 ** 20 };

/** Gets what a page is cut into. */
export interface PieceSink {
  /** A page with some of the rows and all that stood around them; `lines` are those of its rows. */
  page(text: string, lines: number[]): Promise<void>;
  bad(line: number, reason: string, raw: string): void;
}

/** What stands around the rows of a page: texts with a list between each two. */
export interface Frame {
  texts: string[];
}

async function scan(path: string, place: ValuePlace, scanner: PageScan, after?: () => Promise<void>) {
  const { start, size } = place;
  const stream = createReadStream(path, { start, end: start + size - 1, highWaterMark: 2 ** 20 });
  for await (const chunk of stream) {
    scanner.push(chunk as Buffer);
    await after?.();
  }
}

/** Only white space goes: line ends inside strings are no JSON. */
const flat = (text: string) => text.replace(/[\t\r\n]/g, " ");

/** The page without its rows, ended where it is cut off; null where it has no list, is no JSON, or is too large. */
async function frameOf(
  path: string,
  place: ValuePlace,
  lists: readonly string[],
  limits: PageLimits,
): Promise<Frame | null> {
  const parts: Buffer[][] = [[]];
  let size = 0;
  let behind = "";
  const scanner = new PageScan(lists, place.line, {
    around(bytes) {
      size += bytes.length;
      if (size <= limits.around) parts[parts.length - 1]?.push(Buffer.from(bytes));
    },
    list(closers) {
      behind = closers;
      parts.push([]);
    },
    row: () => undefined,
    rowEnd: () => undefined,
  });
  await scan(path, place, scanner);
  if (scanner.open || scanner.between) {
    behind = scanner.closers;
    parts.push([]);
  }
  if (parts.length < 2 || size > limits.around) return null;
  const texts = parts.map((each) => flat(Buffer.concat(each).toString("latin1")));
  const ends = [texts[texts.length - 1] ?? "", `${texts[texts.length - 1]}${scanner.closers}`, behind];
  for (const end of ends) {
    const whole = [...texts.slice(0, -1), end];
    if (isJson(whole.join(""))) return { texts: whole };
  }
  return null;
}

/** Collects rows until they make a page. */
export class Piece {
  private slots = new Map<number, string[]>();
  private begins: { at: number; line: number }[] = [];
  private height = 1;
  size = 0;

  add(slot: number, text: string, line: number): void {
    const there = this.slots.get(slot) ?? [];
    this.slots.set(slot, there);
    there.push(text);
    this.height += 1;
    this.begins.push({ at: this.height, line });
    this.height += text.split("\n").length - 1;
    this.size += text.length;
  }

  /** The page, and the lines in the file of all rows in it. */
  page(frame: Frame, firstLine: number, spec: ElementLists): { text: string; lines: number[] } {
    const text = frame.texts
      .map(
        (each, slot) =>
          each + (this.slots.get(slot) ?? []).map((row, i) => `${i > 0 ? "," : ""}\n${row}`).join(""),
      )
      .join("");
    let next = 0;
    const lines = elementLines(text, 1, spec).map((at) => {
      while ((this.begins[next + 1]?.at ?? Infinity) <= at) next += 1;
      const begin = this.begins[next];
      return begin && begin.at <= at ? begin.line + at - begin.at : firstLine;
    });
    return { text, lines };
  }
}

/**
 * Cut a page that is too large to be held into smaller ones, each with all that stands around the rows. False, with nothing done,
 * where the value has no list of rows, or too much around it.
 */
export async function cutPage(
  path: string,
  place: ValuePlace,
  spec: ElementLists,
  sink: PieceSink,
  limits: PageLimits = PAGE_LIMITS,
): Promise<boolean> {
  const frame = await frameOf(path, place, spec.lists, limits);
  if (!frame) return false;
  const whole = Math.max(limits.piece, 4 * frame.texts.join("").length);
  let piece = new Piece();
  let slot = 0;
  let row: Buffer[] = [];
  let size = 0;
  const full: Piece[] = [];
  const end = (line: number) => {
    const bytes = Buffer.concat(row);
    const text = bytes.toString("latin1");
    const fault =
      size > MAX_VALUE
        ? "JSON value larger than 256 MiB"
        : !isUtf8(bytes)
          ? "not valid UTF-8"
          : isJson(text)
            ? null
            : "not valid JSON";
    if (fault) sink.bad(line, fault, text.slice(0, MAX_RAW));
    else piece.add(slot, text, line);
    row = [];
    size = 0;
    if (piece.size < whole) return;
    full.push(piece);
    piece = new Piece();
  };
  const scanner = new PageScan(spec.lists, place.line, {
    around: () => undefined,
    list() {
      slot += 1;
    },
    row(bytes) {
      size += bytes.length;
      if (size <= MAX_VALUE || row.length === 0) row.push(Buffer.from(bytes));
    },
    rowEnd: end,
  });
  const write = async () => {
    for (const each of full.splice(0)) {
      const { text, lines } = each.page(frame, place.line, spec);
      await sink.page(text, lines);
    }
  };
  await scan(path, place, scanner, write);
  if (scanner.open) end(scanner.openLine);
  if (piece.size > 0) full.push(piece);
  await write();
  return true;
}
