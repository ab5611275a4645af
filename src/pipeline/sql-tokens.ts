/** One token of a SQL text. Comments and white space are left out. */
export interface SqlToken {
  kind: "word" | "quoted" | "string" | "number" | "symbol";
  /** As it stands in the text. */
  text: string;
  /** UTF-16 offsets, end exclusive. */
  start: number;
  end: number;
}

const WHITE = /\s+/y;
const LINE_COMMENT = /--[^\n]*/y;
const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const NUMBER = /\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?/y;
const STRING = /(?:[eExXbB])?'(?:[^']|'')*'?/y;
const QUOTED = /"(?:[^"]|"")*"?/y;
const DOLLAR = /\$([\p{L}_]?[\p{L}\p{N}_]*)\$/uy;

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** End of a block comment that starts at `at`; block comments nest. */
function blockCommentEnd(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text.startsWith("/*", i)) {
      depth++;
      i++;
    } else if (text.startsWith("*/", i)) {
      depth--;
      i++;
      if (depth === 0) return i + 1;
    }
  }
  return text.length;
}

function escapedStringEnd(text: string, at: number): number {
  for (let i = at + 2; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "'" && text[i + 1] === "'") i++;
    else if (text[i] === "'") return i + 1;
  }
  return text.length;
}

function dollarStringEnd(text: string, at: number): number | null {
  const tag = match(DOLLAR, text, at);
  if (tag === null) return null;
  const close = text.indexOf(tag, at + tag.length);
  return close < 0 ? text.length : close + tag.length;
}

function tokenAt(text: string, at: number): SqlToken {
  const of = (kind: SqlToken["kind"], end: number): SqlToken => ({
    kind,
    text: text.slice(at, end),
    start: at,
    end,
  });
  if (/[eE]/.test(text[at] ?? "") && text[at + 1] === "'") return of("string", escapedStringEnd(text, at));
  const string = match(STRING, text, at);
  if (string !== null) return of("string", at + string.length);
  const quoted = match(QUOTED, text, at);
  if (quoted !== null) return of("quoted", at + quoted.length);
  const dollar = text[at] === "$" ? dollarStringEnd(text, at) : null;
  if (dollar !== null) return of("string", dollar);
  const word = match(WORD, text, at);
  if (word !== null) return of("word", at + word.length);
  const number = match(NUMBER, text, at);
  if (number !== null) return of("number", at + number.length);
  return of("symbol", at + 1);
}

/** Split a SQL text into tokens; never throws, an unclosed string runs to the end. */
export function sqlTokens(text: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < text.length) {
    const skip = match(WHITE, text, at) ?? match(LINE_COMMENT, text, at);
    if (skip !== null) {
      at += skip.length;
    } else if (text.startsWith("/*", at)) {
      at = blockCommentEnd(text, at);
    } else {
      const token = tokenAt(text, at);
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}
