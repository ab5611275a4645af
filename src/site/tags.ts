/** One `{{name:argument key=value}}` in a page. */
export interface Tag {
  name: string;
  argument: string;
  options: Readonly<Record<string, string>>;
  /** Line and column in the page, from 1. */
  line: number;
  column: number;
  source: string;
}

/** Why a tag cannot be filled; becomes a diagnostic at the tag's place. */
export class TagProblem extends Error {}

export type Piece = { kind: "text"; text: string } | { kind: "tag"; tag: Tag };

const TAG =
  /\\?\{\{\s*([a-z][a-z-]*)\s*(?::\s*([^\s}"]*))?((?:\s+[a-z][a-z-]*=(?:"[^"]*"|[^\s"}]+))*)\s*\}\}/g;
const OPTION = /([a-z][a-z-]*)=(?:"([^"]*)"|([^\s"}]+))/g;

/**
 * Split a page into text and tags. `\{{…}}` stays text; fenced code blocks are left alone.
 * `{{…}}` cannot clash with Framework's `${…}`, which needs a dollar sign.
 */
export function splitTags(page: string): Piece[] {
  const pieces: Piece[] = [];
  const add = (text: string) => {
    if (text) pieces.push({ kind: "text", text });
  };
  let fence: string | null = null;
  page.split("\n").forEach((line, index, lines) => {
    const end = index < lines.length - 1 ? "\n" : "";
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1];
    if (mark && fence === null) fence = mark;
    else if (mark && fence !== null && mark.startsWith(fence)) fence = null;
    if (fence !== null || mark) {
      add(line + end);
      return;
    }
    let at = 0;
    for (const match of line.matchAll(TAG)) {
      if (match[0].startsWith("\\")) {
        add(`${line.slice(at, match.index)}${match[0].slice(1)}`);
      } else {
        add(line.slice(at, match.index));
        pieces.push({ kind: "tag", tag: readTag(match, index + 1, line) });
      }
      at = match.index + match[0].length;
    }
    add(line.slice(at) + end);
  });
  return pieces;
}

function readTag(match: RegExpExecArray, line: number, source: string): Tag {
  const options: Record<string, string> = Object.create(null);
  for (const [, key, quoted, plain] of (match[3] ?? "").matchAll(OPTION)) {
    options[key as string] = quoted ?? plain ?? "";
  }
  return {
    name: match[1] as string,
    argument: match[2] ?? "",
    options,
    line,
    column: match.index + 1,
    source,
  };
}
