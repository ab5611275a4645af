import { EarshotError } from "../errors.ts";
import type { Archive } from "./archive.ts";
import { dateStyles, type Sheet, sharedStrings } from "./workbook.ts";
import { attribute, type XmlPiece, XmlPieces } from "./xml.ts";

const MAX_CELLS = 16_384;

/** A row of a sheet that is not empty; `number` as the sheet counts, from 1. */
export interface SheetRow {
  number: number;
  cells: string[];
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

/** Puts the pieces of a sheet's XML together to rows. */
class SheetRows {
  ready: SheetRow[] = [];
  private cells: string[] = [];
  private number = 0;
  private column = -1;
  private kind = "";
  private style = -1;
  private open = false;
  private value = "";
  private readonly strings: readonly string[];
  private readonly dates: ReadonlySet<number>;
  private readonly date1904: boolean;

  constructor(strings: readonly string[], dates: ReadonlySet<number>, date1904: boolean) {
    this.strings = strings;
    this.dates = dates;
    this.date1904 = date1904;
  }

  take(piece: XmlPiece): void {
    if (piece.text !== undefined) {
      if (this.open) this.value += piece.text;
    } else if (piece.name === "c") {
      if (piece.closing) this.endCell();
      else this.beginCell(piece.tag);
    } else if (piece.name === "v" || piece.name === "t") this.open = !piece.closing && !piece.empty;
    else if (piece.name === "row") this.row(piece);
  }

  private beginCell(tag: string): void {
    const reference = attribute(tag, "r");
    this.column = reference ? columnOf(reference) : this.column + 1;
    this.kind = attribute(tag, "t") ?? "";
    this.style = Number(attribute(tag, "s") ?? -1);
    this.value = "";
  }

  private endCell(): void {
    if (this.value === "") return;
    if (this.column >= MAX_CELLS) throw new EarshotError(`cell beyond column ${MAX_CELLS}`);
    while (this.cells.length < this.column) this.cells.push("");
    this.cells[this.column] = this.text();
  }

  private text(): string {
    if (this.kind === "s") return this.strings[Number(this.value)] ?? "";
    const number = this.kind === "" || this.kind === "n";
    return number && this.dates.has(this.style) ? dateText(this.value, this.date1904) : this.value;
  }

  private row(piece: XmlPiece): void {
    if (!piece.closing) {
      this.number = Number(attribute(piece.tag, "r") ?? this.number + 1);
      this.cells = [];
      this.column = -1;
    }
    if ((piece.closing || piece.empty) && this.cells.length > 0)
      this.ready.push({ number: this.number, cells: this.cells });
  }
}

/** Calls `take` with every row that is not empty; stops early when it returns false. */
export async function readRows(
  archive: Archive,
  sheet: Sheet,
  take: (row: SheetRow) => boolean | Promise<boolean>,
): Promise<void> {
  const rows = new SheetRows(await sharedStrings(archive), await dateStyles(archive), sheet.date1904);
  const pieces = new XmlPieces((piece) => rows.take(piece));
  for await (const chunk of await archive.stream(sheet.entry)) {
    pieces.push(chunk as Buffer);
    const batch = rows.ready;
    rows.ready = [];
    for (const row of batch) if (!(await take(row))) return;
  }
}
