import type { ByteSource } from "./byte-source.ts";
import type { ElementLists } from "./json-elements.ts";
import { columnOf, keyAt, RowLikeness } from "./row-likeness.ts";
import { afterSpace, ValueWalk } from "./value-walk.ts";

/** Rows of a list by their places: sound ones, and damaged ones. */
export interface RowPlace {
  start: number;
  end: number;
  sound: boolean;
}

/** Where reading goes on behind a list: at its bracket, at the first row of another list, or nowhere. */
export interface ListEnd {
  why: "end" | "list" | "cut";
  at: number;
  path?: string;
}

type Restart = ListEnd | { why: "row"; at: number };

const COMMA = 44;
const CLOSE = 93;
/** The least that a row may be long where one was found that never ends. */
const LONG = 256 * 1024;

const lastKey = (path: string) => path.slice(path.lastIndexOf(".") + 1);

/** A list whose name stands at `at`, and the place of its first row. */
export function listAt(bytes: ByteSource, at: number, spec: ElementLists): ListEnd | null {
  const named = keyAt(bytes, at);
  if (!named || bytes.at(named.value) !== 91) return null;
  const path = spec.lists.find((each) => each !== "" && lastKey(each) === named.key);
  if (path === undefined || spec.within.some((each) => lastKey(each) === named.key)) return null;
  return { why: "list", at: named.value + 1, path };
}

/**
 * Reads the rows of a list some of which are damaged. Behind a damaged one it goes on at the next row: where rows begin on lines
 * of their own, at the next line that is set in like theirs; else at the next object that is JSON and has the keys of rows.
 * What is read again is bounded by the size of the text.
 */
export class ListSalvage {
  private readonly likeness = new RowLikeness();
  private column: number | null = null;
  private largest = 0;
  private endless = false;
  private work: number;
  private readonly bytes: ByteSource;
  private readonly spec: ElementLists;

  constructor(bytes: ByteSource, spec: ElementLists) {
    this.bytes = bytes;
    this.spec = spec;
    this.work = 16 * 2 ** 20 + 16 * bytes.size;
  }

  /** The rows from `from` on; returns how the list ends. */
  *rows(from: number): Generator<RowPlace, ListEnd> {
    const { bytes } = this;
    this.column = columnOf(bytes, afterSpace(bytes, from));
    this.likeness.lookAhead(bytes, from);
    let held: RowPlace | null = null;
    for (let at = from; ; ) {
      at = afterSpace(bytes, at);
      const byte = bytes.at(at);
      if (byte === COMMA) {
        at += 1;
        continue;
      }
      if (byte < 0 || (byte === CLOSE && this.endsAt(at))) {
        if (held) yield held;
        return { why: byte < 0 ? "cut" : "end", at };
      }
      const end = this.soundEnd(at);
      if (end !== null) {
        if (held) yield held;
        held = { start: at, end, sound: true };
        at = end;
        continue;
      }
      const torn: RowPlace | null = held?.sound && keyAt(bytes, at) ? held : null;
      if (held && !torn) yield held;
      held = null;
      const next = this.restart(at);
      yield { start: torn?.start ?? at, end: next.at, sound: false };
      if (next.why !== "row") return next;
      at = next.at;
    }
  }

  private walk(at: number): { end: number | null; keys: string[] } {
    const walk = new ValueWalk(this.bytes);
    const limit = this.endless ? at + Math.max(LONG, 8 * this.largest) : Number.POSITIVE_INFINITY;
    const stop = walk.run(at, limit);
    this.work -= stop.at - at;
    if (stop.why !== "end" && this.bytes.at(stop.at) < 0) this.endless = true;
    return { end: stop.why === "end" ? stop.at : null, keys: walk.keys };
  }

  /** Place behind the row at `at`; null where it is damaged. */
  private soundEnd(at: number): number | null {
    const { end, keys } = this.walk(at);
    if (end === null) return null;
    const next = this.bytes.at(afterSpace(this.bytes, end));
    if (next === 58 || (next < 0 && this.holdsOthers(at, end))) return null;
    this.likeness.learn(keys);
    this.largest = Math.max(this.largest, end - at);
    return end;
  }

  /** Rows inside the last row of all: brackets of it are missing, and those of the list have closed it. */
  private holdsOthers(at: number, end: number): boolean {
    if (this.spec.within.length > 0) return false;
    const next = this.restart(at, end);
    return next.why === "row";
  }

  /** Is the bracket at `at` the end of the list, and not one too many? */
  private endsAt(at: number): boolean {
    const { bytes } = this;
    const next = afterSpace(bytes, at + 1);
    if (bytes.at(next) !== COMMA) return true;
    return bytes.at(afterSpace(bytes, next + 1)) !== 123;
  }

  /** Where to go on behind the fault in the row that begins at `from`. */
  private restart(from: number, limit = this.bytes.size): Restart {
    for (let at = from + 1; at < limit && this.work > 0; at++, this.work--) {
      const byte = this.bytes.at(at);
      if (byte !== 123 && byte !== CLOSE && byte !== 34) continue;
      const found = this.column === null ? this.compact(at, byte) : this.indented(at, byte, this.column);
      if (found) return found;
    }
    return { why: "cut", at: this.bytes.size };
  }

  private indented(at: number, byte: number, column: number): Restart | null {
    const own = columnOf(this.bytes, at);
    if (own === null) return null;
    if (byte === 123) return own === column ? { why: "row", at } : null;
    if (byte === CLOSE) return own <= column && this.endsAt(at) ? { why: "end", at } : null;
    return own < column ? listAt(this.bytes, at, this.spec) : null;
  }

  private compact(at: number, byte: number): Restart | null {
    const { bytes } = this;
    if (byte === 34) return listAt(bytes, at, this.spec);
    if (byte === CLOSE) {
      const next = afterSpace(bytes, at + 1);
      const key = bytes.at(next) === COMMA ? keyAt(bytes, afterSpace(bytes, next + 1))?.key : undefined;
      return key !== undefined && this.spec.behind?.includes(key) ? { why: "end", at } : null;
    }
    const before = bytes.slice(Math.max(0, at - 64), at).trimEnd();
    if (bytes.at(afterSpace(bytes, at + 1)) !== 34 || before.endsWith(":")) return null;
    const { end, keys } = this.walk(at);
    const row =
      end !== null ? this.likeness.like(keys) : before.endsWith(",") && this.likeness.opens(keys[0]);
    return row ? { why: "row", at } : null;
  }
}
