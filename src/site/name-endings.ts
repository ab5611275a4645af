/** Shorter names are left alone: too many words begin like them. */
const SHORTEST = 4;

const list = (text: string) => text.split(" ");

/** Case endings and possessives that Finnish, Hungarian, Latvian and Dutch put on a name, the longest first. */
const ENDINGS = [
  ...list("n a ä an än en in on un ssa ssä sta stä lla llä lta ltä lle ksi na nä tta ttä ta tä seen hin kin"),
  ...list(
    "ssakin han hän nsa nsä ille illa illä ilta iltä issa issä ista istä iin ia iä iksi ina inä itta ittä",
  ),
  ...list(
    "t ot et at öt nak nek val vel ban ben ba be ból ből ra re ról ről tól től hoz hez höz nál nél ig ért",
  ),
  ...list("ként ön é ék éknek ékkel"),
  ...list("s as am ai ei im ā ē ī u o us is iem ām os ās us us i e em es"),
].sort((a, b) => b.length - a.length);

/** Weak grade of a name's last double stop: Pekka – Pekan, Matti – Matin. */
const weakGrade = (name: string) =>
  name.replace(/(kk|pp|tt)([aeiouyäö])$/, (_, stop: string, vowel: string) => stop.charAt(0) + vowel);

/**
 * What is left of a name before an ending where that is not the name itself: Finnish grade and -nen names (Virtanen,
 * Virtasen), Latvian names without the ending of the nominative (Ozols, Ozolam).
 */
export function inflectedBases(name: string): string[] {
  const bases = [
    weakGrade(name),
    name.replace(/nen$/, "se"),
    name.replace(/nen$/, "s"),
    name.replace(/(?:[iu]?s|š|a|e)$/, ""),
  ];
  return bases.filter((base) => base !== name && base.length >= SHORTEST);
}

/**
 * The forms from which an inflected word may come: without each ending it could have.
 * @param shortest letters that must be left: fewer where other words of the name stand before it
 */
export function withoutEndings(word: string, shortest = SHORTEST): string[] {
  const stems = ENDINGS.flatMap((ending) => {
    const left = word.length - ending.length;
    return left >= shortest && word.endsWith(ending) ? [word.slice(0, left)] : [];
  });
  // Jánossal, Annával: the v of -val and -vel takes the sound before it.
  const doubled = /^(.{3,}([^aeiouáéíóöőúüű]))\2[ae]l$/u.exec(word)?.[1];
  if (doubled && doubled.length >= shortest) stems.push(doubled);
  const short = stems
    .filter((stem) => /[áé]$/.test(stem))
    .map((stem) => stem.replace(/á$/, "a").replace(/é$/, "e"));
  return [...stems, ...short];
}
