import { didYouMean } from "../nearest.ts";
import { type Dialect, type FieldRule, quoted } from "./dialect.ts";
import { closingBracket, writeValues } from "./field-values.ts";
import { distanceInside } from "./group-distance.ts";
import { lostName } from "./left-out.ts";
import type { TranslationNote } from "./notes.ts";
import { ourDistance, rewritePhrase } from "./rewrite-phrase.ts";

export interface Rewritten {
  /** In our language, with the macro `{lost-n}` for the n-th note of the kind lost that left a hole. */
  text: string;
  notes: TranslationNote[];
  /** Of the holes, in order. */
  lost: TranslationNote[];
}

const QUOTED = /"(?:[^"\\]|\\.)*"/y;
const FIELD = /([A-Za-z_][A-Za-z0-9_.]*):(?!\/\/)/y;
const NEAR = /(o?near)(?:\/(\d+)(f?))?(?=[\s:(]|$)/iy;
const WORD = /[^\s()"]+/y;
const BEFORE_VALUE = /[ \t]+(?=[^\s)]|$)/y;

/** Turns a vendor's query into ours piece by piece; the pieces are never run together with SQL. */
export class Rewriter {
  readonly #dialect: Dialect;
  readonly #source: string;
  readonly #notes: TranslationNote[] = [];
  readonly #lost: TranslationNote[] = [];
  readonly #written: string[] = [];
  readonly #open: number[] = [];
  #alternative: { name: string; at: number } | null = null;
  #at = 0;

  constructor(dialect: Dialect, source: string) {
    this.#dialect = dialect;
    this.#source = source
      .replace(/[“”„‟″＂]/g, '"')
      .replace(/（/g, "(")
      .replace(/）/g, ")");
  }

  rewrite(): Rewritten {
    while (this.#at < this.#source.length) this.#piece();
    return { text: this.#written.join(""), notes: this.#notes, lost: this.#lost };
  }

  #note(part: string, message: string, kind: TranslationNote["kind"]): TranslationNote {
    const note = { part, message, kind };
    if (kind !== "form" || !this.#notes.some((other) => other.message === message)) this.#notes.push(note);
    return note;
  }

  #drop(part: string, message: string): void {
    this.#written.push(`{${lostName(this.#lost.length)}} `);
    this.#lost.push(this.#note(part, message, "lost"));
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source);
    if (found) this.#at += found[0].length;
    return found;
  }

  #piece(): void {
    if (this.#comment()) return;
    const plain = this.#take(/[\s()-]|[|&]{2}/y)?.[0];
    if (plain === "(") this.#open.push(this.#written.length);
    if (plain === ")") {
      this.#close();
      return;
    }
    if (plain !== undefined) return void this.#written.push({ "||": " OR ", "&&": " AND " }[plain] ?? plain);
    if (this.#near() || this.#field() || this.#braces() || this.#exact()) return;
    this.#operand("");
  }

  #comment(): boolean {
    const found = this.#take(/<<<[\s\S]*?(?:>>>|>?»)|<<<[\s\S]*/y)?.[0];
    if (found === undefined) return false;
    const closed = /(?:>>>|»)$/.test(found);
    if (closed) this.#note(found, "comments are left out", "form");
    else this.#drop(found, "this comment is never closed; all after it was left out");
    return true;
  }

  /** `)`, and `~5` after it. */
  #close(): void {
    const from = this.#open.pop();
    this.#written.push(")");
    const tilde = this.#take(/~(\d+)/y);
    if (!tilde) return;
    const part = `(…)${tilde[0]}`;
    const inside = from === undefined ? [] : this.#written.slice(from + 1, -1);
    const near = distanceInside(inside, `NEAR/${ourDistance(this.#dialect, Number(tilde[1]))}`);
    if (near === null || from === undefined) {
      this.#note(part, "a distance needs AND, and only that, between the parts of its bracket", "differs");
      return;
    }
    this.#written.splice(from + 1, this.#written.length, ...near.pieces, ")");
    if (near.parts > 2) this.#note(part, "the distance is measured from part to part", "differs");
    this.#noteDistance(part);
  }

  #noteDistance(part: string): void {
    const { vendor, countsBetween } = this.#dialect;
    if (countsBetween)
      this.#note(part, `${vendor} counts the words in between, here positions count: one more`, "form");
  }

  #near(): boolean {
    const found = this.#take(NEAR);
    if (!found) return false;
    const ordered = found[1]!.length === 5 || Boolean(found[3]);
    const given = found[2] === undefined ? this.#dialect.bareNear : Number(found[2]);
    if (given === null) {
      this.#written.push(found[0]);
      return true;
    }
    const operator = `${ordered ? "ONEAR" : "NEAR"}/${ourDistance(this.#dialect, given)}`;
    this.#noteDistance(found[0]);
    if (this.#source[this.#at] === ":") this.#prefixNear(operator);
    else this.#written.push(operator);
    return true;
  }

  /** `near/4:James,"van Dam",(Inc OR Ltd)` */
  #prefixNear(operator: string): void {
    this.#at++;
    this.#written.push("(");
    for (let first = true; first || this.#take(/\s*,\s*/y); first = false) {
      if (!first) this.#written.push(` ${operator} `);
      if (this.#source[this.#at] === "(") {
        const end = closingBracket(this.#source, this.#at);
        while (this.#at < end) this.#piece();
      } else this.#written.push(this.#take(QUOTED)?.[0] ?? this.#take(/[^\s,()"]+/y)?.[0] ?? "");
    }
    this.#written.push(")");
  }

  #field(): boolean {
    const from = this.#at;
    const found = this.#take(FIELD);
    if (!found) return false;
    const name = found[1]!.toLowerCase();
    const rule = this.#dialect.fields.get(name);
    this.#take(BEFORE_VALUE);
    if (rule && "scope" in rule) {
      if (rule.but) this.#note(found[0], rule.but, "differs");
      this.#written.push(`${rule.scope}:`);
      if (!this.#braces() && !this.#exact() && this.#source[this.#at] !== "(") this.#operand("");
    } else this.#values(name, from, rule ?? { drop: this.#unknown(found[1]!) });
    if (/[\p{L}\p{N}"]/u.test(this.#source[this.#at] ?? "")) this.#written.push(" ");
    return true;
  }

  #unknown(name: string): string {
    const near = didYouMean(name, this.#dialect.fields.keys()) ?? "";
    const known = near.startsWith("Did") ? ` ${near}` : "";
    return `unknown field of ${this.#dialect.vendor}: ${name}; put it in quotes if it is words.${known}`;
  }

  #values(name: string, from: number, rule: Exclude<FieldRule, { scope: string }>): void {
    const text = this.#valueText();
    const part = this.#source.slice(from, this.#at);
    const written = "drop" in rule ? null : writeValues(rule, text);
    if ("drop" in rule) this.#drop(part, rule.drop);
    else if (written === null) {
      const otherwise = "otherwise" in rule && rule.otherwise ? `: ${rule.otherwise}` : "";
      this.#drop(part, `this value has no counterpart${otherwise}`);
    } else {
      if (rule.but) this.#note(part, rule.but, "differs");
      this.#write(name, written, part);
    }
  }

  /** Where the vendor reads the same field twice in a row as alternatives, so do we. */
  #write(name: string, written: string, part: string): void {
    const before = this.#alternative;
    const follows =
      before?.name === name && this.#written.slice(before.at + 1).every((each) => /^\s+$/.test(each));
    if (before && follows) {
      this.#written.splice(before.at, this.#written.length, `(${this.#written[before.at]} OR ${written})`);
      this.#note(part, `${this.#dialect.vendor} takes one ${name}: after the other as alternatives`, "form");
    } else this.#written.push(written);
    const at = before && follows ? before.at : this.#written.length - 1;
    this.#alternative = this.#dialect.alternatives.has(name) ? { name, at } : null;
  }

  #valueText(): string {
    if (this.#source[this.#at] === "(") {
      const from = this.#at;
      this.#at = closingBracket(this.#source, from);
      return this.#source.slice(from, this.#at);
    }
    return this.#take(QUOTED)?.[0] ?? this.#take(/\[[^\]]*\]?|[^\s()]+/y)?.[0] ?? "";
  }

  #braces(): boolean {
    const found = this.#take(/\{([^{}]*)\}/y);
    if (!found) return false;
    if (!this.#dialect.bracesAreExact)
      this.#note(
        found[0],
        `no operator of ${this.#dialect.vendor} known here; read as case-sensitive`,
        "differs",
      );
    this.#written.push(`++${quoted(found[1]!)}`);
    return true;
  }

  #exact(): boolean {
    const sign = this.#dialect.exactSigns.find((each) => this.#source.startsWith(each, this.#at));
    if (sign === undefined) return false;
    this.#at += sign.length;
    this.#operand("++");
    return true;
  }

  #operand(before: string): void {
    const phrase = this.#take(QUOTED)?.[0];
    const text = phrase ?? this.#take(WORD)?.[0];
    if (text === undefined) return void this.#written.push(this.#source[this.#at++] ?? "");
    if (/^(and|or|not)$/i.test(text)) return void this.#written.push(text);
    if (phrase !== undefined) this.#phrase(before, phrase);
    else this.#written.push(before + this.#word(text));
    const boost = this.#take(/\^\d+(\.\d+)?/y);
    if (boost) this.#note(boost[0], "weights for ranking are left out", "form");
  }

  #word(text: string): string {
    const boost = /\^\d+(\.\d+)?$/.exec(text);
    if (boost) this.#note(boost[0], "weights for ranking are left out", "form");
    const plain = boost ? text.slice(0, boost.index) : text;
    const tilde = this.#dialect.looseTilde ? /~\d+$/.exec(plain) : null;
    if (tilde) this.#note(plain, "a distance after one word has no meaning and is left out", "form");
    return tilde ? plain.slice(0, tilde.index) : plain;
  }

  #phrase(before: string, phrase: string): void {
    const tilde = this.#take(/~(\d+)/y);
    const rewritten = rewritePhrase(this.#dialect, phrase, tilde && Number(tilde[1]));
    const part = phrase + (tilde?.[0] ?? "");
    if (rewritten.differs !== null) this.#note(part, rewritten.differs, "differs");
    if (rewritten.counted) this.#noteDistance(part);
    this.#written.push(before + rewritten.text);
  }
}
