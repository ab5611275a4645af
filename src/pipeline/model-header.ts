import type { Diagnostic } from "../errors.ts";

/** A check declared in one line of a model's comment block. */
export type DeclaredCheck =
  | { kind: "unique"; columns: string[] }
  | { kind: "not_null"; columns: string[] }
  | { kind: "accepted_values"; column: string; values: string[] }
  | { kind: "relationships"; column: string; toTable: string; toColumn: string }
  | { kind: "rows"; comparison: string; bound: number };

/** What the first comment block of a SQL file says. */
export interface ModelHeader {
  description: string;
  /** The words after `one row per`. */
  grain: string | null;
  columns: Record<string, string>;
  materialized: "table" | "view";
  tags: string[];
  /** Columns by which rows are made anew a part at a time: the key, and one that leads to it; empty: all of it. */
  incremental: string[];
  checks: { check: DeclaredCheck; severity: "warn" | "error"; line: number }[];
  /** For files in `checks/`: what failing rows mean and how many are tolerated. */
  severity: "warn" | "error";
  threshold: number;
  /** Line of each documented column, for messages. */
  columnLines: Record<string, number>;
  problems: Diagnostic[];
}

const ENTRY = /^(?:column\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*:\s*(.*)$/;
const CHECK_NAMES = new Set(["unique", "not_null", "accepted_values", "relationships", "rows"]);

/** Lines of the comment block that a file starts with, marks removed; block comments count too. */
function commentBlock(text: string): { line: number; text: string }[] {
  const lines: { line: number; text: string }[] = [];
  let inside = false;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const trimmed = raw.trim();
    if (!inside && lines.length === 0 && trimmed === "") continue;
    if (!inside && trimmed.startsWith("/*")) inside = true;
    else if (!inside && !trimmed.startsWith("--")) break;
    const ends = inside && trimmed.includes("*/");
    const content = inside
      ? raw.replace(/^\s*(\/\*+|\*(?!\/))?/, "").replace(/\*+\/.*$/, "")
      : raw.trimStart().slice(2);
    lines.push({ line: index + 1, text: content.replace(/^ /, "").trimEnd() });
    if (ends) inside = false;
  }
  return lines;
}

const list = (text: string) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

const unquoted = (text: string) => text.replace(/^'(.*)'$/, "$1").replaceAll("''", "'");

/** Read one declared check, e.g. `relationships` and `topic -> topics.topic`; null where it cannot be read. */
export function parseDeclaredCheck(name: string, value: string): DeclaredCheck | null {
  if (name === "unique" || name === "not_null") {
    const columns = list(value);
    return columns.length === 0 ? null : { kind: name, columns };
  }
  if (name === "accepted_values") {
    const found = /^(\w+)\s+in\s*\((.*)\)$/i.exec(value);
    return found?.[1] ? { kind: name, column: found[1], values: list(found[2] ?? "").map(unquoted) } : null;
  }
  if (name === "relationships") {
    const found = /^(\w+)\s*->\s*(\w+)\.(\w+)$/.exec(value);
    if (!found?.[1] || !found[2] || !found[3]) return null;
    return { kind: name, column: found[1], toTable: found[2], toColumn: found[3] };
  }
  const found = /^(>=|<=|=|>|<)\s*(\d[\d_]*)$/.exec(value);
  return found?.[1] && found[2]
    ? { kind: "rows", comparison: found[1], bound: Number(found[2].replaceAll("_", "")) }
    : null;
}

class HeaderReader {
  readonly header: ModelHeader = {
    description: "",
    grain: null,
    columns: {},
    materialized: "table",
    tags: [],
    incremental: [],
    checks: [],
    severity: "error",
    threshold: 0,
    columnLines: {},
    problems: [],
  };
  private lastColumn: string | null = null;

  constructor(private readonly file: string) {}

  private problem(line: number, message: string, source: string): void {
    this.header.problems.push({
      file: this.file,
      line,
      column: source.search(/(?<=:\s*)[^\s:]|$/) + 1,
      severity: "error",
      message,
      rule: "model-header",
      source,
    });
  }

  read(line: number, text: string): void {
    const continued = /^\s{2,}\S/.test(text) && this.lastColumn !== null;
    const body = text.trim();
    if (continued && this.lastColumn !== null) {
      this.header.columns[this.lastColumn] = `${this.header.columns[this.lastColumn]} ${body}`;
      return;
    }
    const entry = ENTRY.exec(body);
    const grain = /^one row per\s+(.*?)\.?$/i.exec(body);
    if (entry?.[1]) this.entry(line, entry[1], entry[2] ?? "", `-- ${body}`);
    else if (grain?.[1] && this.header.grain === null) this.header.grain = grain[1];
    else if (body !== "") this.header.description = `${this.header.description} ${body}`.trim();
    if (!entry) this.lastColumn = null;
  }

  private entry(line: number, key: string, value: string, source: string): void {
    const { header } = this;
    this.lastColumn = null;
    const name = key.toLowerCase();
    if (name === "materialized") {
      if (value === "table" || value === "view") header.materialized = value;
      else this.problem(line, `invalid materialized: ${value}; table or view`, source);
    } else if (name === "tags") header.tags.push(...list(value));
    else if (name === "incremental") {
      header.incremental = list(value);
      if (header.incremental.length !== 1 && header.incremental.length !== 2)
        this.problem(line, `invalid incremental: ${value}; a column, or two`, source);
    } else if (name === "severity") {
      if (value === "warn" || value === "error") header.severity = value;
      else this.problem(line, `invalid severity: ${value}; warn or error`, source);
    } else if (name === "threshold") {
      header.threshold = Number(value);
      if (!(header.threshold >= 0))
        this.problem(line, `invalid threshold: ${value}; a number of rows`, source);
    } else if (CHECK_NAMES.has(name)) this.check(line, name, value, source);
    else {
      header.columns[key] = value;
      header.columnLines[key] = line;
      this.lastColumn = key;
    }
  }

  private check(line: number, name: string, value: string, source: string): void {
    const severity = /\s\[warn\]$/.test(value) ? "warn" : "error";
    const check = parseDeclaredCheck(name, value.replace(/\s\[(warn|error)\]$/, "").trim());
    if (check) this.header.checks.push({ check, severity, line });
    else this.problem(line, `invalid check: ${name}: ${value}`, source);
  }
}

/**
 * Read the comment block at the top of a SQL file: free text, `one row per …`, `column: meaning`, and the
 * settings `materialized`, `incremental`, `tags`, `severity`, `threshold` and the declared checks. A check ends in ` [warn]`
 * when it must not fail the run. Mistakes come back in `problems`.
 */
export function readModelHeader(text: string, file: string): ModelHeader {
  const reader = new HeaderReader(file);
  for (const { line, text: content } of commentBlock(text)) reader.read(line, content);
  return reader.header;
}
