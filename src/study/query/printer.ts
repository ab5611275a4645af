import type { FieldTest, QueryNode } from "./ast.ts";

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

const PLAIN_VALUE = /^[\p{L}\p{N}_@][\p{L}\p{N}_@.*?/-]*$/u;
const KEYWORD = /^(and|or|not|o?near(\/.*)?)$/i;

function value(text: string): string {
  return PLAIN_VALUE.test(text) && !KEYWORD.test(text) ? text : quoted(text);
}

function test(t: FieldTest): string {
  if (t.op === "is") return value(t.value);
  if (t.op === "compare") return t.sign === "=" ? t.value : `${t.sign}${t.value}`;
  return `${t.low ?? ""}..${t.high ?? ""}`;
}

/** Brackets wherever a part is not a single operand, so that no reader needs the precedence. */
function inner(node: QueryNode): string {
  const compound = node.type === "and" || node.type === "or" || node.type === "not" || node.type === "near";
  return compound ? `(${printQuery(node)})` : printQuery(node);
}

/** The query as text that parses to an equal query. */
export function printQuery(node: QueryNode): string {
  switch (node.type) {
    case "and":
      return node.items.map((item) => (item.type === "not" ? printQuery(item) : inner(item))).join(" AND ");
    case "or":
      return node.items.map(inner).join(" OR ");
    case "not":
      return `NOT ${inner(node.item)}`;
    case "near":
      return `${inner(node.left)} ${node.ordered ? "ONEAR" : "NEAR"}/${node.distance} ${inner(node.right)}`;
    case "word":
      return `${node.exact ? "++" : ""}${node.text}${node.fuzzy > 0 ? `~${node.fuzzy}` : ""}`;
    case "phrase":
      return `${node.exact ? "++" : ""}${quoted(node.text)}${node.slop === null ? "" : `~${node.slop}`}`;
    case "raw":
      return `raw:${quoted(node.text)}`;
    case "stem":
      return `stem${node.language === null ? "" : `.${node.language}`}:${node.text}`;
    case "scope":
      return `${node.scope}:${inner(node.item)}`;
    case "field":
      return `${node.field}:${test(node.test)}`;
    case "macro":
      return `{${node.name}}`;
  }
}
