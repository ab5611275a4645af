import { element, join, type Markup } from "../../reports/components/markup.ts";
import { figureInterval, figureMarkup } from "./narrative.ts";
import { nearest } from "./nearest.ts";
import type { PageContext } from "./page-context.ts";
import type { FigureRow } from "./report-data.ts";
import { type Tag, TagProblem } from "./tags.ts";

/** Find a figure by id; `latest` stands for the current period. Throws with the nearest id when there is none. */
export function findFigure(id: string, context: PageContext): FigureRow {
  const { data } = context;
  const wanted = id.replace(/\.latest$/, `.${data.current?.period ?? "latest"}`);
  const figure = data.figures.get(wanted);
  if (figure) return figure;
  const near = nearest(wanted, data.figures.keys());
  throw new TagProblem(`unknown figure: ${id}${near ? ` (did you mean ${near}?)` : ""}`);
}

/**
 * `{{figure:sov.acme.2026-w18}}` → the number. `show=interval` adds its interval, `show=low|high|numerator|denominator`
 * takes that part. `states="34.2%"` is what the writer says the number is: it must agree with the figure as shown,
 * to the digits given, or the build fails.
 */
export function figureTag(tag: Tag, context: PageContext): Markup {
  const figure = findFigure(tag.argument, context);
  const stated = tag.options["states"];
  if (stated !== undefined) checkStated(stated, figure, context);
  const part = tag.options["show"];
  if (part === undefined) return figureMarkup(context, figure);
  if (part === "interval") {
    const interval = figureInterval(context, figure);
    return join(figureMarkup(context, figure), interval && ` (${interval})`);
  }
  if (part === "numerator" || part === "denominator") {
    const value = figure[part];
    return element(
      "data",
      { value: value === null ? "" : String(value), class: "figure" },
      value === null ? context.text.say("too-few") : context.text.number(Math.round(value)),
    );
  }
  if (part === "low" || part === "high") {
    return figureMarkup(context, { ...figure, value: figure[part] });
  }
  throw new TagProblem(
    `unknown part of a figure: ${part} (there are: interval, low, high, numerator, denominator)`,
  );
}

/** The first number in a text as people write it: `1,234`, `1 234`, `34.2 %`, `−3`, `1.2 million`. */
export function readNumber(written: string): { value: number; step: number; percent: boolean } | null {
  const match =
    /([-−–+]?)\s*(\d[\d\s\u00a0\u202f.,'’]*)\s*(%|percent|per cent|procent|prosenttia|százalék|procenti)?/i.exec(
      written,
    );
  if (!match) return null;
  const digits = (match[2] as string)
    .replace(/[\s\u00a0\u202f'’.,]+$/, "")
    .replace(/[\s\u00a0\u202f'’]/g, "");
  const point = decimalMark(digits);
  const plain =
    point === null
      ? digits.replace(/[.,]/g, "")
      : digits.replaceAll(point === "." ? "," : ".", "").replace(point, ".");
  const decimals = plain.split(".")[1]?.length ?? 0;
  const value = Number(plain) * (/[-−–]/.test(match[1] ?? "") ? -1 : 1);
  return Number.isFinite(value) ? { value, step: 10 ** -decimals, percent: match[3] !== undefined } : null;
}

function decimalMark(digits: string): "." | "," | null {
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  if (last < 0) return null;
  const mark = digits[last] as "." | ",";
  const after = digits.length - last - 1;
  const several = digits.indexOf(mark) !== last;
  return several || (after === 3 && !/^0/.test(digits)) ? null : mark;
}

/** Does a written number agree with a figure, to the digits it is written with? Percent and points count as ×100. */
export function agrees(written: string, value: number, scale: number): boolean {
  const read = readNumber(written);
  if (!read) return false;
  return (
    Math.abs(read.value - value * scale) <= read.step / 2 + 1e-9 ||
    (Math.abs(Math.abs(read.value) - Math.abs(value * scale)) <= read.step / 2 + 1e-9 &&
      !/[-−+]/.test(written))
  );
}

function checkStated(stated: string, figure: FigureRow, context: PageContext): void {
  if (figure.value === null)
    throw new TagProblem(
      `stated number ${stated}, but the figure ${figure.id} has no value (too few to say)`,
    );
  const scale = /^(sov|net)/.test(figure.id) || /share|net|ratio|point|fraction/i.test(figure.unit) ? 100 : 1;
  if (agrees(stated, figure.value, scale)) return;
  throw new TagProblem(
    `stated number ${stated} disagrees with ${figure.id}, which is ${figureMarkup(context, figure).text.replace(/<[^>]*>/g, "")}`,
  );
}
