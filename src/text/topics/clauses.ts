/** A stretch of a text in UTF-16 code units, `to` excluded. */
export interface Span {
  from: number;
  to: number;
}

/** Ends of sentences: `.`, `!`, `?`, `…`, `;`, line ends; a full stop only before a space or the end. */
const SENTENCE_END = /[!?…;。！？\n]+|\.+(?=\s|$)/gu;

/**
 * By language: words that begin a clause which says something else than the one before, and words that join two
 * statements (a clause begins there only between two topics). "de" is "but" in Hungarian and "the" in Dutch.
 */
const WORDS: Readonly<Record<string, readonly [contrasts: string, joins: string]>> = {
  en: ["but|however|whereas|while|although|though|unlike", "and"],
  nl: ["maar|terwijl|hoewel|echter", "en"],
  fi: ["mutta|vaan|kun taas|vaikka|sen sijaan", "ja"],
  hu: ["de|viszont|azonban|míg|bár|ellenben", "és|s"],
  lv: ["bet|taču|tomēr|kamēr|turpretim", "un"],
  de: ["aber|doch|während|obwohl|jedoch", "und"],
  fr: ["mais|tandis que|alors que|cependant", "et"],
  es: ["pero|aunque|mientras|sino", "y|e"],
  it: ["ma|però|mentre", "e|ed"],
  pt: ["mas|porém|enquanto", "e"],
  sv: ["men|medan", "och"],
  no: ["men|mens", "og"],
  da: ["men|mens", "og"],
  pl: ["ale|lecz|natomiast|podczas gdy", "i|a|oraz"],
  cs: ["ale|avšak|zatímco", "a|i"],
  sk: ["ale|však|zatiaľ čo", "a|i"],
  sl: ["ampak|toda|vendar|medtem ko", "in"],
  hr: ["ali|no|dok", "i|a"],
  et: ["aga|kuid|vaid", "ja"],
  lt: ["bet|tačiau", "ir"],
};

interface Joints {
  contrast: RegExp;
  join: RegExp;
}

function jointsOf(contrasts: string, joins: string): Joints {
  return {
    contrast: new RegExp(`(?<![\\p{L}\\p{N}])(?:${contrasts})(?![\\p{L}\\p{N}'’])`, "giu"),
    join: new RegExp(`,|[–—]|\\s-\\s|(?<![\\p{L}\\p{N}])(?:${joins})(?![\\p{L}\\p{N}'’])`, "giu"),
  };
}

const JOINTS = new Map(
  Object.entries(WORDS).map(([language, [contrasts, joins]]) => [language, jointsOf(contrasts, joins)]),
);
const ENGLISH = jointsOf(...(WORDS["en"] as readonly [string, string]));

/** Does the text between two topics compare them ("better than", in several languages)? */
export function isComparison(between: string): boolean {
  return /(?<!\p{L})(?:than|dan|als|kuin|mint|nekā|que|che|än|niż)(?!\p{L})/iu.test(between);
}

/** Cut points of `pattern` in `text[from, to)`: the places where its matches begin, or end for signs. */
function cuts(text: string, { from, to }: Span, pattern: RegExp, after: boolean): number[] {
  const part = text.slice(from, to);
  return Array.from(part.matchAll(pattern), (match) => from + match.index + (after ? match[0].length : 0));
}

function cutAt(span: Span, places: readonly number[]): Span[] {
  const spans: Span[] = [];
  let { from } = span;
  for (const place of places) {
    if (place <= from || place >= span.to) continue;
    spans.push({ from, to: place });
    from = place;
  }
  spans.push({ from, to: span.to });
  return spans;
}

const holds = (span: Span, mention: Span) => mention.from < span.to && mention.to > span.from;

/** Cut a clause that names several topics at the joint nearest before each further one. */
function between(
  text: string,
  clause: Span,
  mentions: readonly { topic: string; span: Span }[],
  join: RegExp,
): Span[] {
  const inside = mentions.filter(({ span }) => holds(clause, span)).sort((a, b) => a.span.from - b.span.from);
  const places: number[] = [];
  for (let i = 1; i < inside.length; i++) {
    const [last, here] = [inside[i - 1]!, inside[i]!];
    if (last.topic === here.topic || here.span.from <= last.span.to) continue;
    const gap = { from: last.span.to, to: here.span.from };
    if (isComparison(text.slice(gap.from, gap.to))) continue;
    const place = cuts(text, gap, join, false).at(-1);
    if (place === undefined) continue;
    // Only where something is said in between: "A and B are slow" and "A and the B" are one statement about both.
    const before = /\p{L}{2,}/u.test(text.slice(gap.from, place));
    const after =
      text
        .slice(place, gap.to)
        .replace(join, " ")
        .match(/\p{L}+/gu) ?? [];
    if (before || after.length >= 2) places.push(place);
  }
  return cutAt(clause, places);
}

/** Join what names no topic to the clause before it, where that names one or several: it goes on about them. */
function joinFollowing(clauses: readonly Span[], mentions: readonly { topic: string; span: Span }[]): Span[] {
  const joined: { span: Span; named: boolean }[] = [];
  for (const clause of clauses) {
    const named = mentions.some(({ span }) => holds(clause, span));
    const last = joined.at(-1);
    if (last?.named && !named) last.span = { from: last.span.from, to: clause.to };
    else joined.push({ span: clause, named });
  }
  return joined.map(({ span }) => span);
}

/** Handles before the first word: whom the text speaks to. */
const ADDRESS = /^(?:[\s.,;:!-]*@[\p{L}\p{N}_.]+)+/u;

/** Where the names that a text begins with end; 0 where it begins otherwise. */
export function addressEnd(text: string): number {
  return ADDRESS.exec(text)?.[0].length ?? 0;
}

/** Words of a stretch of text; handles and links are none. */
export function wordCount(text: string): number {
  return text.replace(/https?:\/\/\S+|[@#][\p{L}\p{N}_.]+/gu, " ").match(/\p{L}{2,}/gu)?.length ?? 0;
}

/**
 * The clauses of `text`: cut at ends of sentences and before contrasting words, and, where one clause would
 * still name several topics, at the comma or "and" between them. What names no topic goes with the clause before.
 * `language` (ISO 639-1) says which words those are; a language without a list is read with the English ones.
 */
export function clausesOf(
  text: string,
  mentions: readonly { topic: string; span: Span }[],
  language = "en",
): Span[] {
  const { contrast, join } = JOINTS.get(language) ?? ENGLISH;
  const all = { from: 0, to: text.length };
  const clauses = cutAt(all, cuts(text, all, SENTENCE_END, true))
    .flatMap((sentence) => cutAt(sentence, cuts(text, sentence, contrast, false)))
    .flatMap((clause) => between(text, clause, mentions, join));
  return joinFollowing(clauses, mentions);
}
