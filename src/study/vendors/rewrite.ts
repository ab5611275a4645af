import type { Dialect } from "./dialect.ts";

/** A part of a vendor's query that was changed or left out. */
export interface TranslationNote {
  /** As the vendor's query has it. */
  part: string;
  message: string;
  /** False: the translation means the same in our language. */
  lost: boolean;
}

export interface Rewritten {
  /** In our language, with `{lost-n}` where nothing could be written. */
  text: string;
  notes: TranslationNote[];
}

const QUOTED = /"(?:[^"\\]|\\.)*"|“[^”]*”/y;
const FIELD = /([A-Za-z_]+):(?!\/\/)/y;
const NEAR = /(o?near)(?:\/(\d+)(f?))?(?=[\s:(]|$)/iy;
const WORD = /[^\s()"“”]+/y;

/** Turns a vendor's query into ours piece by piece; the pieces are never run together with SQL. */
export class Rewriter {
  readonly #dialect: Dialect;
  readonly #source: string;
  readonly #notes: TranslationNote[] = [];
  readonly #written: string[] = [];
  #at = 0;
  #lost = 0;

  constructor(dialect: Dialect, source: string) {
    this.#dialect = dialect;
    this.#source = source;
  }

  rewrite(): Rewritten {
    while (this.#at < this.#source.length) this.#piece();
    return { text: this.#written.join(""), notes: this.#notes };
  }

  #note(part: string, message: string, lost: boolean): void {
    if (!lost && this.#notes.some((note) => note.message === message)) return;
    this.#notes.push({ part, message, lost });
  }

  #drop(part: string, message: string): void {
    this.#note(part, message, true);
    this.#written.push(`{lost-${this.#lost++}}`);
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source);
    if (found) this.#at += found[0].length;
    return found;
  }

  #piece(): void {
    const comment = this.#take(/<<<[\s\S]*?(?:>>>|$)/y);
    if (comment) {
      this.#note(comment[0], "comments are left out", false);
      return;
    }
    const plain = this.#take(/[\s()-]|[|&]{2}/y);
    if (plain) return void this.#written.push({ "||": " OR ", "&&": " AND " }[plain[0]] ?? plain[0]);
    if (this.#near() || this.#field() || this.#braces() || this.#exact()) return;
    this.#operand("");
  }

  #distance(given: number): number {
    return this.#dialect.countsBetween ? given + 1 : Math.max(1, given);
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
    const operator = `${ordered ? "ONEAR" : "NEAR"}/${this.#distance(given)}`;
    if (this.#dialect.countsBetween)
      this.#note(
        found[0],
        `${this.#dialect.vendor} counts the words in between, here positions count: one more`,
        false,
      );
    if (this.#source[this.#at] === ":") this.#prefixNear(operator);
    else this.#written.push(operator);
    return true;
  }

  /** `near/4:James,"van Dam"` */
  #prefixNear(operator: string): void {
    this.#at++;
    const parts: string[] = [];
    do parts.push(this.#take(QUOTED)?.[0] ?? this.#take(/[^\s,()"]+/y)?.[0] ?? "");
    while (this.#take(/\s*,\s*/y));
    this.#written.push(`(${parts.join(` ${operator} `)})`);
  }

  #field(): boolean {
    const found = this.#take(FIELD);
    if (!found) return false;
    const rule = this.#dialect.fields.get(found[1]!.toLowerCase());
    const from = this.#at - found[0].length;
    if (rule && "to" in rule) {
      this.#written.push(`${rule.to}:`);
      if (!/[[(<>="“]/.test(this.#source[this.#at] ?? " ")) this.#operand("");
      else if (/[[<>=]/.test(this.#source[this.#at] ?? "")) this.#written.push(this.#value());
      return true;
    }
    const values = this.#values();
    const part = this.#source.slice(from, this.#at);
    if (rule && "write" in rule) {
      const written = values.map((value) => rule.write(value));
      if (written.some((text) => text === null)) this.#drop(part, "this value has no counterpart");
      else this.#written.push(written.length === 1 ? written[0]! : `(${written.join(" OR ")})`);
    } else this.#drop(part, rule ? rule.drop : `unknown field of ${this.#dialect.vendor}: ${found[1]}`);
    return true;
  }

  #value(): string {
    return this.#take(/\[[^\]]*\]?|[^\s()]+/y)?.[0] ?? "";
  }

  /** Values after a field: one, or several in brackets. */
  #values(): string[] {
    const group = this.#take(/\(([^()]*)\)?/y);
    const text = group ? group[1]! : (this.#take(QUOTED)?.[0] ?? this.#value());
    const found = group
      ? (text.match(/"[^"]*"|[^\s"]+/g) ?? []).filter((word) => !/^or$/i.test(word))
      : [text];
    return found.map((word) => word.replace(/^["“]|["”]$/g, ""));
  }

  #braces(): boolean {
    const found = this.#dialect.bracesAreExact ? this.#take(/\{([^{}]*)\}/y) : null;
    if (!found) return false;
    this.#written.push(`++"${found[1]!.replaceAll('"', "")}"`);
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
    const quoted = this.#take(QUOTED);
    const text = quoted?.[0] ?? this.#take(WORD)?.[0];
    if (text === undefined) {
      this.#written.push(this.#source[this.#at++] ?? "");
      return;
    }
    if (/^(and|or|not)$/i.test(text)) return void this.#written.push(text);
    this.#written.push(before + this.#cleaned(text));
    const tilde = quoted ? this.#take(/~\d+/y) : null;
    if (tilde) this.#written.push(tilde[0]);
    if (tilde && this.#dialect.looseTilde)
      this.#note(text + tilde[0], "the words are found in this order only; write NEAR for both", true);
    const boost = this.#take(/\^\d+(\.\d+)?/y);
    if (boost) this.#note(boost[0], "weights for ranking are left out", false);
  }

  #cleaned(text: string): string {
    if (text.startsWith('"') || text.startsWith("“")) return text;
    const boost = /\^\d+(\.\d+)?$/.exec(text);
    if (boost) this.#note(boost[0], "weights for ranking are left out", false);
    return boost ? text.slice(0, boost.index) : text;
  }
}
