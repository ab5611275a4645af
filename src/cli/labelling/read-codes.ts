import { basename, extname } from "node:path";
import { EarshotError } from "../../errors.ts";
import { ADJUDICATION, codeWord, RELEVANCE, SENTIMENTS } from "./code-words.ts";
import { HEADER } from "./coding-files.ts";
import { CodingProblems } from "./coding-problems.ts";
import { type CodingTable, readCodingTable } from "./coding-table.ts";

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

/** The cells of a file's rows as codes, and what is wrong with the rows. */
function codesOf(
  { rows }: CodingTable,
  coder: string,
  known: ReadonlySet<string>,
  texts: ReadonlyMap<string, string> | undefined,
  problems: CodingProblems,
): Code[] {
  const codes = new Map<string, { code: Code; row: number }>();
  for (const { row, cells } of rows) {
    const given = cells.get("unit") ?? "";
    const unit = unitOf(given, known);
    const sentiment = codeWord(cells.get("sentiment"), SENTIMENTS);
    const relevant = codeWord(cells.get("relevant"), RELEVANCE);
    if (given !== "" && unit === undefined) problems.add("unit", `unknown unit: ${given}`, row);
    if (sentiment === undefined) {
      const word = cells.get("sentiment");
      problems.add("sentiment", `invalid sentiment: ${word}; ${SENTIMENTS.join(", ")}`, row);
    }
    if (relevant === undefined)
      problems.add("relevant", `invalid relevant: ${cells.get("relevant")}; yes or no`, row);
    if (given === "" && (sentiment || relevant)) problems.add("no unit", "codes without a unit", row);
    if (unit === undefined) continue;
    if (isOtherText(cells.get("text"), texts?.get(unit))) {
      const why = `the text beside ${unit} is another unit's: was a column sorted, or shifted, by itself?`;
      problems.add("text", why, row);
    }
    const code = { unit, coder, sentiment: sentiment ?? null, relevant: relevant ?? null };
    const before = codes.get(unit);
    if (before && (before.code.sentiment !== code.sentiment || before.code.relevant !== code.relevant)) {
      problems.add("twice", `${unit} is coded twice, and differently: also in row ${before.row}`, row);
    }
    codes.set(unit, before ?? { code, row });
  }
  return [...codes.values()].map(({ code }) => code);
}

/** Columns that are missing, renamed or there twice: codes in them would be lost without a word. */
function judgeColumns({ columns }: CodingTable, problems: CodingProblems, tell: (message: string) => void) {
  if (columns.length === 0) {
    problems.add("columns", "no column `unit`: is this a coding file?");
    return;
  }
  const missing = ["sentiment", "relevant"].filter((name) => !columns.includes(name));
  const others = columns.filter((name) => name !== "" && !HEADER.includes(name));
  if (missing.length === 2) {
    problems.add("columns", "neither a column `sentiment` nor `relevant`: is this a coding file?");
  } else if (missing.length === 1 && others.length > 0) {
    const instead = others.map((name) => `\`${name}\``).join(", ");
    problems.add(
      "columns",
      `no column \`${missing[0]}\`, but ${instead}: give columns their names back, or remove them`,
    );
  } else if (missing.length === 1) tell(`there is no column \`${missing[0]}\``);
  for (const name of ["unit", "sentiment", "relevant"]) {
    if (columns.filter((one) => one === name).length > 1)
      problems.add("columns", `two columns \`${name}\`: which one counts? Rename or remove the other`);
  }
  if (!columns.includes("text"))
    tell("without the column `text` it cannot be seen whether rows were mixed up");
}

/** Codes of one file; its mistakes go to `problems`. */
async function readOne(
  path: string,
  coder: string,
  known: ReadonlySet<string>,
  { texts, tell }: Required<Pick<ReadOptions, "tell">> & ReadOptions,
  problems: CodingProblems,
): Promise<Code[]> {
  const table = await readCodingTable(path).catch((error: unknown) => {
    if (!(error instanceof EarshotError)) throw error;
    problems.add("file", [error.message, error.remedy].filter(Boolean).join(". "));
    return null;
  });
  if (!table) return [];
  judgeColumns(table, problems, (message) => tell(`${coder}: ${message}`));
  const found = codesOf(table, coder, known, texts, problems);
  const others = problems.count("text");
  if (others > 10 && others > found.length / 2) {
    const why = `the texts beside ${others} of ${found.length} units are not this sample's: is it a file of another one? --name says which sample is meant`;
    problems.replace("text", why);
  }
  const given = found.filter((code) => code.sentiment !== null || code.relevant !== null);
  const [missing, empty] = [known.size - found.length, found.length - given.length];
  // Decisions are of some units only.
  if (coder === ADJUDICATION) return given;
  if (missing > 0) tell(`${coder}: ${missing} of ${known.size} units are not in the file`);
  if (empty > 0) tell(`${coder}: ${empty} of ${known.size} units are left empty`);
  return given;
}

/** Files of two coders who say the same everywhere are more likely one coder's twice: alpha would be too high. */
function sameCodes(codes: readonly Code[]): string[] {
  const said = new Map<string, string[]>();
  for (const coder of new Set(codes.map((code) => code.coder))) {
    const own = codes.filter((code) => code.coder === coder).map(({ coder: _, ...code }) => code);
    own.sort((a, b) => (a.unit < b.unit ? -1 : 1));
    const key = JSON.stringify(own);
    if (own.length >= 20) said.set(key, [...(said.get(key) ?? []), coder]);
  }
  return [...said.values()]
    .filter((coders) => coders.length > 1)
    .map((coders) => `${coders.join(" and ")} say the same of every unit: is it one coder's file twice?`);
}

/** The coder of a file: its name; files whose names begin with `adjudication` are decisions, whoever has saved them. */
function coderOf(path: string): string {
  const name = basename(path, extname(path));
  return name.toLowerCase().startsWith(ADJUDICATION) ? ADJUDICATION : name;
}

/**
 * Read coders' files (CSV as any spreadsheet saves it, or XLSX); each file is one coder, named after the file; one whose
 * name begins with `adjudication` holds decisions that count in place of the coders' words.
 * Throws with all mistakes of all files together: unknown words and units, units coded twice, texts beside the wrong
 * unit, columns renamed or doubled, files of one name. `line` of a diagnostic is the row in the spreadsheet.
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
  const diagnostics = [];
  const coders = new Map<string, string>();
  for (const path of paths) {
    const coder = coderOf(path);
    const problems = new CodingProblems(path);
    const other = coders.get(coder);
    if (other !== undefined)
      problems.add("coder", `the same coder as ${other}: files are named after their coders`);
    coders.set(coder, path);
    codes.push(...(await readOne(path, coder, known, { ...(texts && { texts }), tell }, problems)));
    diagnostics.push(...problems.diagnostics());
  }
  if (diagnostics.length > 0) {
    throw new EarshotError("the coding files have mistakes; nothing was read", {
      diagnostics,
      remedy: "Mend the rows that are named (or have the coder do it), and read the files again.",
    });
  }
  for (const message of sameCodes(codes)) tell(message);
  return codes;
}
