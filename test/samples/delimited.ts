/** How a delimited text is written. */
export interface Dialect {
  delimiter: string;
  quote: "all" | "needed";
}

/** One line, without its end. Quotes inside a field are doubled. */
export function line(fields: readonly string[], dialect: Dialect): string {
  return fields.map((field) => quoted(field, dialect)).join(dialect.delimiter);
}

function quoted(field: string, { delimiter, quote }: Dialect): string {
  const needed = field.includes(delimiter) || /["\r\n]/.test(field);
  return quote === "all" || needed ? `"${field.replaceAll('"', '""')}"` : field;
}

/** Fields in the order of `columns`; what `values` does not name is empty. */
export function record(
  columns: readonly string[],
  values: Readonly<Record<string, string | number>>,
): string[] {
  for (const name of Object.keys(values))
    if (!columns.includes(name)) throw new Error(`unknown column: ${name}`);
  return columns.map((name) => String(values[name] ?? ""));
}

/** Text as Windows-1252; throws for a character that it does not have. */
export function windows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0)!;
    if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code;
    const high = HIGH.indexOf(character);
    if (high < 0) throw new Error(`not in Windows-1252: ${character}`);
    return 0x80 + high;
  });
}

const HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** UTF-16, little end first, with a byte order mark. */
export function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
}

export const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf8"));
