import { textWords } from "./feed-words.ts";

/** One thing that a search asks for: words that follow each other. */
export interface SearchClause {
  /** Folded words; a hashtag or handle keeps its sign. */
  words: string[];
  /** How the last word is compared: as it is, as the beginning of a word, or anywhere in a word. */
  last: "exact" | "beginning" | "inside";
  /** True where what is found is left out. */
  not: boolean;
}

const PART = /(-?)(?:"([^"]*)("?)|(\S+))/g;

/**
 * What was typed into the search box as clauses that must all hold. A word stands for all words that begin with it;
 * words in quotes for just these, side by side; `*` before a word finds it inside words too; `-` leaves out what follows.
 * A quote that is still open ends in the beginning of a word, as one is typing it.
 */
export function parseSearch(typed: string): SearchClause[] {
  const clauses: SearchClause[] = [];
  const plain = typed.replace(/[“”„‟«»]/g, '"').replace(/(^|\s)[−–—](?=\S)/g, "$1-");
  for (const [, minus, quoted, closed, bare] of plain.matchAll(PART)) {
    const words = textWords(quoted ?? bare ?? "");
    if (words.length === 0) continue;
    const inside = quoted === undefined && /^\*/.test(bare ?? "") && words.length === 1;
    const last = inside ? "inside" : closed === '"' ? "exact" : "beginning";
    clauses.push({ words, last, not: minus === "-" });
  }
  return clauses;
}

/** Does one word fit what is asked for at this place of a clause? */
export function fitsWord(clause: SearchClause, place: number, word: string): boolean {
  const asked = clause.words[place] as string;
  const plain = /^[#@]/.test(asked) ? word : word.replace(/^[#@]/, "");
  if (place < clause.words.length - 1 || clause.last === "exact") return plain === asked;
  return clause.last === "inside" ? plain.includes(asked) : plain.startsWith(asked);
}
