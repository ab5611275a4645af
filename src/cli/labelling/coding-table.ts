import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { withArchive } from "../../importing/archive.ts";
import { detectEncoding } from "../../importing/decode.ts";
import { writeSheet } from "../../importing/xlsx.ts";

/** A row of a coding file: its number in the spreadsheet (from 1) and its cells by lower-case header. */
export interface CodingRow {
  row: number;
  cells: Map<string, string>;
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
function decodedText(path: string): string {
  const bytes = readFileSync(path);
  const encoding = detectEncoding(bytes);
  return new TextDecoder(encoding === "utf-8-bom" ? "utf-8" : encoding).decode(bytes);
}

async function textOf(path: string): Promise<string> {
  if (extname(path).toLowerCase() !== ".xlsx") return decodedText(path);
  const folder = mkdtempSync(join(tmpdir(), "earshot-label-"));
  try {
    const file = join(folder, "coding.csv");
    await withArchive(path, (archive) => writeSheet(archive, file));
    return decodedText(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Rows under the header of a coding file, CSV (comma, semicolon or tab) or XLSX, every cell as trimmed text.
 * @returns empty where no row has a cell `unit`
 */
export async function readCodingTable(path: string): Promise<CodingRow[]> {
  const text = await textOf(path);
  for (const delimiter of [",", ";", "\t"]) {
    const rows = parseCsv(text, delimiter);
    const head = rows.findIndex((row) => row.some((cell) => cell.trim().toLowerCase() === "unit"));
    if (head === -1) continue;
    const names = rows[head]!.map((cell) => cell.trim().toLowerCase());
    return rows.slice(head + 1).map((cells, at) => ({
      row: head + at + 2,
      cells: new Map(names.map((name, column) => [name, (cells[column] ?? "").trim()])),
    }));
  }
  return [];
}
