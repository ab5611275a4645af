import type { QueryNode } from "../query/ast.ts";
import { printQuery } from "../query/printer.ts";
import { onlyExcludes } from "../query/read-query.ts";

/** any: one of several that suffice, or the only one; required: must be there; excluded: must not. */
export type ClauseRole = "any" | "required" | "excluded";

/** A part of a query that stands for itself: a word, phrase, NEAR, field … */
export interface Clause {
  text: string;
  role: ClauseRole;
  node: QueryNode;
  /** The query without this part; null where nothing is left. */
  without: QueryNode | null;
}

/** The query with `part` taken out wherever that very object stands. */
function remove(node: QueryNode, part: QueryNode): QueryNode | null {
  if (node === part) return null;
  switch (node.type) {
    case "and":
    case "or": {
      const items = node.items.map((item) => remove(item, part)).filter((item) => item !== null);
      return items.length <= 1 ? (items[0] ?? null) : { ...node, items };
    }
    case "not":
    case "scope": {
      const item = remove(node.item, part);
      return item && { ...node, item };
    }
    default:
      return node;
  }
}

function collect(
  node: QueryNode,
  role: ClauseRole,
  scope: string | null,
  into: { node: QueryNode; role: ClauseRole; text: string; alone: QueryNode }[],
): void {
  switch (node.type) {
    case "and":
      for (const item of node.items) collect(item, role === "excluded" ? role : "required", scope, into);
      break;
    case "or":
      for (const item of node.items) collect(item, role === "excluded" ? role : "any", scope, into);
      break;
    case "not":
      collect(node.item, role === "excluded" ? "any" : "excluded", scope, into);
      break;
    case "scope":
      collect(node.item, role, node.scope, into);
      break;
    default: {
      const alone: QueryNode =
        scope === null ? node : { type: "scope", scope: scope as "title" | "text", item: node, at: node.at };
      into.push({ node, role, text: printQuery(alone), alone });
    }
  }
}

/** The clauses of an expanded query, in the order they stand. */
export function clausesOf(query: QueryNode): Clause[] {
  const found: { node: QueryNode; role: ClauseRole; text: string; alone: QueryNode }[] = [];
  collect(query, "any", null, found);
  return found.map(({ node, role, text, alone }) => {
    const rest = remove(query, node);
    const sole = role === "required" && rest !== null && onlyExcludes(rest);
    return { text, role: sole ? "any" : role, node: alone, without: sole ? null : rest };
  });
}

/** Plain words of the positive clauses, for looking for their misspellings. */
export function positiveWords(clauses: readonly Clause[]): string[] {
  const words = clauses
    .filter(({ role, node }) => role !== "excluded" && node.type === "word" && !node.exact)
    .map(({ node }) => (node.type === "word" ? node.text : ""));
  return [...new Set(words)].filter((word) => !/[*?]/.test(word));
}
