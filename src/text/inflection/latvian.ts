import { type InflectedStem, list, oneOf } from "./inflected-stem.ts";

/** Declensions by nominative ending (Latvian grammar, LU Latviešu valodas institūts 2013): singular, then plural. */
const MASCULINE_S = list("s š a am u ā i iem us os");
const MASCULINE_IS = list("is im i ī īm īs u");
const SOFT_IS = list("a am u i iem us os");
const MASCULINE_US = list("us um u ū i iem os");
const FEMININE_A = list("a as ai u ā ām ās");
const FEMININE_E = list("e es ei i ē ēm ēs");
const FEMININE_S = list("s ij i ī is īm īs u");
const PLURAL_I = list("i u iem us os");

/** Spelt as no Latvian word is: a final e is silent (“iPhonu”). */
const FOREIGN = /[qwxy]|ph|th|(?:bb|cc|dd|ff|gg|ll|mm|nn|oo|pp|rr|ss|tt)/;

/** Softened consonant of the second, fifth and sixth declension before -a, -u, -am … */
const SOFTENED: ReadonlyMap<string, string> = new Map([
  ["l", "ļ"],
  ["n", "ņ"],
  ["d", "ž"],
  ["t", "š"],
  ["s", "š"],
  ["z", "ž"],
  ["c", "č"],
  ["b", "bj"],
  ["p", "pj"],
  ["m", "mj"],
  ["v", "vj"],
]);

function softened(stem: string): string | null {
  const soft = SOFTENED.get(stem.at(-1) ?? "");
  return soft === undefined ? null : stem.slice(0, -1) + soft;
}

function withSoft(stem: string, hard: readonly string[], soft: readonly string[]): InflectedStem[] {
  const other = softened(stem);
  const stems = [{ stem, endings: oneOf(hard) }];
  return [...stems, { stem: other ?? stem, endings: oneOf(soft) }];
}

/**
 * Case forms of a Latvian or foreign name. Names that end in a consonant take the endings of the first and
 * fourth declension (“Lidlā”, “Swedbankas”) or of the second (“Opeļa”, “Twitterī”), the indeclinable ones (Rimi,
 * Depo) the few that speech gives them.
 */
export function latvianStems(word: string): InflectedStem[] {
  const without = (letters: number) => word.slice(0, -letters);
  if (/..a$/.test(word)) return [{ stem: without(1), endings: oneOf(FEMININE_A) }];
  if (/..e$/.test(word)) {
    const own = withSoft(without(1), FEMININE_E, list("u"));
    return FOREIGN.test(word) ? [...own, { stem: without(1), endings: oneOf(MASCULINE_S) }] : own;
  }
  if (/..us$/.test(word)) return [{ stem: without(2), endings: oneOf(MASCULINE_US) }];
  if (/..as$/.test(word)) return [{ stem: without(2), endings: oneOf(list("as u ām ās")) }];
  if (/..is$/.test(word)) return withSoft(without(2), MASCULINE_IS, SOFT_IS);
  if (/..[bcčdfgģhjkķlļmnņprstvzž]s$/.test(word))
    return [
      ...withSoft(without(1), [...MASCULINE_S, ...FEMININE_S], list("u a")),
      { stem: word, endings: oneOf(list("a am u ā")) },
    ];
  if (/..[šž]$/.test(word)) return [{ stem: word, endings: oneOf(list("a am u ā i iem us os"), true) }];
  if (/..i$/.test(word))
    return [
      { stem: word, endings: oneOf(list("s m"), true) },
      { stem: without(1), endings: oneOf([...PLURAL_I, "ī"]) },
    ];
  if (/[aāeēiīouūyö]$/.test(word)) return [{ stem: word, endings: oneOf(list("s m"), true) }];
  const consonant = [...new Set([...MASCULINE_S, ...FEMININE_A, ...MASCULINE_IS])].filter(
    (ending) => ending !== "š",
  );
  const stems = [{ stem: word, endings: oneOf(consonant, true) }];
  const soft = softened(word);
  return soft === null ? stems : [...stems, { stem: soft, endings: oneOf(SOFT_IS) }];
}
