import { basename, extname } from "node:path";
import { type Diagnostic, EarshotError } from "../../errors.ts";
import { RELEVANCE, SENTIMENTS } from "./coding-files.ts";
import { type CodingRow, readCodingTable } from "./coding-table.ts";

/** What one coder said about one unit; null where the cell is empty. */
export interface Code {
  unit: string;
  coder: string;
  sentiment: string | null;
  relevant: string | null;
}

export interface ReadOptions {
  /** Text of each unit as it was given out, to see where a column was sorted away from its unit. */
  texts?: ReadonlyMap<string, string>;
  /** Told what is no mistake, but good to know: units that a file lacks, or leaves empty. */
  tell?: (message: string) => void;
}

/** The allowed word that is given, or the only one that begins so; null for an empty cell, undefined for any other word. */
function word(value: string | undefined, allowed: readonly string[]): string | null | undefined {
  const given = (value ?? "").trim().toLowerCase();
  if (given === "") return null;
  if (allowed.includes(given)) return given;
  const begun = allowed.filter((one) => one.startsWith(given));
  return begun.length === 1 ? begun[0] : undefined;
}

/** The unit that is meant: spreadsheets take zeros and blanks away, people write capitals. */
function unitOf(given: string, known: ReadonlySet<string>): string | undefined {
  if (known.has(given)) return given;
  const number = /^u?\s*0*(\d+)(?:[.,]0+)?$/i.exec(given)?.[1];
  const unit = `u${number?.padStart(4, "0")}`;
  return number !== undefined && known.has(unit) ? unit : undefined;
}

/** Pairs of neighbouring plain letters and digits, most of which outlive any spreadsheet and encoding. */
function pairsOf(text: string): Set<string> {
  const plain = text.normalize("NFD").replace(/[^A-Za-z0-9]/g, "");
  return new Set(Array.from({ length: Math.max(0, plain.length - 1) }, (_, at) => plain.slice(at, at + 2)));
}

/** Two texts that share few pairs of letters (Dice 1945) are not one; of short ones nothing is said. */
function isOtherText(given: string | undefined, own: string | undefined): boolean {
  if (given === undefined || own === undefined) return false;
  const [a, b] = [pairsOf(given), pairsOf(own)];
  if (Math.min(a.size, b.size) < 8) return false;
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return (2 * shared) / (a.size + b.size) < 0.5;
}

/** Codes of one file, and what is wrong with its rows. */
function codesOf(
  rows: readonly CodingRow[],
  coder: string,
  known: ReadonlySet<string>,
  texts: ReadonlyMap<string, string> | undefined,
  problem: (message: string, row?: number) => void,
): Code[] {
  const codes = new Map<string, { code: Code; row: number }>();
  for (const { row, cells } of rows) {
    const given = cells.get("unit") ?? "";
    const unit = unitOf(given, known);
    const sentiment = word(cells.get("sentiment"), SENTIMENTS);
    const relevant = word(cells.get("relevant"), RELEVANCE);
    if (given !== "" && unit === undefined) problem(`unknown unit: ${given}`, row);
    if (sentiment === undefined)
      problem(`invalid sentiment: ${cells.get("sentiment")}; ${SENTIMENTS.join(", ")}`, row);
    if (relevant === undefined) problem(`invalid relevant: ${cells.get("relevant")}; yes or no`, row);
    if (given === "" && (sentiment || relevant)) problem("codes without a unit", row);
    if (unit === undefined) continue;
    if (isOtherText(cells.get("text"), texts?.get(unit)))
      problem(`the text beside ${unit} is another unit's: was a column sorted, or shifted, by itself?`, row);
    const code = { unit, coder, sentiment: sentiment ?? null, relevant: relevant ?? null };
    const before = codes.get(unit);
    if (before && (before.code.sentiment !== code.sentiment || before.code.relevant !== code.relevant))
      problem(`${unit} is coded twice, and differently: also in row ${before.row}`, row);
    codes.set(unit, before ?? { code, row });
  }
  return [...codes.values()].map(({ code }) => code);
}

/**
 * Read coders' files (CSV as any spreadsheet saves it, or XLSX); each file is one coder, named after the file.
 * Throws with all mistakes of all files together: unknown words and units, units coded twice, texts beside the wrong
 * unit, files of one name. `line` of a diagnostic is the row in the spreadsheet.
 *
 * @param known units of the sample
 * @returns codes of the units that are not left empty
 */
export async function readCodes(
  paths: readonly string[],
  known: ReadonlySet<string>,
  { texts, tell = () => {} }: ReadOptions = {},
): Promise<Code[]> {
  const codes: Code[] = [];
  const problems: Diagnostic[] = [];
  const coders = new Map<string, string>();
  for (const path of paths) {
    const coder = basename(path, extname(path));
    const problem = (message: string, line?: number) =>
      problems.push({ file: path, ...(line && { line }), severity: "error", message, rule: "coding-file" });
    const other = coders.get(coder);
    if (other !== undefined) problem(`the same coder as ${other}: files are named after their coders`);
    coders.set(coder, path);
    const rows = await readCodingTable(path);
    if (rows.length === 0) problem("no column `unit`: is this a coding file?");
    else if (!rows[0]!.cells.has("sentiment") && !rows[0]!.cells.has("relevant"))
      problem("neither a column `sentiment` nor `relevant`: is this a coding file?");
    const found = codesOf(rows, coder, known, texts, problem);
    const given = found.filter((code) => code.sentiment !== null || code.relevant !== null);
    const [missing, empty] = [known.size - found.length, found.length - given.length];
    if (missing > 0) tell(`${coder}: ${missing} of ${known.size} units are not in the file`);
    if (empty > 0) tell(`${coder}: ${empty} of ${known.size} units are left empty`);
    codes.push(...given);
  }
  if (problems.length > 0) {
    throw new EarshotError("the coding files have mistakes; nothing was read", { diagnostics: problems });
  }
  return codes;
}
