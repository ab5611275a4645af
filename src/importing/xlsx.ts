import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { EarshotError } from "../errors.ts";
import type { Archive } from "./archive.ts";
import { normalName, recognise } from "./recognise.ts";
import { type BadRow, MAX_RAW } from "./records.ts";
import { attribute, decodeXml, XmlPieces } from "./xml.ts";

const SHARED_LIMIT = 2 ** 30;
const MAX_CELLS = 16_384;

/** Number formats that show a number as a date (ECMA-376, 18.8.30). */
const DATE_FORMATS = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57]);

async function readAll(archive: Archive, name: string, limit = 64 * 2 ** 20): Promise<string> {
  if (!archive.entries.has(name)) return "";
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await archive.stream(name)) {
    size += (chunk as Buffer).length;
    if (size > limit) throw new EarshotError(`${name} in the workbook is too large`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function sharedStrings(archive: Archive): Promise<string[]> {
  const strings: string[] = [];
  if (!archive.entries.has("xl/sharedStrings.xml")) return strings;
  let text: string[] | null = null;
  let open = false;
  let phonetic = false;
  let size = 0;
  const pieces = new XmlPieces((piece) => {
    if (piece.text !== undefined) {
      if (open && text && !phonetic) text.push(piece.text);
      return;
    }
    if (piece.name === "si") {
      if (piece.closing || piece.empty) {
        const value = (text ?? []).join("");
        size += value.length;
        if (size > SHARED_LIMIT) throw new EarshotError("the workbook's texts are too large");
        strings.push(value);
        text = null;
      } else text = [];
    } else if (piece.name === "rPh") phonetic = !piece.closing;
    else if (piece.name === "t") open = !piece.closing && !piece.empty;
  });
  for await (const chunk of await archive.stream("xl/sharedStrings.xml")) pieces.push(chunk as Buffer);
  return strings;
}

/** Which cell styles show dates. */
async function dateStyles(archive: Archive): Promise<Set<number>> {
  const xml = await readAll(archive, "xl/styles.xml");
  const dates = new Set(DATE_FORMATS);
  for (const [tag] of xml.matchAll(/<numFmt\b[^>]*>/g)) {
    const code = decodeXml(attribute(tag, "formatCode") ?? "").replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");
    if (/[ymdhs]/i.test(code)) dates.add(Number(attribute(tag, "numFmtId")));
  }
  const cellXfs = /<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/.exec(xml)?.[1] ?? "";
  const styles = new Set<number>();
  [...cellXfs.matchAll(/<xf\b[^>]*>/g)].forEach(([tag], index) => {
    if (dates.has(Number(attribute(tag, "numFmtId")))) styles.add(index);
  });
  return styles;
}

/** Sheets in the workbook's order: name and entry. */
async function sheets(archive: Archive): Promise<{ name: string; entry: string; date1904: boolean }[]> {
  const workbook = await readAll(archive, "xl/workbook.xml");
  const relations = await readAll(archive, "xl/_rels/workbook.xml.rels");
  const targets = new Map(
    [...relations.matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => [
      attribute(tag, "Id"),
      attribute(tag, "Target") ?? "",
    ]),
  );
  const date1904 = /date1904="(1|true)"/.test(workbook);
  return [...workbook.matchAll(/<sheet\b[^>]*>/g)].flatMap(([tag]) => {
    const target = targets.get(attribute(tag, "r:id")) ?? "";
    const entry = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    return archive.entries.has(entry)
      ? [{ name: decodeXml(attribute(tag, "name") ?? ""), entry, date1904 }]
      : [];
  });
}

/** Column number of a cell reference such as `AB12`, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (const character of reference) {
    const code = character.charCodeAt(0);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

/** Days since 1899-12-30 (or 1904-01-01) → `YYYY-MM-DD HH:MM:SS`. */
function dateText(value: string, date1904: boolean): string {
  const days = Number(value);
  if (!Number.isFinite(days)) return value;
  const time = Math.round((days - (date1904 ? 24107 : 25569)) * 86_400) * 1000;
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? value : date.toISOString().slice(0, 19).replace("T", " ");
}

/** Calls `row` with the cells of every row that is not empty; stops early when it returns false. */
async function readRows(
  archive: Archive,
  sheet: { entry: string; date1904: boolean },
  row: (number: number, cells: string[]) => boolean | Promise<boolean>,
): Promise<void> {
  const strings = await sharedStrings(archive);
  const styles = await dateStyles(archive);
  let cells: string[] = [];
  let number = 0;
  let column = -1;
  let kind = "";
  let style = -1;
  let open = false;
  let value = "";
  let ready: { number: number; cells: string[] }[] = [];
  const close = () => {
    if (value === "") return;
    if (column >= MAX_CELLS) throw new EarshotError(`cell beyond column ${MAX_CELLS}`);
    const text =
      kind === "s"
        ? (strings[Number(value)] ?? "")
        : kind === "" || kind === "n"
          ? styles.has(style)
            ? dateText(value, sheet.date1904)
            : value
          : value;
    while (cells.length < column) cells.push("");
    cells[column] = text;
  };
  const pieces = new XmlPieces((piece) => {
    if (piece.text !== undefined) {
      if (open) value += piece.text;
      return;
    }
    if (piece.name === "c") {
      if (!piece.closing) {
        const reference = attribute(piece.tag, "r");
        column = reference ? columnOf(reference) : column + 1;
        kind = attribute(piece.tag, "t") ?? "";
        style = Number(attribute(piece.tag, "s") ?? -1);
        value = "";
      } else close();
    } else if (piece.name === "v" || piece.name === "t") open = !piece.closing && !piece.empty;
    else if (piece.name === "row") {
      if (!piece.closing) {
        number = Number(attribute(piece.tag, "r") ?? number + 1);
        cells = [];
        column = -1;
      }
      if ((piece.closing || piece.empty) && cells.length > 0) ready.push({ number, cells });
    }
  });
  for await (const chunk of await archive.stream(sheet.entry)) {
    pieces.push(chunk as Buffer);
    const batch = ready;
    ready = [];
    for (const each of batch) if (!(await row(each.number, each.cells))) return;
  }
}

/** The sheet to read: one whose first rows hold a known signature, else the first with rows. */
async function chooseSheet(archive: Archive) {
  const all = await sheets(archive);
  let fallback: (typeof all)[number] | null = null;
  for (const sheet of all) {
    let seen = 0;
    let known = false;
    await readRows(archive, sheet, (_number, cells) => {
      seen += 1;
      known = recognise(cells.map(normalName), "table").fitting.length > 0;
      return !known && seen < 12;
    });
    if (known) return sheet;
    if (seen > 1) fallback ??= sheet;
  }
  return fallback ?? all[0] ?? null;
}

const quoted = (cell: string) => (cell === "" ? "" : `"${cell.replaceAll('"', '""')}"`);

/**
 * Write a workbook's sheet of mentions as CSV, the sheet's row number in front of every row. Rows are padded to the width of
 * the widest row among the first twelve (wider ones come back as bad rows); empty rows are left out; of formulas
 * the stored result counts.
 */
export async function writeSheet(archive: Archive, target: string, signal?: AbortSignal): Promise<BadRow[]> {
  const sheet = await chooseSheet(archive);
  if (!sheet)
    throw new EarshotError("workbook without a sheet", { remedy: "Export it again, or remove it." });
  const out = createWriteStream(target);
  const head: { number: number; cells: string[] }[] = [];
  const bad: BadRow[] = [];
  let width = 0;
  const write = async ({ number, cells }: { number: number; cells: string[] }) => {
    if (cells.length > width) {
      bad.push({
        line: number,
        reason: `${cells.length} cells instead of ${width}`,
        raw: cells.join("\t").slice(0, MAX_RAW),
      });
      return;
    }
    const padded = [...cells, ...Array(width - cells.length).fill("")];
    if (!out.write(`${number},${padded.map(quoted).join(",")}\n`)) await once(out, "drain");
  };
  const flush = async () => {
    width = Math.max(0, ...head.map(({ cells }) => cells.length));
    for (const each of head.splice(0)) await write(each);
  };
  let flushed = false;
  try {
    await readRows(archive, sheet, async (number, cells) => {
      signal?.throwIfAborted();
      if (flushed) await write({ number, cells });
      else if (head.push({ number, cells }) === 12) {
        await flush();
        flushed = true;
      }
      return true;
    });
    if (!flushed) await flush();
  } finally {
    out.end();
    await once(out, "close");
  }
  return bad;
}
