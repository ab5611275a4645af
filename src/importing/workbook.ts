import { EarshotError } from "../errors.ts";
import type { Archive } from "./archive.ts";
import { attribute, decodeXml, type XmlPiece, XmlPieces } from "./xml.ts";

const SHARED_LIMIT = 2 ** 30;
const PART_LIMIT = 64 * 2 ** 20;

/** Number formats that show a number as a date (ECMA-376, 18.8.30). */
const DATE_FORMATS = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57]);

/** A sheet of a workbook and the zip entry that holds it. */
export interface Sheet {
  name: string;
  entry: string;
  date1904: boolean;
}

async function readAll(archive: Archive, name: string): Promise<string> {
  if (!archive.entries.has(name)) return "";
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await archive.stream(name)) {
    size += (chunk as Buffer).length;
    if (size > PART_LIMIT) throw new EarshotError(`${name} in the workbook is too large`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Collects the texts of `sharedStrings.xml`; phonetic readings are left out. */
class SharedStrings {
  readonly strings: string[] = [];
  private text: string[] | null = null;
  private open = false;
  private phonetic = false;
  private size = 0;

  take(piece: XmlPiece): void {
    if (piece.text !== undefined) {
      if (this.open && this.text && !this.phonetic) this.text.push(piece.text);
    } else if (piece.name === "si") {
      if (piece.closing || piece.empty) this.finish();
      else this.text = [];
    } else if (piece.name === "rPh") this.phonetic = !piece.closing;
    else if (piece.name === "t") this.open = !piece.closing && !piece.empty;
  }

  private finish(): void {
    const value = (this.text ?? []).join("");
    this.size += value.length;
    if (this.size > SHARED_LIMIT) throw new EarshotError("the workbook's texts are too large");
    this.strings.push(value);
    this.text = null;
  }
}

/** Texts that cells name by number. */
export async function sharedStrings(archive: Archive): Promise<string[]> {
  const shared = new SharedStrings();
  if (!archive.entries.has("xl/sharedStrings.xml")) return shared.strings;
  const pieces = new XmlPieces((piece) => shared.take(piece));
  for await (const chunk of await archive.stream("xl/sharedStrings.xml")) pieces.push(chunk as Buffer);
  return shared.strings;
}

/** Numbers of the cell styles that show dates. */
export async function dateStyles(archive: Archive): Promise<Set<number>> {
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

/** Sheets in the workbook's order. */
export async function listSheets(archive: Archive): Promise<Sheet[]> {
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
