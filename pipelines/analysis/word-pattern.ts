/** A regular expression of words between single spaces, taken apart. */
export type WordPattern =
  | { kind: "characters"; of: readonly string[] }
  /** Any character but the space. */
  | { kind: "letter" }
  | { kind: "sequence"; items: readonly WordPattern[] }
  | { kind: "choice"; options: readonly WordPattern[] }
  | { kind: "repeat"; item: WordPattern; least: number; most: number };

/** Most repetitions that RE2 takes. */
const MOST_REPEATS = 1000;
/** Most characters of a range that is taken apart. */
const MOST_RANGE = 64;

class Unknown extends Error {}

/** Reads characters, groups, choices, sets without escapes and repetitions: what means the same in RE2 and JavaScript. */
class Reader {
  private at = 0;
  private readonly signs: readonly string[];

  constructor(pattern: string) {
    this.signs = [...pattern];
  }

  whole(): WordPattern {
    const pattern = this.choice();
    if (this.at < this.signs.length) throw new Unknown();
    return pattern;
  }

  private take(sign: string): boolean {
    if (this.signs[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  private choice(): WordPattern {
    const options = [this.sequence()];
    while (this.take("|")) options.push(this.sequence());
    return options.length === 1 ? (options[0] as WordPattern) : { kind: "choice", options };
  }

  private sequence(): WordPattern {
    const items: WordPattern[] = [];
    while (this.at < this.signs.length && this.signs[this.at] !== "|" && this.signs[this.at] !== ")")
      items.push(this.repeated(this.one()));
    return { kind: "sequence", items };
  }

  private one(): WordPattern {
    if (this.take("[")) return this.set();
    if (this.take("(")) {
      if (this.take("?") && !this.take(":")) throw new Unknown();
      const inside = this.choice();
      if (!this.take(")")) throw new Unknown();
      return inside;
    }
    const sign = this.signs[this.at++] as string;
    if ("\\.^$*+?{}]".includes(sign)) throw new Unknown();
    return { kind: "characters", of: [sign] };
  }

  private set(): WordPattern {
    const close = this.signs.indexOf("]", this.at);
    const inside = this.signs.slice(this.at, close);
    if (close <= this.at || inside.some((sign) => "\\[".includes(sign))) throw new Unknown();
    this.at = close + 1;
    if (inside.join("") === "^ ") return { kind: "letter" };
    if (inside[0] === "^") throw new Unknown();
    return { kind: "characters", of: charactersOf(inside) };
  }

  private repeated(item: WordPattern): WordPattern {
    const bounds = this.bounds();
    if (bounds === null) return item;
    if ("*+?{".includes(this.signs[this.at] ?? " ")) throw new Unknown();
    const [least, most] = bounds;
    if (least > most || (Number.isFinite(most) ? most : least) > MOST_REPEATS) throw new Unknown();
    return { kind: "repeat", item, least, most };
  }

  private bounds(): [number, number] | null {
    if (this.take("?")) return [0, 1];
    if (this.take("*")) return [0, Infinity];
    if (this.take("+")) return [1, Infinity];
    if (this.signs[this.at] !== "{") return null;
    const close = this.signs.indexOf("}", this.at);
    const found = /^(\d+)(,(\d*))?$/.exec(this.signs.slice(this.at + 1, close).join(""));
    if (close < 0 || found === null) throw new Unknown();
    this.at = close + 1;
    const least = Number(found[1]);
    if (found[2] === undefined) return [least, least];
    return [least, found[3] === "" ? Infinity : Number(found[3])];
  }
}

/** Characters of a set, those of its ranges among them. */
function charactersOf(inside: readonly string[]): string[] {
  const found: string[] = [];
  for (let i = 0; i < inside.length; i++) {
    const first = (inside[i] as string).codePointAt(0) as number;
    const range = inside[i + 1] === "-" && i + 2 < inside.length;
    const last = range ? ((inside[i + 2] as string).codePointAt(0) as number) : first;
    if (last < first || last - first > MOST_RANGE) throw new Unknown();
    for (let code = first; code <= last; code++) found.push(String.fromCodePoint(code));
    if (range) i += 2;
  }
  return found;
}

/** Whether whatever the pattern takes, having begun at a word's beginning or not, ends right behind a space. */
export function endsAtWord(pattern: WordPattern, begun: boolean): boolean {
  switch (pattern.kind) {
    case "characters":
      return pattern.of.every((sign) => sign === " ");
    case "letter":
      return false;
    case "sequence":
      return pattern.items.reduce((at, item) => endsAtWord(item, at), begun);
    case "choice":
      return pattern.options.every((option) => endsAtWord(option, begun));
    case "repeat":
      return (pattern.least > 0 || begun) && (pattern.most === 0 || endsAtWord(pattern.item, false));
  }
}

/** Whether a matcher that goes back step by step takes time out of all proportion: repetitions that can divide a word in many ways. */
function isSlow(pattern: WordPattern, repeated: boolean): boolean {
  switch (pattern.kind) {
    case "sequence":
      return pattern.items.some((item) => isSlow(item, repeated));
    case "choice":
      return pattern.options.some((option) => isSlow(option, repeated));
    case "repeat": {
      if (repeated && pattern.most === Infinity) return true;
      return isSlow(pattern.item, repeated || (pattern.most > 1 && !endsAtWord(pattern.item, false)));
    }
    default:
      return false;
  }
}

/**
 * Take a regular expression apart.
 * @returns null where it holds what RE2 and JavaScript may understand differently (escapes, anchors, flags, the full stop), what
 * neither does, or what JavaScript would take too long for: such a pattern is to be asked of RE2.
 */
export function wordPattern(text: string): WordPattern | null {
  try {
    const pattern = new Reader(text).whole();
    return isSlow(pattern, false) ? null : pattern;
  } catch (error) {
    if (error instanceof Unknown) return null;
    throw error;
  }
}
