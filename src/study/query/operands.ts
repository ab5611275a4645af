import { normaliseText, words } from "../../text/normalise/index.ts";
import type { QueryNode } from "./ast.ts";

/** Words of an operand as the texts are cut, `*` and `?` being letters in it. */
export function operandWords(text: string): string[] {
  return words(normaliseText(text), true);
}

/** What is wrong with an operand's text, or null. */
export function operandMistake(text: string, wildcards: boolean): { message: string; hint?: string } | null {
  const found = operandWords(text);
  const shown = JSON.stringify(text);
  if (text.trim() === "") return { message: "nothing stands between the quotation marks" };
  if (found.length === 0)
    return { message: `${shown} holds no word`, hint: `To find the very characters, write raw:${shown}.` };
  if (found.some((word) => /^[#@$]?[*?]+$/.test(word)))
    return { message: "a wildcard cannot stand alone", hint: "Put at least one letter beside it." };
  if (!wildcards && /[*?]/.test(text))
    return { message: `wildcards have no meaning in ${shown}`, hint: "Leave out * and ? here." };
  return null;
}

const BEFORE =
  /^[^\p{L}\p{M}\p{N}\p{Pc}\p{Extended_Pictographic}\p{Emoji_Component}\s*?#@$('‘’“”¿¡[-]+(?=[\p{L}\p{N}])/u;
const PRICE = /^\$(?=\p{N})/u;
const AFTER = /[^\p{L}\p{M}\p{N}\p{Pc}\p{Extended_Pictographic}\p{Emoji_Component}\s*?.,;:'’%°)\]…]+$/u;

/** Signs at the ends of an operand that no word holds (`C++`, `€100`), so that they would be looked for in vain. */
export function ignoredSigns(text: string): string | null {
  const whole = text.trim();
  const found = AFTER.exec(whole.slice(-40)) ?? BEFORE.exec(whole) ?? PRICE.exec(whole);
  return found === null ? null : found[0];
}

/** Does this part have positions in a text, so that NEAR can measure from it? */
export function hasPositions(node: QueryNode): boolean {
  switch (node.type) {
    case "word":
    case "phrase":
    case "stem":
    case "macro":
      return true;
    case "or":
      return node.items.every(hasPositions);
    case "near":
      return hasPositions(node.left) && hasPositions(node.right);
    default:
      return false;
  }
}

/** What is wrong with a word that allows misspellings, or null. */
export function fuzzyMistake(
  text: string,
  fuzzy: number,
  exact: boolean,
): { message: string; hint?: string } | null {
  if (fuzzy === 0) return null;
  if (fuzzy > 2) return { message: `invalid number of misspellings: ${fuzzy}; expected 1 or 2` };
  if (exact) return { message: "++ wants the very word, ~ allows others; only one of them can stand" };
  if (/[*?]/.test(text)) return { message: "wildcards and ~ cannot stand in one word" };
  if ([...text].length < 3 * fuzzy) return { message: `${JSON.stringify(text)} is too short for ~${fuzzy}` };
  return null;
}
