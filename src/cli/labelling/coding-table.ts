import { readFileSync } from "node:fs";
import { EarshotError } from "../../errors.ts";
import { withArchive } from "../../importing/archive.ts";
import { detectEncoding } from "../../importing/decode.ts";
import { readRows, type SheetRow } from "../../importing/sheet-rows.ts";
import { listSheets } from "../../importing/workbook.ts";

/** A row of a coding file: its number in the spreadsheet (from 1) and its cells by lower-case header. */
export interface CodingRow {
  row: number;
  cells: Map<string, string>;
}

/** A coding file: its columns in lower case (empty where no row has the cell that is looked for), and the rows under them. */
export interface CodingTable {
  columns: string[];
  rows: CodingRow[];
}

/** Cells of CSV text (RFC 4180), a list per row; line breaks inside quotation marks belong to their cell. */
export function parseCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[i++];
      else quoted = false;
    } else if (c === '"' && cell === "") quoted = true;
    else if (c === delimiter || c === "\n") {
      row.push(cell);
      cell = "";
      if (c === delimiter) continue;
      rows.push(row);
      row = [];
    } else if (c !== "\r" || text[i + 1] !== "\n") cell += c;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** Text of a file as a spreadsheet saves it: UTF-8 or UTF-16, with or without byte order mark, or Windows-1252. */
function decodedText(bytes: Buffer): string {
  const encoding = detectEncoding(bytes);
  return new TextDecoder(encoding === "utf-8-bom" ? "utf-8" : encoding).decode(bytes);
}

/** The table under the first row that has a cell `heading`; null without one. */
function tableOf(rows: readonly SheetRow[], heading: string): CodingTable | null {
  const head = rows.findIndex(({ cells }) => cells.some((cell) => cell.trim().toLowerCase() === heading));
  if (head === -1) return null;
  const columns = rows[head]!.cells.map((cell) => cell.trim().toLowerCase());
  return {
    columns,
    rows: rows.slice(head + 1).map(({ number, cells }) => ({
      row: number,
      cells: new Map(columns.map((name, column) => [name, (cells[column] ?? "").trim()])),
    })),
  };
}

/** The first sheet that is a coding table, wherever it stands in the workbook. */
function readWorkbook(path: string, heading: string): Promise<CodingTable | null> {
  return withArchive(path, async (archive) => {
    if (!archive.entries.has("xl/workbook.xml")) {
      throw new EarshotError("neither CSV nor XLSX", { remedy: "Save it as .xlsx or .csv." });
    }
    for (const sheet of await listSheets(archive)) {
      const rows: SheetRow[] = [];
      await readRows(archive, sheet, (row) => rows.push(row) > 0);
      const table = tableOf(rows, heading);
      if (table) return table;
    }
    return null;
  });
}

const begins = (bytes: Buffer, hex: string) => bytes.subarray(0, hex.length / 2).toString("hex") === hex;

/**
 * Rows under the header of a coding file, CSV (comma, semicolon or tab) or XLSX whatever its name ends in, every cell as
 * trimmed text, rows numbered as the spreadsheet does. The header is the first row with a cell `heading`. Throws on an old or other spreadsheet format (.xls, .ods).
 */
export async function readCodingTable(path: string, heading = "unit"): Promise<CodingTable> {
  const none = { columns: [], rows: [] };
  const bytes = readFileSync(path);
  if (begins(bytes, "504b0304")) return (await readWorkbook(path, heading)) ?? none;
  if (begins(bytes, "d0cf11e0")) {
    throw new EarshotError("an old .xls workbook, or one with a password", {
      remedy: "Save it as .xlsx without a password, or as .csv.",
    });
  }
  const text = decodedText(bytes);
  for (const delimiter of [",", ";", "\t"]) {
    const rows = parseCsv(text, delimiter).map((cells, at) => ({ number: at + 1, cells }));
    const table = tableOf(rows, heading);
    if (table) return table;
  }
  return none;
}
