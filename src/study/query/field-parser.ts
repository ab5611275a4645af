import { inflectionLanguages, stemLanguages } from "../../text/inflection/index.ts";
import { didYouMean } from "../nearest.ts";
import type { FieldTest, Place, QueryNode } from "./ast.ts";
import { checkTextValue, FIELDS, type FieldDefinition, knownFieldNames, readOrderedTest } from "./fields.ts";
import type { Token } from "./lexer.ts";
import { operandMistake } from "./operands.ts";
import type { Parser } from "./parser.ts";

type FieldToken = Token & { type: "field" };

/** What stands after `name:`. */
export function parseField(parser: Parser, token: FieldToken): QueryNode | null {
  const [name, language] = token.name.split(".") as [string, string | undefined];
  const value = parser.peek();
  if (value.start !== token.end || value.type === "close" || value.type === "end")
    return parser.fail(
      token,
      `${token.name}: has no value`,
      "missing-value",
      `Write the value right after ${token.name}:`,
    );
  if (name === "stem") return parseStem(parser, token, language ?? null);
  if (language !== undefined) return unknownField(parser, token);
  if (name === "raw") return parseRaw(parser, token);
  if (name === "title" || name === "text") return parseScope(parser, token, name);
  const definition = FIELDS.get(name);
  if (!definition) return unknownField(parser, token);
  if (value.type === "open") return parseGroup(parser, token, definition);
  parser.take();
  return fieldNode(parser, name, definition, value, { start: token.start, end: value.end });
}

function unknownField(parser: Parser, token: FieldToken): null {
  const hint = didYouMean(token.name, knownFieldNames());
  parser.fail(
    token,
    `unknown field: ${token.name}`,
    "unknown-field",
    `${hint ?? ""} To search for the characters, quote them.`.trim(),
  );
  if (parser.peek().start === token.end) parser.take();
  return null;
}

function textOf(token: Token): string | null {
  if (token.type === "word") return token.text;
  return token.type === "string" && token.slop === null ? token.text : null;
}

function fieldNode(
  parser: Parser,
  field: string,
  definition: FieldDefinition,
  value: Token,
  at: Place,
): QueryNode | null {
  if (definition.kind === "number" || definition.kind === "date") {
    const text = value.type === "bracket" ? value.text : textOf(value);
    const test =
      text === null ? { message: `expected a ${definition.kind}` } : readOrderedTest(definition.kind, text);
    if ("message" in test) return parser.fail(value, test.message, "invalid-value", test.hint);
    return { type: "field", field, test, at };
  }
  const text = textOf(value);
  const fuzzy = value.type === "word" && (value.fuzzy > 0 || value.exact);
  if (text === null || fuzzy)
    return parser.fail(value, `expected a name or a quoted text after ${field}:`, "invalid-value");
  const wrong = checkTextValue(definition, field, text);
  if (wrong) return parser.fail(value, wrong.message, "invalid-value", wrong.hint);
  return { type: "field", field, test: { op: "is", value: text } satisfies FieldTest, at };
}

/** `field:(a OR b OR c)` is `field:a OR field:b OR field:c`. */
function parseGroup(parser: Parser, token: FieldToken, definition: FieldDefinition): QueryNode | null {
  const open = parser.take();
  const items: QueryNode[] = [];
  let whole = true;
  for (let next = parser.take(); next.type !== "close"; next = parser.take()) {
    if (next.type === "end")
      return parser.fail(open, "this bracket is never closed", "open-bracket", "Add ) where the group ends.");
    if (next.type === "or") continue;
    if (next.type !== "word" && next.type !== "string" && next.type !== "bracket")
      return parser.fail(next, `only values with OR between them stand in ${token.name}:( )`, "field-group");
    const node = fieldNode(parser, token.name, definition, next, { start: next.start, end: next.end });
    if (node) items.push(node);
    else whole = false;
  }
  if (!whole) return null;
  if (items.length === 0) return parser.fail(open, "nothing stands between these brackets", "empty-group");
  const at = { start: token.start, end: items.at(-1)!.at.end };
  return items.length === 1 ? items[0]! : { type: "or", items, at };
}

function parseStem(parser: Parser, token: FieldToken, language: string | null): QueryNode | null {
  const value = parser.take();
  const at = { start: token.start, end: value.end };
  if (value.type !== "word" || value.exact || value.fuzzy > 0)
    return parser.fail(value, "expected one word after stem:", "invalid-value");
  const known = [...inflectionLanguages(), ...stemLanguages()];
  if (language !== null && !known.includes(language.toLowerCase()))
    return parser.fail(
      token,
      `no stemmer for language: ${language}`,
      "unknown-inflection",
      didYouMean(language, known),
    );
  const wrong = operandMistake(value.text, false);
  if (wrong) return parser.fail(value, wrong.message, "invalid-word", wrong.hint);
  return { type: "stem", text: value.text, language: language?.toLowerCase() ?? null, at };
}

function parseRaw(parser: Parser, token: FieldToken): QueryNode | null {
  const value = parser.take();
  const text = textOf(value);
  if (text === null || text.trim() === "")
    return parser.fail(value, "expected a word or a quoted text after raw:", "invalid-value");
  return { type: "raw", text, at: { start: token.start, end: value.end } };
}

function parseScope(parser: Parser, token: FieldToken, scope: "title" | "text"): QueryNode | null {
  const item = parser.operand();
  return item && { type: "scope", scope, item, at: { start: token.start, end: item.at.end } };
}
