import type { QueryProblem } from "../query/ast.ts";
import { parseQuery } from "../query/parse-query.ts";
import { printQuery } from "../query/printer.ts";
import { awario } from "./awario.ts";
import { brandwatch } from "./brandwatch.ts";
import type { Dialect } from "./dialect.ts";
import { LeftOut } from "./left-out.ts";
import { meltwater } from "./meltwater.ts";
import type { TranslationNote } from "./notes.ts";
import { Rewriter } from "./rewrite.ts";
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

/**
 * Translate a query of another listening tool. Nothing is dropped silently: `notes` says what changed its form
 * and what is lost. Throws a RangeError for an unknown vendor.
 */
export function translateQuery(vendor: string, text: string): TranslatedQuery {
  const dialect = DIALECTS.get(vendor.toLowerCase());
  if (!dialect) throw new RangeError(`unknown vendor: ${vendor}`);
  const { text: rewritten, notes, lost } = new Rewriter(dialect, text).rewrite();
  const { node, problems } = parseQuery(rewritten);
  const kept = node && new LeftOut(lost).without(node);
  return { query: kept && printQuery(kept), notes, problems, rewritten };
}
