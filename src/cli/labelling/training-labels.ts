import { readFileSync, statSync } from "node:fs";
import { EarshotError } from "../../errors.ts";
import { SENTIMENT_LABELS, type SentimentLabel } from "../../text/sentiment.ts";
import { identifier, literal } from "../../warehouse/sql-text.ts";
import { Warehouse } from "../../warehouse/warehouse.ts";
import { codeWord } from "./code-words.ts";
import { readCodingTable } from "./coding-table.ts";

/** A text with what somebody says it is. */
export interface GivenLabel {
  text: string;
  /** Number of the class in SENTIMENT_LABELS. */
  label: number;
  /** ISO 639-1, where the file says it. */
  language: string | null;
}

/** Labelled texts of a file, and what of it is no label. */
export interface GivenLabels {
  labels: GivenLabel[];
  /** Rows whose label is another word, with such words. */
  odd: { rows: number; words: string[] };
  /** Rows with a text or a label missing. */
  empty: number;
  /** Texts that stand there with different labels. */
  disputed: number;
}

const LABEL_COLUMNS = ["label", "sentiment", "code"];
const NUMBERS = new Map([
  ["-1", 0],
  ["0", 1],
  ["1", 2],
  ["+1", 2],
]);
const REMEDY = `A file of labels has a column text and one of ${LABEL_COLUMNS.join(", ")}, holding negative, neutral, positive; language is optional.`;
const SHOWN = 5;
/** More line breaks than this in one text: a quotation mark is open and swallowed the rows after it. */
const MOST_LINES = 200;

type Cells = ReadonlyMap<string, string>;

async function parquetRows(file: string): Promise<Cells[]> {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    const source = `read_parquet(${literal(file)})`;
    const described = await warehouse.rows<{ column_name: string }>(`describe select * from ${source}`);
    const names = described.map(({ column_name: name }) => name);
    const known = ["text", ...LABEL_COLUMNS, "language"];
    const kept = names.filter((name) => known.includes(name.toLowerCase()));
    checkColumns(
      names.map((name) => name.toLowerCase()),
      file,
    );
    const select = kept.map((name) => `${identifier(name)}::varchar as ${identifier(name.toLowerCase())}`);
    const rows = await warehouse.rows<Record<string, string | null>>(
      `select ${select.join(", ")} from ${source}`,
    );
    return rows.map((row) => new Map(Object.entries(row).map(([name, cell]) => [name, (cell ?? "").trim()])));
  } catch (error) {
    if (error instanceof EarshotError) throw error;
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new EarshotError(`${file} cannot be read as Parquet: ${why}`, { remedy: REMEDY, cause: error });
  } finally {
    warehouse.close();
  }
}

function checkColumns(columns: readonly string[], file: string): void {
  if (columns.includes("text") && LABEL_COLUMNS.some((name) => columns.includes(name))) return;
  const has = columns.length > 0 ? `it has ${columns.join(", ")}` : "no row has a cell `text`";
  throw new EarshotError(`missing column in ${file}: ${has}`, { remedy: REMEDY });
}

async function tableRows(file: string): Promise<Cells[]> {
  const { columns, rows } = await readCodingTable(file, "text");
  checkColumns(columns, file);
  const swallowed = rows.find(({ cells }) => (cells.get("text") ?? "").split("\n").length > MOST_LINES);
  if (swallowed)
    throw new EarshotError(`${file}, row ${swallowed.row}: a quotation mark is opened and not closed`, {
      remedy: "Close it, or double the marks inside a text; spreadsheets do so when they save a CSV.",
    });
  return rows.map(({ cells }) => cells);
}

function labelOf(word: string): number | undefined {
  const meant = codeWord(word, SENTIMENT_LABELS);
  return NUMBERS.get(word) ?? (meant ? SENTIMENT_LABELS.indexOf(meant as SentimentLabel) : undefined);
}

function disputedTexts(labels: readonly GivenLabel[]): number {
  const said = new Map<string, Set<number>>();
  for (const { text, label } of labels) said.set(text, (said.get(text) ?? new Set()).add(label));
  return [...said.values()].filter((each) => each.size > 1).length;
}

/**
 * Labelled texts of a CSV (comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252), XLSX or Parquet file. Throws an
 * EarshotError where the file cannot be read as such, or has no column of texts or of labels.
 */
export async function readTrainingLabels(file: string): Promise<GivenLabels> {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats)
    throw new EarshotError(`missing file: ${file}`, {
      remedy: "Name a CSV, XLSX or Parquet file of labelled texts.",
    });
  if (!stats.isFile())
    throw new EarshotError(`not a file: ${file}`, { remedy: "Name one file of labelled texts." });
  const parquet = readFileSync(file).subarray(0, 4).toString("latin1") === "PAR1" || /\.parquet$/i.test(file);
  const rows = await (parquet ? parquetRows(file) : tableRows(file));
  const labels: GivenLabel[] = [];
  const odd = new Map<string, number>();
  let empty = 0;
  for (const cells of rows) {
    const text = cells.get("text") ?? "";
    const word = LABEL_COLUMNS.map((name) => cells.get(name)).find((cell) => cell !== undefined) ?? "";
    const label = labelOf(word);
    if (text === "" || word === "") empty++;
    else if (label === undefined) odd.set(word, (odd.get(word) ?? 0) + 1);
    else {
      const language = (cells.get("language") ?? "").toLowerCase();
      labels.push({ text, label, language: /^[a-z]{2}$/.test(language) ? language : null });
    }
  }
  const words = [...odd]
    .sort((a, b) => b[1] - a[1])
    .slice(0, SHOWN)
    .map(([word]) => word.slice(0, 40));
  const oddRows = [...odd.values()].reduce((sum, n) => sum + n, 0);
  return { labels, odd: { rows: oddRows, words }, empty, disputed: disputedTexts(labels) };
}
