import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import type { Diagnostic } from "../errors.ts";

export type YamlPath = readonly PropertyKey[];

/** The text of a study file with the places of everything in it. */
export class StudySource {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
  readonly #document: Document.Parsed;
  readonly #counter = new LineCounter();

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.#document = parseDocument(text, { lineCounter: this.#counter, prettyErrors: false });
    this.value = this.#document.errors.length > 0 ? undefined : this.#document.toJS({ maxAliasCount: 100 });
  }

  /** Mistakes of YAML itself. */
  syntaxErrors(): Diagnostic[] {
    return this.#document.errors.map((error) => this.diagnostic(error.pos[0], error.message, "yaml-syntax"));
  }

  /** A finding at an offset of the file. */
  diagnostic(offset: number, message: string, rule: string, hint?: string): Diagnostic {
    const { line, col } = this.#counter.linePos(offset);
    const source = (this.text.split("\n")[line - 1] ?? "").replace(/\r$/, "");
    return {
      file: this.file,
      line: Math.max(1, line),
      column: Math.max(1, col),
      severity: "error",
      message,
      rule,
      source,
      ...(hint === undefined ? {} : { hint }),
    };
  }

  /** Offset of the value at a path, or of the nearest thing around it. */
  offsetOf(path: YamlPath): number {
    for (let length = path.length; length > 0; length--) {
      const node = this.#document.getIn(path.slice(0, length), true) as Node | undefined;
      if (node?.range) return node.range[0];
    }
    return this.#document.contents?.range?.[0] ?? 0;
  }

  /** Offset of a key in the mapping at a path. */
  offsetOfKey(path: YamlPath, key: string): number {
    const map = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    if (!isMap(map)) return this.offsetOf(path);
    const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    return (pair?.key as Node | undefined)?.range?.[0] ?? this.offsetOf(path);
  }

  /** Offset in the file of character `index` of the text at a path, through quotes and folded lines. */
  offsetInText(path: YamlPath, index: number): number {
    const node = this.#document.getIn(path, true);
    if (!isScalar(node) || typeof node.value !== "string" || !node.range) return this.offsetOf(path);
    const [start, end] = node.range;
    let at = start;
    if (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED") at = this.text.indexOf("\n", start);
    else if (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE") at += 1;
    for (let i = 0; i <= index; i++) {
      const wanted = node.value[i];
      if (wanted === undefined || /\s/.test(wanted)) {
        if (i < index) while (at < end && wanted !== undefined && /\s/.test(this.text[at + 1] ?? "x")) at++;
      } else while (at < end && this.text[at] !== wanted) at++;
      if (i < index) at++;
    }
    return Math.min(at, end);
  }
}
