import { element, type Markup } from "../../reports/components/markup.ts";
import type { PageContext } from "./page-context.ts";

/** Terms with a definition in the catalogues (`define.<term>.name` and `define.<term>.text`). */
export const TERMS = [
  "mentions",
  "originals",
  "authors",
  "engagement",
  "reach",
  "share-of-voice",
  "counting",
  "net-sentiment",
  "emotion",
  "not-scored",
  "interval",
  "no-clear-change",
  "too-few",
  "withheld",
  "spike",
  "change-point",
  "trend",
  "emerging-term",
  "early-warning",
  "warning-level",
  "complaint",
  "lead",
  "question",
  "own-account",
  "thread",
  "theme",
  "macro-f1",
  "cross-validation",
  "partial",
  "gap",
  "duplicate",
  "rejected",
] as const;

/** All definitions, each with an id to link to, in the alphabetical order of the language. */
export function definitionList({ text }: PageContext): Markup {
  const collator = new Intl.Collator(text.language);
  const terms = TERMS.map((term) => ({
    term,
    name: text.say(`define.${term}.name`),
    words: text.say(`define.${term}.text`),
  })).sort((a, b) => collator.compare(a.name, b.name));
  return element(
    "dl",
    { class: "definitions" },
    terms.map(({ term, name, words }) =>
      element("div", { id: term }, element("dt", {}, name), element("dd", {}, words)),
    ),
  );
}
