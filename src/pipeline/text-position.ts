/** A place in a text; both count from 1, columns in characters. */
export interface TextPosition {
  line: number;
  column: number;
}

/** Place of a UTF-16 offset. */
export function positionOfOffset(text: string, offset: number): TextPosition {
  const before = text.slice(0, Math.max(0, offset));
  const start = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: [...before.slice(start)].length + 1 };
}

/** UTF-16 offset of an offset in characters (code points), as DuckDB counts in syntax errors. */
export function offsetOfCharacter(text: string, character: number): number {
  return [...text].slice(0, character).join("").length;
}

/** UTF-16 offset of a byte offset in the text's UTF-8 form, as DuckDB counts everywhere else. */
export function offsetOfByte(text: string, byte: number): number {
  return Buffer.from(text, "utf8").subarray(0, byte).toString("utf8").length;
}

/** The line that holds a place, without its line end. */
export function lineAt(text: string, line: number): string {
  return (text.split("\n")[line - 1] ?? "").replace(/\r$/, "");
}
