import type { QueryNode, QueryProblem } from "../query/ast.ts";
import { hasPositions } from "../query/operands.ts";
import { parseQuery } from "../query/parse-query.ts";
import { printQuery } from "../query/printer.ts";
import { awario } from "./awario.ts";
import { brandwatch } from "./brandwatch.ts";
import type { Dialect } from "./dialect.ts";
import { meltwater } from "./meltwater.ts";
import { Rewriter, type TranslationNote } from "./rewrite.ts";
import { talkwalker } from "./talkwalker.ts";

const DIALECTS: ReadonlyMap<string, Dialect> = new Map(
  [awario, brandwatch, meltwater, talkwalker].map((dialect) => [dialect.vendor, dialect]),
);

/** Vendors whose queries can be translated. */
export function vendorNames(): string[] {
  return [...DIALECTS.keys()];
}

export interface TranslatedQuery {
  /** In Earshot's language; null where nothing could be read. */
  query: string | null;
  /** What was changed, and what could not be translated. */
  notes: TranslationNote[];
  /** Mistakes and warnings of the rewritten text, at their places in `rewritten`. */
  problems: QueryProblem[];
  rewritten: string;
}

/** The query without the parts that could not be translated; null where nothing is left. */
function withoutLost(node: QueryNode): QueryNode | null {
  switch (node.type) {
    case "macro":
      return node.name.startsWith("lost-") ? null : node;
    case "and":
    case "or": {
      const items = node.items.map(withoutLost).filter((item) => item !== null);
      if (items.length <= 1) return items[0] ?? null;
      return { ...node, items };
    }
    case "not":
    case "scope": {
      const item = withoutLost(node.item);
      return item && { ...node, item };
    }
    case "near": {
      const [left, right] = [withoutLost(node.left), withoutLost(node.right)];
      if (left === null || right === null) return left ?? right;
      return hasPositions(left) && hasPositions(right) ? { ...node, left, right } : null;
    }
    default:
      return node;
  }
}

/**
 * Translate a query of another listening tool. Nothing is dropped silently: `notes` says what changed its form
 * and what is lost. Throws a RangeError for an unknown vendor.
 */
export function translateQuery(vendor: string, text: string): TranslatedQuery {
  const dialect = DIALECTS.get(vendor.toLowerCase());
  if (!dialect) throw new RangeError(`unknown vendor: ${vendor}`);
  const { text: rewritten, notes } = new Rewriter(dialect, text).rewrite();
  const { node, problems } = parseQuery(rewritten);
  const kept = node && withoutLost(node);
  return { query: kept && printQuery(kept), notes, problems, rewritten };
}
