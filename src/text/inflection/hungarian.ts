import { type InflectedStem, list, oneOf } from "./inflected-stem.ts";

/** Case endings in all harmonies (Törkenczy: Hungarian Verbs and Essentials of Grammar, 2008). */
const CASES = [
  ...list("t nak nek ért ig ként kor ul ül"),
  ...list("ban ben n nál nél ba be ra re hoz hez höz ból ből ról ről tól től"),
];
/** After a consonant: linking vowels before -t and -n, and the old locative (“Pécsett”). */
const LINKED = list("ot et öt at on en ön ott ett ött");
const PLURALS = list("k ok ek ök ak");
const POSSESSIVES = list(
  "m d ja je a e om em öm am od ed öd ad unk ünk nk tok tek tök juk jük uk ük jai jei i ai ei",
);
const DOUBLED: ReadonlyMap<string, string> = new Map([
  ["cs", "ccs"],
  ["dz", "ddz"],
  ["gy", "ggy"],
  ["ly", "lly"],
  ["ny", "nny"],
  ["sz", "ssz"],
  ["ty", "tty"],
  ["zs", "zzs"],
]);
const LENGTHENED: ReadonlyMap<string, string> = new Map([
  ["a", "á"],
  ["e", "é"],
  ["o", "ó"],
  ["ö", "ő"],
]);

const VOWEL = /[aáeéiíoóöőuúüűyw]$/;
/** Spoken with a consonant at the end, so that it takes linking vowels (“Nike-ot”, “Spotifyon”). */
const SPOKEN_CONSONANT = /[eyw]$/;

/**
 * -val, -vel, -vá, -vé: the v becomes the consonant before it (“Lidllel”, “Péccsel”, “Sparral”), sz where a
 * foreign x or s is spoken so (“Netflixszel”, “Adidasszal”).
 */
function assimilated(word: string): InflectedStem[] {
  const endings = oneOf(list("al el á é"));
  const doubled = DOUBLED.get(word.slice(-2));
  const stem = doubled
    ? word.slice(0, -2) + doubled
    : word + (word.at(-1) === word.at(-2) ? "" : word.at(-1));
  const stems = [{ stem, endings }];
  if (/[xs]$/.test(word) && !doubled) stems.push({ stem: `${word}sz`, endings });
  return stems;
}

/**
 * Case, plural and possessive forms of a Hungarian or foreign name, adjectives in -i and -s among them
 * (“budapesti”, “tescós”). A final a, e, o, ö is long before an ending (“Tescóban”); the short one is found
 * too, and so is a silent vowel (“Google-lel” is cut at the hyphen and needs no rule).
 */
export function hungarianStems(word: string): InflectedStem[] {
  const last = word.at(-1) ?? "";
  const cases = [...CASES, "val", "vel", "vá", "vé"];
  const after = oneOf([...cases, ...LINKED], true);
  const plural = oneOf(PLURALS);
  const possessive = oneOf(POSSESSIVES);
  const adjective = oneOf(list("i s os es ös as"));
  const owner = oneOf(list("é éi"));
  const chain = `(?:${plural}${after}|${possessive}${after}|${adjective}${oneOf(PLURALS, true)}${after}|${owner}${after}|(?:${plural})?${owner})`;
  if (!VOWEL.test(word)) {
    const linked = oneOf([...CASES, ...LINKED]);
    return [{ stem: word, endings: `(?:${linked}|${chain})?` }, ...assimilated(word)];
  }
  const spoken = SPOKEN_CONSONANT.test(word) ? [...LINKED, "ok", "om"] : [];
  const endings = `(?:${oneOf([...cases, ...spoken])}|${chain})`;
  const long = LENGTHENED.get(last);
  const stems: InflectedStem[] = [{ stem: word, endings: `${endings}?` }];
  if (long) stems.push({ stem: word.slice(0, -1) + long, endings });
  if (/(?:háza|falva|vára|laka|telke)$/.test(word))
    stems.push({ stem: word.slice(0, -1), endings: `i${oneOf(PLURALS, true)}${after}` });
  return stems;
}
