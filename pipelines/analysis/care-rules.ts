import { BeginningFinder } from "./beginning-finder.ts";
import { beginnings } from "./pattern-beginnings.ts";
import { plainWords, spokenText } from "./plain-words.ts";
import { wordPattern } from "./word-pattern.ts";

/** A rule as the table `care_rules` has it. */
export interface CareRule {
  language: string;
  signal: string;
  pattern: string;
}

/** Signals that rules tell, each a bit of what {@link CareRules.signals} returns. */
export const SIGNALS = ["lead", "problem"] as const;

/** Whether the rule is one for {@link CareRules}; if not, it is for RE2. */
export const isPlainRule = ({ pattern }: CareRule): boolean => wordPattern(pattern) !== null;

/** What was found of a pattern, as bits. */
const BEGUN = 1;
const FURTHER = 2;
const ENOUGH = 4;

/**
 * The rules of one language. Their patterns are taken apart into the beginnings of words that a match must hold, which are looked
 * for all at once; most decide, and a pattern itself is asked only where its beginnings are there and do not.
 */
export class CareRules {
  private readonly finder: BeginningFinder;
  private readonly patterns: RegExp[] = [];
  /** Bit of the signal and bits that a text must have before it is asked, by pattern. */
  private readonly signalOf: number[] = [];
  private readonly wanted: number[] = [];
  private readonly always: number[] = [];
  /** By pattern: number of the last text in which something of it was found, and what. */
  private readonly seenIn: Uint32Array;
  private readonly seen: Uint8Array;
  private readonly asked: number[] = [];
  private text = 0;

  /** @param rules of one language, for which {@link isPlainRule} holds */
  constructor(rules: readonly CareRule[]) {
    const texts = new Map<string, number[]>();
    const known = rules.filter(({ signal }) => (SIGNALS as readonly string[]).includes(signal));
    known.forEach((rule, at) => {
      this.add(rule, at, texts);
    });
    this.seenIn = new Uint32Array(known.length);
    this.seen = new Uint8Array(known.length);
    this.finder = new BeginningFinder(texts);
  }

  private add({ signal, pattern }: CareRule, at: number, texts: Map<string, number[]>): void {
    const parts = wordPattern(pattern);
    if (parts === null) throw new RangeError(`not a plain pattern: ${pattern}`);
    this.patterns.push(new RegExp(` (?:${pattern}) `, "u"));
    this.signalOf.push(1 << (SIGNALS as readonly string[]).indexOf(signal));
    const found = beginnings(parts);
    if (found === null) this.always.push(at);
    this.wanted.push(found !== null && found.further.length > 0 ? BEGUN | FURTHER : BEGUN);
    const tell = (list: readonly string[], what: number) => {
      for (const text of list) texts.set(text, [...(texts.get(text) ?? []), at * 8 + what]);
    };
    tell(found?.enough ?? [], ENOUGH);
    tell(found?.begun ?? [], BEGUN);
    tell(found?.further ?? [], FURTHER);
  }

  /** Bits of the signals that a text gives. */
  signals(text: string): number {
    const spoken = spokenText(text);
    const all = (1 << SIGNALS.length) - 1;
    let given = 0;
    this.text++;
    this.asked.length = 0;
    this.finder.find(spoken, (hit) => {
      const at = hit >> 3;
      const signal = this.signalOf[at] as number;
      if ((given & signal) !== 0) return false;
      if ((hit & ENOUGH) !== 0) given |= signal;
      else this.see(at, hit & 7);
      return given === all;
    });
    return given === all ? given : this.ask(spoken, given);
  }

  private see(at: number, what: number): void {
    const before = this.seenIn[at] === this.text ? (this.seen[at] as number) : 0;
    const seen = before | what;
    this.seenIn[at] = this.text;
    this.seen[at] = seen;
    if (before !== seen && seen === this.wanted[at]) this.asked.push(at);
  }

  private ask(spoken: string, already: number): number {
    let given = already;
    let words: string | null = null;
    for (const list of [this.asked, this.always])
      for (const at of list) {
        const signal = this.signalOf[at] as number;
        if ((given & signal) !== 0) continue;
        words ??= plainWords(spoken);
        if ((this.patterns[at] as RegExp).test(words)) given |= signal;
      }
    return given;
  }
}
