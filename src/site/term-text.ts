import { readFileSync } from "node:fs";
import type { Text } from "../../reports/components/text.ts";

interface EmojiNames {
  languages: readonly string[];
  /** Names in the order of the languages. */
  names: Readonly<Record<string, readonly string[]>>;
}

let known: EmojiNames | undefined;

function emojiNames(): EmojiNames {
  known ??= JSON.parse(readFileSync(new URL("emoji-names.json", import.meta.url), "utf8")) as EmojiNames;
  return known;
}

const VARIANTS = /[\u{fe0f}\u{1f3fb}-\u{1f3ff}]/gu;
const FLAG = /^\p{Regional_Indicator}{2}$/u;
const JOINER = "\u200d";

/** Letters of a country code behind the two signs of a flag. */
const flagCode = (flag: string) =>
  [...flag].map((sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) - 0x1f1e6 + 0x41)).join("");

/**
 * What an emoji is called in the language of the page, by Unicode CLDR's annotations; a sequence by its parts, a flag by
 * its country. Null where the term is no emoji, or none that has a name.
 */
export function emojiName(text: Text, term: string): string | null {
  const plain = term.replace(VARIANTS, "");
  if (FLAG.test(plain)) return text.name("region", flagCode(plain));
  const { names, languages } = emojiNames();
  const place = Math.max(0, languages.indexOf(text.language));
  const nameOf = (part: string) => (Object.hasOwn(names, part) ? names[part]?.[place] : undefined);
  const whole = nameOf(plain);
  if (whole !== undefined) return whole;
  if (!plain.includes(JOINER)) return null;
  const parts = plain.split(JOINER).map(nameOf);
  return parts.every((part) => part !== undefined) ? parts.join(", ") : null;
}

/** A term as sentences name it: in quotes, an emoji with its name behind it. */
export function quotedTerm(text: Text, term: string): string {
  const name = emojiName(text, term);
  return name === null ? text.say("quote", { text: term }) : `${term} (${name})`;
}

/** Letters of a label beside a bar. */
const MOST_LETTERS = 24;

/** A term as the label of a bar: as it is, an emoji with its name, cut where it is long. */
export function termLabel(text: Text, term: string): string {
  const name = emojiName(text, term);
  if (name === null) return term;
  const short = name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1).trimEnd()}…` : name;
  return `${short} ${term}`;
}
