const BEYOND_ASCII = /\P{ASCII}/u;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#39;", "'"],
  ["&apos;", "'"],
  ["&nbsp;", " "],
]);

/**
 * Text as it is searched: Unicode NFKC; trademark signs become spaces (NFKC would make letters of them); soft
 * hyphens, joiners and direction marks are dropped; curly apostrophes become straight; the seven entities that
 * exports leave behind are read. Case is kept.
 */
export function normaliseText(text: string): string {
  let plain = text;
  if (plain.includes("&"))
    plain = plain.replace(/&(?:amp|lt|gt|quot|apos|nbsp|#39);/g, (e) => ENTITIES.get(e) ?? e);
  if (!BEYOND_ASCII.test(plain)) return plain;
  return plain
    .replace(/[™℠]/g, " ")
    .replace(/[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .normalize("NFKC")
    .replace(/[’ʼ‘´`]/g, "'");
}

/** Lower-casing that is not context-free or leaves a second form behind (ß, ς, ᾳ …). */
const SPECIAL = /\u0345|[\u00df\u03c2\u1c80-\u1c88\u1e96-\u1e99\u1f50-\u1fff]/g;

/**
 * Full case folding (Unicode `CaseFolding.txt`, C and F), so that “STRASSE”, “Straße” and “ΟΔΟΣ”, “οδος” meet.
 * The Turkish dotless ı stays itself, as the standard has it.
 */
export function foldCase(text: string): string {
  const lower = text.toLowerCase();
  if (!BEYOND_ASCII.test(lower)) return lower;
  return lower.replace(SPECIAL, (c) => c.toUpperCase().toLowerCase().replace("ς", "σ")).normalize("NFC");
}

const UNDECOMPOSED: ReadonlyMap<string, string> = new Map([
  ["ł", "l"],
  ["ø", "o"],
  ["đ", "d"],
  ["ħ", "h"],
  ["ı", "i"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["þ", "th"],
  ["ð", "d"],
]);

/** Folded text without accents: “Nestlé” and “nestle” meet. Marks of other scripts than Latin, Greek and Cyrillic stay. */
export function foldAccents(folded: string): string {
  if (!BEYOND_ASCII.test(folded)) return folded;
  return folded
    .normalize("NFD")
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{Mn}+/gu, "$1")
    .replace(/[łøđħıæœþð]/g, (c) => UNDECOMPOSED.get(c) ?? c)
    .normalize("NFC");
}
