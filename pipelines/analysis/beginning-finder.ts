import { isInWords, SEPARATING } from "./plain-words.ts";

/** Number of a character that is in none of the texts to be found. */
const OTHER = 0;
const SPACE = 1;

/** Numbers of the characters that the texts are made of, by UTF-16 code. What parts words is a space, ’ is '. */
function characterNumbers(texts: readonly string[]): { numbers: Uint16Array; count: number } {
  const numbers = new Uint16Array(1 << 16);
  for (const code of SEPARATING) numbers[code] = SPACE;
  let count = SPACE + 1;
  for (const text of texts)
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (numbers[code] === OTHER) numbers[code] = count++;
    }
  numbers["’".charCodeAt(0)] = numbers["'".charCodeAt(0)] as number;
  return { numbers, count };
}

/**
 * Finds many texts at once in the plain words of another, which need not be made for it (Aho and Corasick 1975, with all
 * transitions worked out).
 */
export class BeginningFinder {
  private readonly numbers: Uint16Array;
  private readonly count: number;
  /** By state and character's number: the next state, both as places in this list. */
  private next: Int32Array;
  private states = 1;
  /** By state: where its hits are in `hits`, from this to the next. */
  private hitsFrom: Int32Array;
  private hits: Int32Array;

  /** @param texts each with what it is found for, numbers from 0 */
  constructor(texts: ReadonlyMap<string, readonly number[]>) {
    const possible = [...texts.keys()].filter(isInWords);
    const { numbers, count } = characterNumbers(possible);
    this.numbers = numbers;
    this.count = count;
    const all = possible.reduce((sum, text) => sum + text.length, 1);
    this.next = new Int32Array(all * count);
    const own = new Map<number, readonly number[]>();
    for (const text of possible) own.set(this.insert(text), texts.get(text) ?? []);
    this.next = this.next.slice(0, this.states * count);
    const hits = this.complete(own);
    this.hitsFrom = new Int32Array(this.states + 1);
    hits.forEach((list, state) => {
      this.hitsFrom[state + 1] = (this.hitsFrom[state] as number) + list.length;
    });
    this.hits = Int32Array.from(hits.flat());
  }

  private insert(text: string): number {
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      const place = state * this.count + (this.numbers[text.charCodeAt(i)] as number);
      if (this.next[place] === 0) this.next[place] = this.states++;
      state = this.next[place] as number;
    }
    return state;
  }

  /** Works out where each state goes that no text goes on from, and what is found in it. */
  private complete(own: ReadonlyMap<number, readonly number[]>): (readonly number[])[] {
    const { next, count } = this;
    const fallback = new Int32Array(this.states);
    const hits: (readonly number[])[] = Array.from(
      { length: this.states },
      (_, state) => own.get(state) ?? [],
    );
    const queue = [0];
    for (let head = 0; head < queue.length; head++) {
      const state = queue[head] as number;
      const back = fallback[state] as number;
      if (state !== 0) hits[state] = [...new Set([...(hits[state] ?? []), ...(hits[back] ?? [])])];
      for (let number = 0; number < count; number++) {
        const place = state * count + number;
        const child = next[place] as number;
        const other = state === 0 ? 0 : (next[back * count + number] as number);
        if (child === 0) next[place] = other;
        else {
          fallback[child] = state === 0 ? 0 : other;
          queue.push(child);
        }
      }
    }
    return hits;
  }

  /** Tell `found` what is in the plain words of a text, in their order and again and again, until it returns true. */
  find(spoken: string, found: (hit: number) => boolean): void {
    const { numbers, next, count, hits, hitsFrom } = this;
    let state = next[SPACE] as number;
    let number = SPACE;
    let before = OTHER;
    for (let i = 0; i <= spoken.length; i++) {
      const last = i === spoken.length;
      number = last ? SPACE : (numbers[spoken.charCodeAt(i)] as number);
      if (number === SPACE && before === SPACE && !last) continue;
      before = number;
      state = next[state * count + number] as number;
      const to = hitsFrom[state + 1] as number;
      for (let hit = hitsFrom[state] as number; hit < to; hit++) if (found(hits[hit] as number)) return;
    }
  }
}
