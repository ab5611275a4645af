import type { Dice } from "./dice.ts";
import type { Sentiment } from "./plan.ts";

export const SIGN: Record<Sentiment, string> = { positive: "+", neutral: "0", negative: "-" };

export const EMOJI: Record<Sentiment, string[]> = {
  positive: ["😍", "👍", "❤️", "🙌", "😊", "🎉", "🥰", "💚", "👏", "😂"],
  neutral: ["🛒", "🤔", "📦", "👀", "🥕", "ℹ️"],
  negative: ["😡", "🤬", "👎", "😤", "🙄", "😠", "🤢", "💀"],
};

export const HASHTAGS: Record<string, string[]> = {
  en: ["#groceries", "#foodshop", "#shopping", "#mealprep"],
  nl: ["#boodschappen", "#supermarkt", "#etenwatdepotschaft", "#winkelen"],
  fi: ["#ruokaostokset", "#kauppa", "#arki", "#ruoka"],
  hu: ["#bevásárlás", "#kaja", "#bolt", "#vásárlás"],
  lv: ["#iepirkšanās", "#veikals", "#pārtika", "#ēdiens"],
  de: ["#einkaufen", "#supermarkt", "#wocheneinkauf", "#essen"],
  es: ["#compra", "#supermercado", "#comida", "#ahorro"],
  fr: ["#courses", "#supermarché", "#bonplan", "#conso"],
};

/** One slip of the keyboard in a longer word, never in `kept`. */
export function slip(dice: Dice, text: string, kept: string[]): string {
  const words = [...text.matchAll(/(?<![@#/_\p{L}])\p{L}{6,}/gu)].filter(
    (match) => !kept.some((name) => match[0].startsWith(name.slice(0, 4))),
  );
  if (words.length === 0) return text;
  const word = dice.pick(words);
  const at = word.index + dice.between(1, word[0].length - 3);
  const [a, b] = [text[at]!, text[at + 1]!];
  const swapped = dice.pick([b + a, a, a + a + b]);
  return text.slice(0, at) + swapped + text.slice(at + 2);
}
