import { type SqlToken, sqlTokens } from "./sql-tokens.ts";

const AFTER_ON = new Set([
  "USING",
  "GROUP",
  "ORDER",
  "LIMIT",
  "OFFSET",
  "UNION",
  "INTERSECT",
  "EXCEPT",
  "QUALIFY",
]);
const SELECTS = new Set(["SELECT", "FROM", "WITH", "VALUES"]);
const JOINS_WITHOUT_ON = new Set(["CROSS", "NATURAL", "POSITIONAL"]);

interface Insertion {
  at: number;
  text: string;
}

const upper = (token: SqlToken | undefined) =>
  token?.kind === "word" ? token.text.toUpperCase() : token?.text;

/** Index of the ON that belongs to the PIVOT at `start`, past the ONs of joins inside its table reference. */
function pivotOn(tokens: SqlToken[], start: number): number | null {
  let depth = 0;
  let joins = 0;
  for (let i = start + 1; i < tokens.length; i++) {
    const word = upper(tokens[i]);
    if (word === "(") depth++;
    if (word === ")" && --depth < 0) return null;
    if (depth > 0) continue;
    if (word === ";") return null;
    if (word === "JOIN" && !JOINS_WITHOUT_ON.has(upper(tokens[i - 1]) ?? "")) joins++;
    if (word === "USING") joins--;
    if (word === "ON" && joins-- <= 0) return i;
  }
  return null;
}

/** Add values to the elements of one ON list that have none. */
function completeOnList(tokens: SqlToken[], on: number): Insertion[] {
  const insertions: Insertion[] = [];
  let depth = 0;
  let first = on + 1;
  let hasIn = false;
  const close = (end: number) => {
    const from = tokens[first];
    const to = tokens[end - 1];
    if (!hasIn && from && to && end > first) {
      insertions.push({ at: from.start, text: "(" }, { at: to.end, text: ") in ('')" });
    }
    first = end + 1;
    hasIn = false;
  };
  let i = on + 1;
  for (; i < tokens.length; i++) {
    const word = upper(tokens[i]);
    if (word === "(" || word === "[" || word === "{") depth++;
    if (word === ")" || word === "]" || word === "}") depth--;
    if (depth < 0) break;
    if (depth > 0) continue;
    if (word === ";" || (tokens[i]?.kind === "word" && AFTER_ON.has(word ?? ""))) break;
    if (word === "IN") hasIn = true;
    if (word === ",") close(i);
  }
  close(i);
  return insertions;
}

/**
 * DuckDB cannot serialise `PIVOT … ON column` without values (it becomes two statements). This gives every such
 * column one empty value, which changes neither the tables it reads nor what it means for a fingerprint.
 * @returns the rewritten text and a function from its offsets back to those of the original
 */
export function withPivotValues(sql: string): { sql: string; original: (offset: number) => number } {
  const tokens = sqlTokens(sql);
  const insertions: Insertion[] = [];
  tokens.forEach((token, index) => {
    const word = upper(token);
    if (token.kind !== "word" || (word !== "PIVOT" && word !== "PIVOT_WIDER")) return;
    const on =
      upper(tokens[index + 1]) === "(" && isStandardPivot(tokens, index) ? null : pivotOn(tokens, index);
    if (on !== null) insertions.push(...completeOnList(tokens, on));
  });
  insertions.sort((a, b) => a.at - b.at);
  let rewritten = "";
  let last = 0;
  for (const insertion of insertions) {
    rewritten += sql.slice(last, insertion.at) + insertion.text;
    last = insertion.at;
  }
  rewritten += sql.slice(last);
  return { sql: rewritten, original: (offset) => originalOffset(insertions, offset) };
}

/** Where a select stands for the values of a PIVOT, `on y in (select …)`; null where there is none. */
export function selectedPivotValues(sql: string): number | null {
  const tokens = sqlTokens(sql);
  for (const [index, token] of tokens.entries()) {
    const word = upper(token);
    if (token.kind !== "word" || (word !== "PIVOT" && word !== "PIVOT_WIDER")) continue;
    const standard = upper(tokens[index + 1]) === "(" && isStandardPivot(tokens, index);
    const start = standard ? index + 1 : pivotOn(tokens, index);
    if (start === null) continue;
    const found = selectedValues(tokens, start, standard ? 1 : 0);
    if (found) return found.start;
  }
  return null;
}

/** The first word of a select behind an IN of the list that starts at `start`, so many brackets deep. */
function selectedValues(tokens: readonly SqlToken[], start: number, wanted: number): SqlToken | null {
  let depth = 0;
  for (let i = start; i < tokens.length; i++) {
    const word = upper(tokens[i]);
    if (word === "(") depth++;
    if (word === ")" && --depth < wanted) return null;
    if (depth !== wanted || tokens[i]?.kind !== "word") continue;
    if (i > start && AFTER_ON.has(word ?? "")) return null;
    const first = tokens[i + 2];
    if (word === "IN" && upper(tokens[i + 1]) === "(" && SELECTS.has(upper(first) ?? ""))
      return first ?? null;
  }
  return null;
}

/** `from t pivot (sum(x) for y in (…))`: the list of values is given. */
function isStandardPivot(tokens: SqlToken[], index: number): boolean {
  let depth = 0;
  for (let i = index + 1; i < tokens.length; i++) {
    const word = upper(tokens[i]);
    if (word === "(") depth++;
    if (word === ")" && --depth === 0) return false;
    if (depth === 1 && word === "FOR") return true;
  }
  return false;
}

function originalOffset(insertions: readonly Insertion[], offset: number): number {
  let shift = 0;
  for (const insertion of insertions) {
    const at = insertion.at + shift;
    if (offset < at) break;
    if (offset < at + insertion.text.length) return insertion.at;
    shift += insertion.text.length;
  }
  return offset - shift;
}
