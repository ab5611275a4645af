import { ALONE, BLOCK, MARK } from "./slots.ts";

/** Markup by the number of its mark on the page. */
export type ChangedParts = Record<number, string>;

/** The parts that differ from what they were, and those that are new. */
export function changedParts(before: readonly string[], after: readonly string[]): ChangedParts {
  return Object.fromEntries([...after.entries()].filter(([number, markup]) => before[number] !== markup));
}

/**
 * A page with its parts filled in, each inside its mark, so that it can be put in anew. Elements stay one to one as
 * Framework knows them, for its own updates count them: a paragraph that may not hold its blocks becomes another element.
 */
export function fillMarks(html: string, parts: readonly string[]): string {
  const part = (number: string | undefined) => parts[Number(number)] ?? "";
  const fill = (marks: string) =>
    marks.replace(
      MARK,
      (_, number: string) => `<earshot-slot data-number="${number}">${part(number)}</earshot-slot>`,
    );
  const holdsBlock = (marks: string) =>
    [...marks.matchAll(MARK)].some(([, number]) => BLOCK.test(part(number)));
  return html
    .replace(ALONE, (whole, marks: string) =>
      holdsBlock(marks) ? `<earshot-parts>${fill(marks)}</earshot-parts>` : fill(whole),
    )
    .replace(MARK, fill);
}
