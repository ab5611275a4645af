import { type InflectedStem, list, oneOf } from "./inflected-stem.ts";

/** Case endings of both harmonies (Iso suomen kielioppi, VISK § 81). */
const SINGULAR = oneOf([
  ...list("n t a ä ta tä na nä ssa ssä sta stä lla llä lta ltä lle ksi kse tta ttä"),
  ...list("an en in on un yn än ön han hen hin hon hun hyn hän hön seen"),
]);
const PLURAL = oneOf([
  ...list("en ssa ssä sta stä lla llä lta ltä lle ksi kse tta ttä na nä n"),
  ...list("a ä ta tä den tten hin siin in"),
]);
const OWNERS = oneOf(list("ni si nsa nsä mme nne an än en"), true);
const PARTICLES = `${oneOf(list("kin kaan kään ko kö han hän pa pä"), true)}${oneOf(list("han hän pa pä s"), true)}`;
const TAIL = `${OWNERS}${PARTICLES}`;

/** Weak grade of the consonants before the last vowel (VISK § 41); lk and hk are left out, names keep them (“Alkon”). */
const GRADES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/kk$/, ["k"]],
  [/pp$/, ["p"]],
  [/tt$/, ["t"]],
  [/nk$/, ["ng"]],
  [/mp$/, ["mm"]],
  [/nt$/, ["nn"]],
  [/lt$/, ["ll"]],
  [/rt$/, ["rr"]],
  [/rk$/, ["r", "rj"]],
  [/(?<=[aeiouyäö])k$/, ["", "v"]],
  [/(?<=[aeiouyäölr])p$/, ["v"]],
  [/(?<=[aeiouyäöh])t$/, ["d"]],
];

function weakGrades(stem: string): string[] {
  const vowel = stem.at(-1)!;
  const body = stem.slice(0, -1);
  for (const [strong, weak] of GRADES)
    if (strong.test(body)) return weak.map((w) => body.replace(strong, w) + vowel);
  return [];
}

/** Vowel stems of a name from its nominative. */
function vowelStems(word: string): string[] {
  const body = word.slice(0, -1);
  if (/nen$/.test(word)) return [`${word.slice(0, -3)}se`];
  if (/[aoui]s$/.test(word)) return [`${body}kse`, `${body}${word.at(-2)}`, `${word}i`];
  if (/s$/.test(word)) return [`${body}kse`, `${word}i`];
  if (/w$/.test(word)) return [word, `${word}i`];
  if (/[^kpt][kpt]$/.test(word)) return [`${word}i`, `${word}${word.at(-1)}i`];
  if (!/[aeiouyäöåé]$/.test(word)) return [`${word}i`];
  if (/e$/.test(word)) return [word, `${word}e`];
  if (/[hnlr]ti$|si$/.test(word)) return [word, `${word.slice(0, -2)}te`, `${word.slice(0, -2)}de`];
  if (/i$/.test(word)) return [word, `${body}e`];
  return [word];
}

/** Stem before the plural i: a → o or nothing, i → e, long vowels shortened. */
function pluralStems(stem: string): string[] {
  const body = stem.slice(0, -1);
  const last = stem.at(-1)!;
  if (last === "a") return [`${body}i`, `${body}oi`, `${body}oj`];
  if (last === "ä") return [`${body}i`, `${body}öi`, `${body}öj`];
  if (last === "i") return [`${body}ei`, `${body}ej`];
  if (last === "e") return [`${body}i`];
  return [`${stem}i`, `${stem}j`];
}

/** Last part of a partitive or essive that joins a consonant: “Sokosta”, “Niemistä”, “Tamperetta”. */
function consonantStems(word: string): string[] {
  if (/nen$/.test(word)) return [`${word.slice(0, -3)}s`];
  if (/s$/.test(word)) return [word];
  if (/e$/.test(word)) return [`${word}t`];
  return /[lnr]i$/.test(word) ? [word.slice(0, -1)] : [];
}

/**
 * Case forms of a Finnish or foreign name with consonant gradation (“Helsingissä”, “Turun”, “Marimekon”), the
 * linking i after consonants (“Lidlissä”, “Citymarkettiin”), possessive endings and particles (“Nokiallakin”).
 */
export function finnishStems(word: string): InflectedStem[] {
  const strong = vowelStems(word);
  const stems = [...new Set([...strong, ...strong.flatMap(weakGrades)])];
  const singular = stems.map((stem) => ({ stem, endings: `${SINGULAR}${TAIL}` }));
  const plural = [...new Set(stems.flatMap(pluralStems))].map((stem) => ({
    stem,
    endings: `${PLURAL}${TAIL}`,
  }));
  const partitive = consonantStems(word).map((stem) => ({ stem, endings: `${oneOf(list("ta tä"))}${TAIL}` }));
  return [{ stem: word, endings: TAIL }, ...singular, ...plural, ...partitive];
}
