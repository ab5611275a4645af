import type { ByteSource } from "./byte-source.ts";
import type { ElementLists } from "./json-elements.ts";
import { type ListEnd, ListSalvage, listAt } from "./list-salvage.ts";
import { afterSpace, ValueWalk, type WalkLevel } from "./value-walk.ts";

/** What is found in damaged JSON, in the order of its bytes. */
export type Salvaged =
  /** A row of the list that is open. */
  | { found: "row" | "damage"; start: number; end: number }
  /** Text around the rows, up to the beginning of a list. */
  | { found: "list"; text: string; path: string }
  /** The page is over; `text` stands behind its last list, `closers` would end it there. */
  | { found: "page"; text: string; closers: string }
  /** A value without any list. */
  | { found: "value"; start: number; end: number };

/** The levels that lead to a list, and their text. */
function levelsTo(path: string): { stack: WalkLevel[]; text: string } {
  const stack: WalkLevel[] = [{ path: "", array: false }];
  let text = "{";
  let base = "";
  for (const part of path.split(".")) {
    const inner = part.endsWith("[]");
    const key = inner ? part.slice(0, -2) : part;
    base = base === "" ? key : `${base}.${key}`;
    text += `${JSON.stringify(key)}:`;
    const last = base === path;
    stack.push({ path: base, array: inner || last });
    text += inner || last ? "[" : "{";
    if (!inner) continue;
    base += "[]";
    stack.push({ path: base, array: false });
    text += "{";
  }
  return { stack, text };
}

/** Is the text a list of rows, and not of pages? */
function isBare(bytes: ByteSource, lists: readonly string[]): boolean {
  const open = afterSpace(bytes, 0);
  if (lists.includes("") || bytes.at(open) !== 91) return lists.includes("");
  return new ValueWalk(bytes, lists).run(afterSpace(bytes, open + 1)).why !== "list";
}

/** Reads values one after the other, some of which are damaged: pages with lists of rows, or (`lists` has `""`) a list of rows. */
export class PageSalvage {
  private readonly list: ListSalvage;
  private readonly bytes: ByteSource;
  private readonly spec: ElementLists;

  constructor(bytes: ByteSource, spec: ElementLists) {
    this.bytes = bytes;
    this.spec = isBare(bytes, spec.lists) ? { ...spec, lists: [""] } : spec;
    this.list = new ListSalvage(bytes, spec);
  }

  *read(): Generator<Salvaged> {
    const { bytes } = this;
    const bare = this.spec.lists.includes("");
    for (let at = 0; ; ) {
      at = afterSpace(bytes, at);
      const byte = bytes.at(at);
      if (byte < 0) return;
      if (byte === 44 || byte === 93 || (byte === 91 && !bare)) at += 1;
      else {
        let next: ListEnd = yield* this.page(at);
        while (next.why === "list" && next.path !== undefined)
          next = yield* this.listAlone(next.path, next.at);
        at = next.at;
      }
    }
  }

  private *page(start: number): Generator<Salvaged, ListEnd> {
    const walk = new ValueWalk(this.bytes, this.spec.lists);
    return yield* this.follow(walk, start, start, walk.run(start));
  }

  /** A list what stands around which is lost. */
  private *listAlone(path: string, at: number): Generator<Salvaged, ListEnd> {
    const { stack, text } = levelsTo(path);
    const walk = new ValueWalk(this.bytes, this.spec.lists, stack);
    yield { found: "list", text, path };
    return yield* this.rows(walk, at);
  }

  private *follow(
    walk: ValueWalk,
    start: number,
    from: number,
    stop: ReturnType<ValueWalk["run"]>,
  ): Generator<Salvaged, ListEnd> {
    if (stop.why === "list") {
      yield { found: "list", text: this.bytes.slice(from, stop.at), path: walk.listPath };
      return yield* this.rows(walk, stop.at);
    }
    if (stop.why === "end") {
      yield { found: "value", start, end: stop.at };
      return { why: "end", at: stop.at };
    }
    return yield* this.damage(from);
  }

  /** The rows of the list that is open, and what stands behind them. */
  private *rows(walk: ValueWalk, from: number): Generator<Salvaged, ListEnd> {
    for (let at = from; ; ) {
      const closers = walk.closers;
      const rows = this.list.rows(at);
      let step = rows.next();
      for (; !step.done; step = rows.next()) {
        const { start, end, sound } = step.value;
        yield { found: sound ? "row" : "damage", start, end };
      }
      const over = step.value;
      if (over.why !== "end") {
        yield { found: "page", text: closers, closers };
        return over;
      }
      walk.endList();
      const stop = walk.run(over.at + 1);
      const text = this.bytes.slice(over.at, stop.at);
      if (stop.why === "list") {
        yield { found: "list", text, path: walk.listPath };
        at = stop.at;
        continue;
      }
      yield { found: "page", text: stop.why === "end" ? text : closers, closers };
      if (stop.why === "end") return { why: "end", at: stop.at };
      const cut = this.bytes.at(stop.at) < 0;
      return cut ? { why: "cut", at: this.bytes.size } : yield* this.damage(over.at + 1);
    }
  }

  /** Something around the rows is damaged: go on at the next list, else at the next line. */
  private *damage(from: number): Generator<Salvaged, ListEnd> {
    const { bytes } = this;
    let line = -1;
    for (let at = from; at < bytes.size; at++) {
      const byte = bytes.at(at);
      if (byte === 10 && line < 0 && this.spec.lists.includes("")) line = at;
      const found =
        line >= 0 ? { why: "end" as const, at: line } : byte === 34 ? listAt(bytes, at, this.spec) : null;
      if (!found) continue;
      yield { found: "damage", start: from, end: found.at };
      return found;
    }
    yield { found: "damage", start: from, end: bytes.size };
    return { why: "cut", at: bytes.size };
  }
}
