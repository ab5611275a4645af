/** A stretch of a text in UTF-16 code units, `to` excluded. */
export interface Span {
  from: number;
  to: number;
}

/** Ends of sentences: `.`, `!`, `?`, `…`, `;`, line ends; a full stop only before a space or the end. */
const SENTENCE_END = /[!?…;。！？\n]+|\.+(?=\s|$)/gu;

/** Words that begin a clause which says something else than the one before, in the five site languages and some more. */
const CONTRASTS =
  "but|however|whereas|while|although|though|unlike|maar|terwijl|hoewel|echter|mutta|vaan|kun taas|vaikka|de|viszont|azonban|míg|bár|bet|taču|tomēr|kamēr|aber|doch|während|obwohl|mais|tandis que|alors que|pero|aunque|mientras|ma|però|mentre|mas|porém|enquanto|men|medan|ale|lecz|natomiast|podczas gdy";
/** Words that join two statements; a clause begins there only between two topics. */
const JOINS = "and|en|ja|és|un|und|et|y|e|och|og|i|a";

const CONTRAST = new RegExp(`(?<![\\p{L}\\p{N}])(?:${CONTRASTS})(?![\\p{L}\\p{N}'’])`, "giu");
const JOIN = new RegExp(`,|[–—]|\\s-\\s|(?<![\\p{L}\\p{N}])(?:${JOINS})(?![\\p{L}\\p{N}'’])`, "giu");

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
function between(text: string, clause: Span, mentions: readonly { topic: string; span: Span }[]): Span[] {
  const inside = mentions.filter(({ span }) => holds(clause, span)).sort((a, b) => a.span.from - b.span.from);
  const places: number[] = [];
  for (let i = 1; i < inside.length; i++) {
    const [before, here] = [inside[i - 1]!, inside[i]!];
    if (before.topic === here.topic || here.span.from <= before.span.to) continue;
    const gap = { from: before.span.to, to: here.span.from };
    if (isComparison(text.slice(gap.from, gap.to))) continue;
    const place = cuts(text, gap, JOIN, false).at(-1);
    // Only where something is said in between: "A and B are slow" is one statement about both.
    if (place !== undefined && /\p{L}{2,}/u.test(text.slice(gap.from, place))) places.push(place);
  }
  return cutAt(clause, places);
}

/** Join what names no topic to the clause before it, where that names exactly one: it goes on about it. */
function joinFollowing(clauses: readonly Span[], mentions: readonly { topic: string; span: Span }[]): Span[] {
  const joined: { span: Span; topics: number }[] = [];
  for (const clause of clauses) {
    const topics = new Set(mentions.filter(({ span }) => holds(clause, span)).map(({ topic }) => topic)).size;
    const last = joined.at(-1);
    if (last && topics === 0 && last.topics === 1) last.span = { from: last.span.from, to: clause.to };
    else joined.push({ span: clause, topics });
  }
  return joined.map(({ span }) => span);
}

/**
 * The clauses of `text`: cut at ends of sentences and before contrasting words, and, where one clause would
 * still name several topics, at the comma or "and" between them. What names no topic goes with the clause before.
 */
export function clausesOf(text: string, mentions: readonly { topic: string; span: Span }[]): Span[] {
  const all = { from: 0, to: text.length };
  const clauses = cutAt(all, cuts(text, all, SENTENCE_END, true))
    .flatMap((sentence) => cutAt(sentence, cuts(text, sentence, CONTRAST, false)))
    .flatMap((clause) => between(text, clause, mentions));
  return joinFollowing(clauses, mentions);
}
