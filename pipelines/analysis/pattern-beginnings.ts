import { endsAtWord, type WordPattern } from "./word-pattern.ts";

/** What texts with a match of a pattern must hold, each between the words' single spaces. */
export interface Beginnings {
  /** One of these is enough: a text with it has a match. */
  enough: string[];
  /** Else a text with a match has one of these … */
  begun: string[];
  /** … and one of these, where the pattern has such a part; else empty. */
  further: string[];
}

/** More beginnings of one part are not told apart; it is cut where it would have more. */
const MOST = 400;
/** Nor are more repetitions. */
const MOST_TIMES = 8;

/** Texts that the part read so far takes: wholly; but for any letters behind; and with something unknown behind. */
interface Taken {
  whole: Set<string>;
  tail: Set<string>;
  cut: Set<string>;
}

function union(...sets: Iterable<string>[]): Set<string> {
  const all = new Set<string>();
  for (const set of sets) for (const text of set) all.add(text);
  return all;
}

const size = ({ whole, tail, cut }: Taken): number => whole.size + tail.size + cut.size;

function ended({ whole, tail, cut }: Taken): Taken {
  return { whole: new Set(), tail: new Set(), cut: union(whole, tail, cut) };
}

/** `pattern` behind what was taken wholly; what has a tail or was cut stays as it is. */
function extend(taken: Taken, pattern: WordPattern): Taken {
  const { whole } = taken;
  if (whole.size === 0) return taken;
  switch (pattern.kind) {
    case "characters":
      return {
        ...taken,
        whole: new Set(pattern.of.flatMap((sign) => [...whole].map((text) => text + sign))),
      };
    case "letter":
      return { ...taken, whole: new Set(), cut: union(taken.cut, whole) };
    case "choice":
      return joined(...pattern.options.map((option) => extend(taken, option)));
    case "sequence":
      return pattern.items.reduce(behind, taken);
    case "repeat":
      return repeated(taken, pattern);
  }
}

const joined = (...all: Taken[]): Taken => ({
  whole: union(...all.map(({ whole }) => whole)),
  tail: union(...all.map(({ tail }) => tail)),
  cut: union(...all.map(({ cut }) => cut)),
});

/** The next item of a sequence: behind a tail, anything makes it unknown. */
function behind(taken: Taken, item: WordPattern): Taken {
  const begun =
    taken.tail.size === 0 ? taken : { ...taken, tail: new Set<string>(), cut: union(taken.cut, taken.tail) };
  const next = extend(begun, item);
  return size(next) > MOST ? ended(begun) : next;
}

function repeated(taken: Taken, { item, least, most }: Extract<WordPattern, { kind: "repeat" }>): Taken {
  if (item.kind === "letter" && least === 0 && most === Infinity)
    return { ...taken, whole: new Set(), tail: union(taken.tail, taken.whole) };
  let found: Taken | null = least === 0 ? taken : null;
  let last = taken;
  for (let times = 1; times <= most && last.whole.size > 0; times++) {
    last = behind(last, item);
    if (size(last) > MOST || times > MOST_TIMES) return ended(joined(taken, found ?? taken));
    if (times >= least) found = found === null ? last : joined(found, last);
  }
  return joined(found ?? last, { ...last, whole: new Set() });
}

const SPACE: WordPattern = { kind: "characters", of: [" "] };

/** How words must begin where a part of a pattern begins that stands at a word's beginning and ends with the last word. */
function beginningsOf(items: readonly WordPattern[]): Taken {
  const none = { whole: new Set([" "]), tail: new Set<string>(), cut: new Set<string>() };
  const taken = items.reduce(behind, none);
  const { whole, cut } = extend(taken, SPACE);
  return { whole, tail: taken.tail, cut };
}

const isTelling = (texts: Iterable<string>): boolean => [...texts].every((text) => text.trim().length > 1);

/** The parts of a pattern, in order. */
const partsOf = (pattern: WordPattern): readonly WordPattern[] =>
  pattern.kind === "sequence"
    ? pattern.items.flatMap((item) => (item.kind === "sequence" ? partsOf(item) : [item]))
    : [pattern];

/**
 * What a text must hold for a match of the pattern between two spaces.
 * @returns null where every text may have one
 */
export function beginnings(pattern: WordPattern): Beginnings | null {
  const parts = partsOf(pattern);
  const first = beginningsOf(parts);
  const enough = [...union(first.whole, first.tail)];
  if (first.cut.size === 0) return { enough, begun: [], further: [] };
  let further: string[] = [];
  let at = true;
  parts.forEach((part, i) => {
    if (i > 0 && at) {
      const found = beginningsOf(parts.slice(i));
      const texts = union(found.whole, found.tail, found.cut);
      if (texts.size > 0 && isTelling(texts)) further = [...texts];
    }
    at = endsAtWord(part, at);
  });
  const begun = [...first.cut];
  if (begun.some((text) => text.trim() === "")) {
    if (further.length === 0) return null;
    return { enough, begun: further, further: [] };
  }
  return { enough, begun, further };
}
