import { EarshotError } from "../errors.ts";
import type { Archive } from "./archive.ts";
import { normalName, recognise } from "./recognise.ts";
import { type BadRow, MAX_RAW } from "./records.ts";
import { ScratchText } from "./scratch-text.ts";
import { readRows, type SheetRow } from "./sheet-rows.ts";
import { listSheets, type Sheet } from "./workbook.ts";

/** Rows among which a header is looked for, and which say how wide the table is. */
const HEAD_ROWS = 12;

/** What became of a sheet's rows that are not empty. */
export interface WrittenSheet {
  /** Rows written, the header and what stands above it among them. */
  rows: number;
  bad: BadRow[];
}

/** The sheet to read: one whose first rows hold a known signature, else the one with the most cells in them. */
async function chooseSheet(archive: Archive): Promise<Sheet | null> {
  const all = await listSheets(archive);
  let fallback: Sheet | null = null;
  let most = 0;
  for (const sheet of all) {
    let seen = 0;
    let filled = 0;
    let known = false;
    await readRows(archive, sheet, ({ cells }) => {
      seen += 1;
      filled += cells.filter((cell) => cell.trim() !== "").length;
      known = recognise(cells.map(normalName), "table").fitting.length > 0;
      return !known && seen < HEAD_ROWS;
    });
    if (known) return sheet;
    if (seen > 1 && filled > most) {
      most = filled;
      fallback = sheet;
    }
  }
  return fallback ?? all[0] ?? null;
}

const quoted = (cell: string) => (cell === "" ? "" : `"${cell.replaceAll('"', '""')}"`);

/** Writes rows as CSV, all as wide as the widest of the first. */
class SheetWriter {
  readonly written: WrittenSheet = { rows: 0, bad: [] };
  private head: SheetRow[] | null = [];
  private width = 0;
  private readonly out: ScratchText;

  constructor(target: string) {
    this.out = new ScratchText(target, "utf8");
  }

  async add(row: SheetRow): Promise<void> {
    if (this.head === null) await this.write(row);
    else if (this.head.push(row) === HEAD_ROWS) await this.writeHead();
  }

  async end(): Promise<void> {
    if (this.head !== null) await this.writeHead();
  }

  async close(): Promise<void> {
    await this.out.end();
  }

  private async writeHead(): Promise<void> {
    const head = this.head ?? [];
    this.head = null;
    this.width = Math.max(0, ...head.map(({ cells }) => cells.length));
    for (const row of head) await this.write(row);
  }

  private async write({ number, cells }: SheetRow): Promise<void> {
    if (cells.length > this.width) {
      const raw = cells.join("\t").slice(0, MAX_RAW);
      this.written.bad.push({ line: number, reason: `${cells.length} cells instead of ${this.width}`, raw });
      return;
    }
    this.written.rows += 1;
    const padded = [...cells, ...Array(this.width - cells.length).fill("")];
    await this.out.write(`${number},${padded.map(quoted).join(",")}\n`);
  }
}

/**
 * Write a workbook's sheet of mentions as CSV, the sheet's row number in front of every row. Rows are padded to the width of
 * the widest row among the first twelve (wider ones come back as bad rows); empty rows are left out; of formulas
 * the stored result counts.
 */
export async function writeSheet(
  archive: Archive,
  target: string,
  signal?: AbortSignal,
): Promise<WrittenSheet> {
  const sheet = await chooseSheet(archive);
  if (!sheet)
    throw new EarshotError("workbook without a sheet", { remedy: "Export it again, or remove it." });
  const writer = new SheetWriter(target);
  try {
    await readRows(archive, sheet, async (row) => {
      signal?.throwIfAborted();
      await writer.add(row);
      return true;
    });
    await writer.end();
  } finally {
    await writer.close();
  }
  return writer.written;
}
