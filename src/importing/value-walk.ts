import type { ByteSource } from "./byte-source.ts";

/** Where a walk stopped: behind a value, behind the bracket that opens a list, or at a byte that JSON does not allow. */
export interface WalkStop {
  why: "end" | "list" | "fault";
  at: number;
}

export interface WalkLevel {
  path: string;
  array: boolean;
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/;
const ESCAPED = new Set([...'"\\/bfnrt'].map((each) => each.charCodeAt(0)));
const isSpace = (byte: number) => byte === 32 || byte === 10 || byte === 13 || byte === 9;
const isHex = (byte: number) =>
  (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102);

/** The first byte from `at` on that is no white space. */
export function afterSpace(bytes: ByteSource, at: number): number {
  let place = at;
  while (isSpace(bytes.at(place))) place += 1;
  return place;
}

/** Place behind the string that opens at `open`; the place of the fault as a negative number where it is none. */
function afterString(bytes: ByteSource, open: number): number {
  for (let at = open + 1; ; at++) {
    const byte = bytes.at(at);
    if (byte === QUOTE) return at + 1;
    if (byte < 32) return -at;
    if (byte !== BACKSLASH) continue;
    at += 1;
    const escaped = bytes.at(at);
    if (escaped === 117) {
      for (let digit = 1; digit <= 4; digit++) if (!isHex(bytes.at(at + digit))) return -at;
      at += 4;
    } else if (!ESCAPED.has(escaped)) return -at;
  }
}

/** Walks over one JSON value by the letter of RFC 8259, up to the first byte that it does not allow; builds no value. */
export class ValueWalk {
  /** Keys of the outermost object, as far as it was walked. */
  readonly keys: string[] = [];
  private awaits: "value" | "first" | "key" | "colon" | "next" = "value";
  private key: string | null = null;
  readonly stack: WalkLevel[];
  private readonly bytes: ByteSource;
  private readonly lists: readonly string[];

  /** `lists`: paths of lists to stop in; `stack`: what is open already. */
  constructor(bytes: ByteSource, lists: readonly string[] = [], stack: WalkLevel[] = []) {
    this.bytes = bytes;
    this.lists = lists;
    this.stack = stack;
  }

  /** The list in hand has ended. */
  endList(): void {
    this.stack.pop();
    this.awaits = "next";
  }

  /** Path of the list it stopped in. */
  get listPath(): string {
    return this.stack[this.stack.length - 1]?.path ?? "";
  }

  /** What would end the value here. */
  get closers(): string {
    return this.stack
      .map(({ array }) => (array ? "]" : "}"))
      .reverse()
      .join("");
  }

  run(start: number, limit = Number.POSITIVE_INFINITY): WalkStop {
    let at = start;
    while (this.awaits !== "next" || this.stack.length > 0) {
      at = afterSpace(this.bytes, at);
      if (at >= limit) return { why: "fault", at };
      const byte = this.bytes.at(at);
      const next =
        this.awaits === "next" || this.awaits === "colon" ? this.mark(byte, at) : this.item(byte, at);
      if (next < 0) return { why: "fault", at: Math.max(at, -next - 1) };
      at = next;
      if (this.awaits === "first" && this.lists.length > 0 && this.atList()) return { why: "list", at };
    }
    return { why: "end", at };
  }

  private atList(): boolean {
    const top = this.stack[this.stack.length - 1];
    return top?.array === true && this.lists.includes(top.path);
  }

  /** Commas, colons and closing brackets. */
  private mark(byte: number, at: number): number {
    const array = this.stack[this.stack.length - 1]?.array ?? false;
    if (this.awaits === "colon") {
      if (byte !== COLON) return -at - 1;
      this.awaits = "value";
    } else if (byte === COMMA) this.awaits = array ? "value" : "key";
    else if (this.stack.length > 0 && byte === (array ? 93 : 125)) this.stack.pop();
    else return -at - 1;
    return at + 1;
  }

  /** Keys and values. */
  private item(byte: number, at: number): number {
    const top = this.stack[this.stack.length - 1];
    const wantsKey = this.awaits === "key" || (this.awaits === "first" && top?.array === false);
    if (this.awaits === "first" && byte === (top?.array ? 93 : 125)) {
      this.stack.pop();
      this.awaits = "next";
      return at + 1;
    }
    if (byte === QUOTE) return this.string(at, wantsKey);
    if (wantsKey) return -at - 1;
    if (byte === 123 || byte === 91) {
      this.stack.push({ path: this.lists.length > 0 ? this.path() : "", array: byte === 91 });
      this.key = null;
      this.awaits = "first";
      return at + 1;
    }
    return this.scalar(at);
  }

  private path(): string {
    const top = this.stack[this.stack.length - 1];
    const base = top ? (top.array ? `${top.path}[]` : top.path) : "";
    if (this.key === null) return base;
    return base === "" ? this.key : `${base}.${this.key}`;
  }

  private string(at: number, isKey: boolean): number {
    const end = afterString(this.bytes, at);
    if (end < 0) return end - 1;
    this.awaits = isKey ? "colon" : "next";
    this.key = null;
    if (isKey && (this.lists.length > 0 || this.stack.length === 1)) {
      this.key = this.bytes.slice(at + 1, Math.min(end - 1, at + 1000));
      if (this.stack.length === 1 && this.keys.length < 500) this.keys.push(this.key);
    }
    return end;
  }

  private scalar(at: number): number {
    let end = at;
    while (end - at < 1000 && /[-+.0-9A-Za-z]/.test(String.fromCharCode(Math.max(0, this.bytes.at(end)))))
      end += 1;
    if (!SCALAR.test(this.bytes.slice(at, end))) return -at - 1;
    this.awaits = "next";
    this.key = null;
    return end;
  }
}
