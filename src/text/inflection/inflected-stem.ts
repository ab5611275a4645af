/** A beginning of a word and what may follow it, as the source of a regular expression (RE2 and JavaScript). */
export interface InflectedStem {
  stem: string;
  endings: string;
}

/** Alternatives, the empty one included where `optional`. */
export function oneOf(endings: readonly string[], optional = false): string {
  return `(?:${endings.join("|")})${optional ? "?" : ""}`;
}

/** Space-separated endings as a list. */
export function list(text: string): string[] {
  return text.split(" ");
}
