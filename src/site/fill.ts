import type { Diagnostic } from "../errors.ts";
import { figureTag } from "./figure-tag.ts";
import { nearest } from "./nearest.ts";
import type { PageContext } from "./page-context.ts";
import { RENDERERS } from "./renderers.ts";
import { splitTags, type Tag, TagProblem } from "./tags.ts";

export interface Filled {
  page: string;
  diagnostics: Diagnostic[];
}

/** Keeps markup aside and gives back a short mark to put in its place; see `slots.ts`. */
export type Keep = (markup: string) => string;

/** Tags whose markup is large and stands alone on its line. */
const LARGE = new Set([
  "chart",
  "table",
  "cards",
  "methods",
  "definitions",
  "list",
  "feed",
  "figures",
  "compare",
  "search",
  "notebook",
]);

/**
 * Replace the tags of a page by markup made from the published tables. What cannot be filled is reported with
 * file, line and column; markup is one line each, so that Markdown does not cut it at an empty line.
 * @param file name for diagnostics, relative to the workspace
 * @param firstLine line number of the page's first line in that file
 */
export function fillPage(
  source: string,
  file: string,
  context: PageContext,
  firstLine = 1,
  keep: Keep = (markup) => markup,
): Filled {
  const diagnostics: Diagnostic[] = [];
  const report = (tag: Tag, problem: TagProblem) =>
    diagnostics.push({
      file,
      line: tag.line + firstLine - 1,
      column: tag.column,
      severity: "error",
      message: problem.message,
      rule: tag.name === "figure" ? "unknown-figure" : "invalid-tag",
      source: tag.source,
    });
  const page = splitTags(source)
    .map((piece) => {
      if (piece.kind === "text") return piece.text;
      try {
        const markup = (render(piece.tag, context)?.text ?? "").replaceAll("\n", " ");
        return markup && LARGE.has(piece.tag.name) ? keep(markup) : markup;
      } catch (error) {
        if (!(error instanceof TagProblem)) throw error;
        report(piece.tag, error);
        return "";
      }
    })
    .join("");
  return { page: dropEmptySections(page), diagnostics };
}

/** Headings under which nothing could be shown go, from the innermost out. */
export function dropEmptySections(page: string): string {
  const blocks = page.split(/^(?=#{2,6} )/m);
  const level = (block: string) => /^(#{2,6}) /.exec(block)?.[1]?.length ?? 0;
  const kept: string[] = [];
  for (const block of blocks.toReversed()) {
    const empty = level(block) > 0 && block.split("\n").slice(1).join("").trim() === "";
    const inner = kept.at(-1);
    const holdsInner = inner !== undefined && level(inner) > level(block);
    if (!empty || holdsInner) kept.push(block);
  }
  return kept.toReversed().join("");
}

function render(tag: Tag, context: PageContext) {
  if (tag.name === "figure") return figureTag(tag, context);
  const renderer = RENDERERS.get(tag.name);
  if (renderer) return renderer(tag, context);
  const known = ["figure", ...RENDERERS.keys()];
  const near = nearest(tag.name, known);
  throw new TagProblem(
    `unknown tag: ${tag.name} (${near ? `did you mean ${near}?` : `there are: ${known.join(", ")}`})`,
  );
}
