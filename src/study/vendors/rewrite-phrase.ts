import { operandWords } from "../query/operands.ts";
import type { Dialect } from "./dialect.ts";

export interface RewrittenPhrase {
  text: string;
  /** What a reader should know of it, beside the counting of distances. */
  differs: string | null;
  /** A distance was counted anew. */
  counted: boolean;
}

/** NEAR/n of the vendor in our count. */
export function ourDistance(dialect: Dialect, given: number): number {
  return dialect.countsBetween ? given + 1 : Math.max(1, given);
}

/** A phrase in quotation marks with the number behind its `~`, null where there is none. */
export function rewritePhrase(dialect: Dialect, phrase: string, tilde: number | null): RewrittenPhrase {
  const inner = phrase.slice(1, -1).trim();
  const words = operandWords(inner);
  const gaps = words.filter((word) => /^\*+$/.test(word)).length;
  if (gaps > 0 && words.length > gaps && tilde === null) {
    const kept = inner.split(/\s+/).filter((word) => !/^\*+$/.test(word));
    const differs = "* alone in a phrase: at most as many words in between";
    return { text: `"${kept.join(" ")}"~${gaps}`, differs, counted: false };
  }
  const written = tilde === null ? phrase : `${phrase}~${tilde}`;
  if (tilde === null || !dialect.looseTilde || words.length < 2)
    return { text: written, differs: null, counted: false };
  if (words.length === 2 && /^\S+\s+\S+$/.test(inner)) {
    const near = ` NEAR/${ourDistance(dialect, tilde)} `;
    return { text: `(${inner.replace(/\s+/, near)})`, differs: null, counted: true };
  }
  return {
    text: written,
    differs: "the words are found in this order only; write NEAR for both",
    counted: false,
  };
}
