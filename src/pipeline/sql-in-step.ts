import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { SourcePlace } from "./node.ts";
import { lineAt, positionOfOffset } from "./text-position.ts";

/** A place in a TypeScript file where a query is written. */
export interface QueryPlace {
  path: string;
  at: SourcePlace;
}

/** A step's own files: itself and what it imports by relative paths. */
function ownFiles(path: string, found = new Map<string, string>()): Map<string, string> {
  if (found.has(path) || !existsSync(path)) return found;
  const text = readFileSync(path, "utf8");
  found.set(path, text);
  for (const [, target = ""] of text.matchAll(/\bfrom\s+["'](\.[^"']+)["']/g))
    ownFiles(resolve(dirname(path), target), found);
  return found;
}

/** The line of SQL that DuckDB draws under an error, and where its caret points in it. */
function drawnLine(message: string): { text: string; at: number } | null {
  const drawn = /(?:^|\n)(LINE \d+: )(.*)\n( *)\^/.exec(message);
  if (!drawn) return null;
  const [, label = "", shown = "", indent = ""] = drawn;
  const cut = shown.startsWith("...") ? 3 : 0;
  return { text: shown.slice(cut).replace(/\.\.\.$/, ""), at: indent.length - label.length - cut };
}

function onlyOffset(
  texts: ReadonlyMap<string, string>,
  wanted: string,
): [path: string, offset: number] | null {
  const places = [...texts].flatMap(([path, text]): [string, number][] => {
    const first = text.indexOf(wanted);
    if (first < 0) return [];
    return text.includes(wanted, first + 1)
      ? [
          [path, first],
          [path, -1],
        ]
      : [[path, first]];
  });
  return places.length === 1 ? (places[0] ?? null) : null;
}

/**
 * Where the part of a query that DuckDB's error points at is written in a step's files; null where that cannot be told:
 * the words stand there twice, or are put together by the code.
 */
export function placeOfQuery(message: string, file: string): QueryPlace | null {
  const drawn = drawnLine(message);
  if (!drawn) return null;
  const texts = ownFiles(file);
  for (const reach of [Number.POSITIVE_INFINITY, 40, 20, 10]) {
    const from = Math.max(0, drawn.at - reach);
    const wanted = drawn.text.slice(from, drawn.at + reach);
    const found = wanted.trim().length > 3 ? onlyOffset(texts, wanted) : null;
    if (!found) continue;
    const text = texts.get(found[0]) ?? "";
    const position = positionOfOffset(text, found[1] + drawn.at - from);
    return { path: found[0], at: { ...position, source: lineAt(text, position.line) } };
  }
  return null;
}
