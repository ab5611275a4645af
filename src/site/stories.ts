import type { Diagnostic } from "../errors.ts";
import { agrees, findFigure, readNumber } from "./figure-tag.ts";
import type { PageContext } from "./page-context.ts";
import { splitTags, TagProblem } from "./tags.ts";

/** A number with its link to a figure, as Markdown: `[34.2%](figure:sov.acme.2026-w18)`. */
const CITED = /\[([^\]\n]+)\]\(figure:([^)\s]+)\)/g;

/**
 * Numbers that a writer typed with a citation, `[34.2%](figure:sov.acme.2026-w18)`: the cited figure must exist and
 * agree with the number to the digits typed. Returns the page with each citation
 * turned into its tag (as long as it was, so that columns stay), and what is wrong.
 */
export function checkCitations(
  source: string,
  file: string,
  context: PageContext,
  firstLine = 1,
): { page: string; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const page = source
    .split("\n")
    .map((line, index) =>
      line.replace(CITED, (whole, written: string, id: string, at: number) => {
        const problem = citationProblem(written, id, context);
        if (problem) {
          diagnostics.push({
            file,
            line: index + firstLine,
            column: at + 1,
            severity: "error",
            message: problem,
            rule: "figure-citation",
            source: line,
            hint: "Write {{figure:…}} and the number is filled in at build.",
          });
          return whole;
        }
        return `{{figure:${id}${" ".repeat(written.length)}}}`;
      }),
    )
    .join("\n");
  return { page, diagnostics };
}

function citationProblem(written: string, id: string, context: PageContext): string | null {
  try {
    const figure = findFigure(id, context);
    if (readNumber(written) === null) return `no number in the cited text: ${written}`;
    if (figure.value === null) return `the cited figure has no value: ${id}`;
    const scale = /^(sov|net)/.test(id) || /share|net|ratio|point|fraction/i.test(figure.unit) ? 100 : 1;
    if (agrees(written, figure.value, scale)) return null;
    return `stated number ${written} disagrees with ${figure.id}, which is ${Number((figure.value * scale).toPrecision(6))}`;
  } catch (error) {
    if (error instanceof TagProblem) return error.message;
    throw error;
  }
}

/** Ids of the figures that a story uses, for its list of sources. */
export function figuresUsed(source: string): string[] {
  const ids = splitTags(source).flatMap((piece) =>
    piece.kind === "tag" && piece.tag.name === "figure" ? [piece.tag.argument] : [],
  );
  return [...new Set(ids)];
}
