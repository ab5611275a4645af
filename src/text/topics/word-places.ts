import { URL_MARK, words } from "../normalise/words.ts";
import type { Span } from "./clauses.ts";

const LINK = /(?:https?:\/\/|www\.)[^\s<>"“”]+/giu;

/** Where each word (see `words`) of a normalised text stands. */
export function wordPlaces(text: string): Span[] {
  let at = 0;
  return words(text).map((word) => {
    if (word.startsWith(URL_MARK)) {
      LINK.lastIndex = at;
      const link = LINK.exec(text);
      const from = link?.index ?? at;
      at = from + (link?.[0].length ?? 0);
      return { from, to: at };
    }
    const from = Math.max(at, text.indexOf(word, at));
    at = from + word.length;
    return { from, to: at };
  });
}
