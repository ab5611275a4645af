import { type FieldRule, quoted } from "./dialect.ts";

type ValueRule = Extract<FieldRule, { to: string } | { write: unknown }>;

const TOKEN = /"(?:[^"\\]|\\.)*"|\[[^\]]*\]?|[()]|,|[^\s(),"[\]]+/g;
const OPERATOR = /^(?:and|or|not)$/i;
const ORDERED = /^(?:[<>=]|\[|\d+(?:\.\d+)?$|[\d-]*\.\.)/;

function writeOne(rule: ValueRule, token: string): string | null {
  const value = token.replace(/^"|"$/g, "").replace(/\\(["\\])/g, "$1");
  if ("write" in rule) return value.trim() === "" ? null : rule.write(value);
  return `${rule.to}:${ORDERED.test(token) ? token : quoted(value)}`;
}

/** Where the bracket that opens at `from` is closed; the end of the text where it is not. */
export function closingBracket(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"') {
      const end = text.indexOf('"', at + 1);
      at = end < 0 ? text.length : end;
    } else if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at + 1;
  }
  return text.length;
}

/**
 * What stands after a field's colon as a query of ours: one value, several with commas, or a bracket with AND,
 * OR and NOT. Values with nothing between them are alternatives.
 * @returns null where one of the values has no counterpart
 */
export function writeValues(rule: ValueRule, text: string): string | null {
  const parts: string[] = [];
  let values = 0;
  let last: "open" | "value" | "operator" = "open";
  for (const token of text.match(TOKEN) ?? []) {
    if (token === ",") continue;
    if (token === ")") parts.push(")");
    else if (OPERATOR.test(token)) {
      parts.push(token.toUpperCase());
      last = "operator";
    } else {
      const negated = token.length > 1 && token.startsWith("-");
      if (last === "value") parts.push(negated ? "AND" : "OR");
      if (negated) parts.push("NOT");
      if (token === "(") {
        parts.push(token);
        last = "open";
        continue;
      }
      const written = writeOne(rule, negated ? token.slice(1) : token);
      if (written === null) return null;
      parts.push(written);
      values++;
      last = "value";
    }
  }
  if (values === 0) return null;
  if (values === 1 && !parts.includes("NOT")) return parts.filter((part) => !/^[()]$/.test(part)).join("");
  const joined = parts.join(" ").replaceAll("( ", "(").replaceAll(" )", ")");
  return text.startsWith("(") ? joined : `(${joined})`;
}
