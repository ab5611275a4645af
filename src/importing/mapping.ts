import { literal } from "../warehouse/sql-text.ts";
import { htmlTextSql } from "./formats/html-text.ts";

/** `if COLUMN`, `if COLUMN is TEXT`, `if COLUMN starts TEXT`, `if COLUMN contains TEXT`. */
interface Condition {
  column: string;
  test: "truthy" | "is" | "starts" | "contains";
  text: string;
}

/** One way to get a value: a column, or a constant that may hold `{columns}` and a condition. */
interface Alternative {
  parts: ({ text: string } | { column: string })[];
  condition: Condition | null;
  /** What stood after `@`: a time format. */
  format: string | null;
}

/** A parsed mapping expression: the first alternative with a value wins. */
export interface Mapping {
  alternatives: Alternative[];
}

/** Where values come from when a mapping becomes SQL. */
export interface Reader {
  /** SQL for the trimmed text of a column, NULL where empty; `null` when the file has no such column. */
  value(column: string): string | null;
}

/** A mapping expression that cannot be read; the message says why. */
export class MappingError extends Error {}

const unquote = (name: string) => {
  const trimmed = name.trim();
  return /^`.*`$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
};

/** Split at a character that stands outside backticks. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [""];
  let quoted = false;
  for (const character of text) {
    if (character === "`") quoted = !quoted;
    if (character === separator && !quoted) parts.push("");
    else parts[parts.length - 1] += character;
  }
  if (quoted) throw new MappingError(`unclosed backtick in ${JSON.stringify(text)}`);
  return parts;
}

function parseCondition(text: string): Condition {
  const worded = /^(.*?)\s+(is|starts|contains)\s+(.+)$/s.exec(text.trim());
  if (!worded) return { column: unquote(text), test: "truthy", text: "" };
  const [, column, test, value] = worded as unknown as [string, string, Condition["test"], string];
  return { column: unquote(column), test, text: unquote(value.trim().replace(/^(["'])(.*)\1$/s, "$2")) };
}

function parseTemplate(text: string): Alternative["parts"] {
  return text
    .split(/(\{[^{}]+\})/)
    .filter((part) => part !== "")
    .map((part) => (/^\{.+\}$/.test(part) ? { column: unquote(part.slice(1, -1)) } : { text: part }));
}

function parseAlternative(source: string): Alternative {
  const text = source.trim();
  if (text === "") throw new MappingError("empty alternative");
  if (text.startsWith("=")) {
    const [body, ...conditions] = text.slice(1).split(/\s+if\s+/);
    const [constant, format] =
      splitOutside(body as string, "@").length > 1 && /\}\s*@/.test(body as string)
        ? (splitOutside(body as string, "@") as [string, string])
        : [body as string, null];
    const condition = conditions.length > 0 ? parseCondition(conditions.join(" if ")) : null;
    return { parts: parseTemplate(constant.trim()), condition, format: format?.trim() ?? null };
  }
  const [column, ...format] = splitOutside(text, "@");
  if (format.length === 0 || (column as string).trim() === "")
    return { parts: [{ column: unquote(text) }], condition: null, format: null };
  return { parts: [{ column: unquote(column as string) }], condition: null, format: format.join("@").trim() };
}

/**
 * Read a mapping expression, the language of `mapping:` in study.yaml and of the format descriptions:
 * `column`, `a | b` (first with a value), `=constant`, `=text {column}`, `=constant if column`,
 * `=constant if column starts TEXT`, `column @ time format`, `column @ html`. Throws {@link MappingError}.
 */
export function parseMapping(source: string): Mapping {
  return { alternatives: splitOutside(source, "|").map(parseAlternative) };
}

/** Columns that a mapping names, in order. */
export function mappedColumns(mapping: Mapping): string[] {
  return mapping.alternatives.flatMap((each) => [
    ...each.parts.flatMap((part) => ("column" in part ? [part.column] : [])),
    ...(each.condition ? [each.condition.column] : []),
  ]);
}

/** Time formats named with `@`, in order. */
export function mappingFormats(mapping: Mapping): string[] {
  return mapping.alternatives.flatMap((each) => (each.format && each.format !== HTML ? [each.format] : []));
}

/** What stands after `@` beside a text that is HTML. */
const HTML = "html";

const FALSE_WORDS = "('false', '0', 'no', 'f', 'n', 'none', 'null', 'nan', '0.0', '[]', '{}')";

function conditionSql(condition: Condition, reader: Reader): string | null {
  const value = reader.value(condition.column);
  if (value === null) return null;
  switch (condition.test) {
    case "truthy":
      return `lower(${value}) not in ${FALSE_WORDS}`;
    case "is":
      return `lower(${value}) = ${literal(condition.text.toLowerCase())}`;
    case "starts":
      return `starts_with(${value}, ${literal(condition.text)})`;
    case "contains":
      return `contains(${value}, ${literal(condition.text)})`;
  }
}

function alternativeSql(each: Alternative, reader: Reader): string | null {
  const parts = each.parts.map((part) => ("column" in part ? reader.value(part.column) : literal(part.text)));
  if (parts.some((part) => part === null)) return null;
  const said = parts.length === 1 ? (parts[0] as string) : `(${parts.join(" || ")})`;
  const value = each.format === HTML ? htmlTextSql(said) : said;
  if (!each.condition) return value;
  const condition = conditionSql(each.condition, reader);
  return condition === null ? null : `case when ${condition} then ${value} end`;
}

/** SQL text expression of a mapping; `null` when the file has none of its columns. */
export function mappingSql(mapping: Mapping, reader: Reader): string | null {
  const found = mapping.alternatives
    .map((each) => alternativeSql(each, reader))
    .filter((sql) => sql !== null);
  if (found.length === 0) return null;
  return found.length === 1 ? (found[0] as string) : `coalesce(${found.join(", ")})`;
}
