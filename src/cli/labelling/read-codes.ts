import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { type Diagnostic, EarshotError } from "../../errors.ts";
import { withArchive } from "../../importing/archive.ts";
import { writeSheet } from "../../importing/xlsx.ts";
import { literal } from "../../warehouse/sql-text.ts";
import type { Row } from "../../warehouse/values.ts";
import { Warehouse } from "../../warehouse/warehouse.ts";
import { RELEVANCE, SENTIMENTS } from "./coding-files.ts";

/** What one coder said about one unit; null where the cell is empty. */
export interface Code {
  unit: string;
  coder: string;
  sentiment: string | null;
  relevant: string | null;
}

/** Rows of a CSV file or of a workbook's coding sheet, every cell as text, keyed by lower-case header. */
async function tableRows(path: string): Promise<Map<string, string>[]> {
  const folder = mkdtempSync(join(tmpdir(), "earshot-label-"));
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    let file = path;
    if (extname(path).toLowerCase() === ".xlsx") {
      file = join(folder, "coding.csv");
      await withArchive(path, (archive) => writeSheet(archive, file));
    }
    const rows = await warehouse.rows<Row>(
      `select * from read_csv(${literal(file)}, all_varchar = true, header = false, null_padding = true, parallel = false, max_line_size = 10000000)`,
    );
    const cells = rows.map((row) => Object.values(row).map((cell) => (cell === null ? "" : String(cell))));
    const head = cells.findIndex((row) =>
      row.some((cell) => cell.replace("\ufeff", "").trim().toLowerCase() === "unit"),
    );
    if (head === -1) return [];
    const names = cells[head]!.map((cell) => cell.replace("\ufeff", "").trim().toLowerCase());
    return cells
      .slice(head + 1)
      .map((row) => new Map(names.map((name, at) => [name, (row[at] ?? "").trim()])));
  } finally {
    warehouse.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function word(value: string | undefined, allowed: readonly string[]): string | null | undefined {
  const given = (value ?? "").trim().toLowerCase();
  if (given === "") return null;
  return allowed.find((one) => one === given) ?? allowed.find((one) => one.slice(0, 3) === given);
}

/**
 * Read coders' files (CSV as any spreadsheet saves it, or XLSX); each file is one coder, named after the file.
 * Throws with all unknown words and unknown units of all files together.
 *
 * @param known units of the sample
 */
export async function readCodes(paths: readonly string[], known: ReadonlySet<string>): Promise<Code[]> {
  const codes: Code[] = [];
  const problems: Diagnostic[] = [];
  for (const path of paths) {
    const coder = basename(path, extname(path));
    const rows = await tableRows(path);
    const problem = (message: string, line?: number) =>
      problems.push({ file: path, ...(line && { line }), severity: "error", message, rule: "coding-file" });
    if (rows.length === 0) problem("no column `unit`: is this a coding file?");
    for (const [at, row] of rows.entries()) {
      const unit = row.get("unit") ?? "";
      if (unit === "") continue;
      const sentiment = word(row.get("sentiment"), SENTIMENTS);
      const relevant = word(row.get("relevant"), RELEVANCE);
      if (!known.has(unit)) problem(`unknown unit: ${unit}`, at + 2);
      if (sentiment === undefined)
        problem(`invalid sentiment: ${row.get("sentiment")}; ${SENTIMENTS.join(", ")}`, at + 2);
      if (relevant === undefined) problem(`invalid relevant: ${row.get("relevant")}; yes or no`, at + 2);
      codes.push({ unit, coder, sentiment: sentiment ?? null, relevant: relevant ?? null });
    }
  }
  if (problems.length > 0) {
    throw new EarshotError("the coding files have mistakes; nothing was read", { diagnostics: problems });
  }
  return codes.filter((code) => code.sentiment !== null || code.relevant !== null);
}
