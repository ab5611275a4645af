const LINKS =
  /https?:\/\/[^\t\n\f\r ]+|www\.[^\t\n\f\r ]+|\bpic\.twitter\.com\/[^\t\n\f\r ]+|@[\p{L}\p{N}_.]+|&#?\w{1,20};|<[^>]{0,300}>/gu;
const TOKENS =
  /[#$][\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*|[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{M}\p{N}]+)*|[\u{1F1E6}-\u{1F1FF}]{2}|[\u{1F300}-\u{1F3FA}\u{1F400}-\u{1F5FF}\u{1F600}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1FAFF}\u{2600}-\u{27BF}]|[.,;:!?()"…\n|]+/gu;

/** Longer texts are read up to here (code units). */
const MAX_UNITS = 50_000;
const MAX_WORD = 40;

/** What a term is. */
export const TERM = { word: 0, hashtag: 1, emoji: 2, bigram: 3 } as const;

/**
 * The words of a text in order: lower case, without addresses, handles and markup. Marks that end a phrase stay as
 * one token, so that pairs of words are taken inside a phrase only; emoji and hashtags are tokens.
 */
export function termTokens(text: string): string[] {
  const part = text.length > MAX_UNITS ? text.slice(0, MAX_UNITS) : text;
  const plain = part.normalize("NFC").toLowerCase().replaceAll("’", "'").replace(LINKS, " , ");
  return plain.match(TOKENS) ?? [];
}

/** What a token is, or null for marks and numbers. */
function kindOf(token: string): number | null {
  const code = token.charCodeAt(0);
  if (code >= 97 && code <= 122) return TERM.word;
  if (code === 35 || code === 36) return TERM.hashtag;
  if (code < 48 || (code >= 58 && code <= 127) || code === 8230) return null;
  if (/^[\p{L}\p{N}\p{M}]/u.test(token)) return /\p{L}/u.test(token) ? TERM.word : null;
  return TERM.emoji;
}

/** A token as it can stand in a term of a text of one language. */
interface TermToken {
  kind: number;
  /** A term by itself. */
  alone: boolean;
  /** May begin, may end a pair. */
  first: boolean;
  second: boolean;
}

const NEITHER: TermToken = { kind: TERM.word, alone: false, first: false, second: false };

function judge(token: string): TermToken {
  const length = token.length > 2 * MAX_WORD ? token.length : [...token].length;
  if (length > MAX_WORD) return NEITHER;
  const kind = kindOf(token);
  const code = token.charCodeAt(0);
  const second = length > 1 && ((code >= 97 && code <= 122) || /^\p{N}*\p{L}/u.test(token));
  const word = kind === TERM.word;
  const alone = kind !== null && (!word || length > 1 || /[\p{Script=Han}\p{Script=Hangul}]/u.test(token));
  return { kind: kind ?? TERM.word, alone, first: word && length > 1, second };
}

/** Receives a term: its kind, its word, and for a pair of words the second. */
export type TermReceiver = (kind: number, word: string, next: string | null) => void;

/** Tokens whose judgement is remembered; a bound, as there is no end of words. */
const REMEMBERED = 200_000;

/**
 * Reads the terms of texts: words without the stop words of their language, pairs of neighbouring words neither of
 * which is a stop word, hashtags, emoji. A term comes as often as the text says it.
 */
export class TermReader {
  private judged = new Map<string, Map<string, TermToken>>();
  private remembered = 0;

  /** Stop words by language; those of `und` and `en` count in every language. */
  constructor(private readonly stopWords: ReadonlyMap<string, readonly string[]>) {}

  /** Judgements of a language, its stop words among them. */
  private judgements(language: string): Map<string, TermToken> {
    if (this.remembered >= REMEMBERED) {
      this.judged = new Map();
      this.remembered = 0;
    }
    const known = this.judged.get(language);
    if (known) return known;
    const lists = [...new Set([language, "und", "en"])].map((name) => this.stopWords.get(name) ?? []);
    const judged = new Map(lists.flat().map((word) => [word, NEITHER]));
    this.judged.set(language, judged);
    return judged;
  }

  private of(token: string, judged: Map<string, TermToken>): TermToken {
    const known = judged.get(token);
    if (known) return known;
    const found = judge(token);
    judged.set(token, found);
    this.remembered++;
    return found;
  }

  read(text: string, language: string, receive: TermReceiver): void {
    const tokens = termTokens(text);
    const judged = this.judgements(language);
    let before: TermToken = NEITHER;
    let word = "";
    for (const token of tokens) {
      const found = this.of(token, judged);
      if (before.first && found.second) receive(TERM.bigram, word, token);
      if (found.alone) receive(found.kind, token, null);
      before = found;
      word = token;
    }
  }
}
