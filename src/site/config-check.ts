import { readFileSync } from "node:fs";
import { EarshotError, EXIT } from "../errors.ts";
import { nearest } from "./nearest.ts";

/** Keys that Framework 1.13 reads; it ignores all others without a word. */
const KNOWN = [
  ..."root output base title sidebar home pages pager scripts head header footer toc style theme".split(" "),
  ..."globalStylesheets search md markdownIt linkify typographer quotes interpreters dynamicPaths".split(" "),
  ..."cleanUrls preserveIndex preserveExtension duckdb loaders".split(" "),
];

/** Top-level keys of the object that a config file exports, found in its text. */
export function configKeys(source: string): { key: string; line: number }[] {
  const start = /export\s+default\s*\{/.exec(source);
  if (!start) return [];
  const keys: { key: string; line: number }[] = [];
  let depth = 0;
  source
    .slice(start.index)
    .split("\n")
    .forEach((text, index) => {
      const key = depth === 1 ? /^\s*(?:"([^"]+)"|(\w+))\s*[:,(]/.exec(text) : null;
      const line = source.slice(0, start.index).split("\n").length + index;
      if (key) keys.push({ key: (key[1] ?? key[2]) as string, line });
      const plain = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\/\/.*$/g, "");
      for (const c of plain) {
        if ("{[(".includes(c)) depth++;
        if ("}])".includes(c)) depth--;
      }
    });
  return keys;
}

/** Throws on a key that Framework does not know and would silently ignore. */
export function checkConfig(file: string): void {
  const unknown = configKeys(readFileSync(file, "utf8")).filter(({ key }) => !KNOWN.includes(key));
  if (unknown.length === 0) return;
  throw new EarshotError("the site's configuration holds unknown keys", {
    exitCode: EXIT.siteFailed,
    diagnostics: unknown.map(({ key, line }) => {
      const near = nearest(key, KNOWN);
      return {
        file: "observablehq.config.ts",
        line,
        severity: "error" as const,
        message: `unknown key: ${key}`,
        rule: "unknown-config-key",
        ...(near ? { hint: `Did you mean ${near}?` } : {}),
      };
    }),
  });
}
