/**
 * Words between single spaces as SQL, of column `text`: lower case, no addresses, no names of accounts, no marks but hyphen and
 * apostrophe. Rules match whole words without word-boundary classes, which RE2 has for ASCII only.
 */
export const WORDS_SQL = `' ' || regexp_replace(
    regexp_replace(replace(lower(text), '’', ''''), 'https?://[^ \\n]+|www\\.[^ \\n]+|@[^ \\n]+', ' ', 'g'),
    '[\\s!-&(-,./:-@\\[-\`{-~…“”„«»¿¡]+', ' ', 'g') || ' '`;

const ADDRESSES = /https?:\/\/[^ \n]+|www\.[^ \n]+|@[^ \n]+/g;
const SEPARATORS = /[\t\n\f\r !-&(-,./:-@[-`{-~…“”„«»¿¡]+/g;
/** Letters whose lower case in JavaScript depends on those beside them, or is two characters. */
const SPECIAL = /[İΣ]/;

const lower = (text: string): string =>
  (SPECIAL.test(text) ? text.replaceAll("İ", "i").replaceAll("Σ", "σ") : text).toLowerCase();

/** Lower case without addresses and names of accounts: what {@link WORDS_SQL} makes its words of. */
export function spokenText(text: string): string {
  const low = lower(text);
  const addressed = low.includes("@") || low.includes("http") || low.includes("www.");
  return addressed ? low.replace(ADDRESSES, " ") : low;
}

/** Words between single spaces of a {@link spokenText}, as {@link WORDS_SQL} has them. */
export const plainWords = (spoken: string): string =>
  ` ${spoken.replaceAll("’", "'").replace(SEPARATORS, " ")} `;

/** UTF-16 codes of what parts words. */
export const SEPARATING: readonly number[] = Array.from({ length: 1 << 16 }, (_, code) => code).filter(
  (code) => String.fromCharCode(code).search(SEPARATORS) === 0,
);

/** Whether a text can be part of plain words: whatever parts words has become a space there, and ’ an apostrophe. */
export const isInWords = (text: string): boolean => !/’/.test(text) && text.replace(SEPARATORS, " ") === text;
