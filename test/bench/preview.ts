import { TIMED_EDITS } from "../preview/edits.ts";
import { timeEdits } from "../preview/time-edits.ts";
import { openBrowser } from "../site/browser.ts";

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * `npm run bench -- preview [EDITS] [WORD…]`: milliseconds from saving a file to the changed charts in the open page of
 * `earshot preview`, drawn, on the samples: the median and the slowest of so many edits (default 10) per kind, of all kinds
 * or of those whose name holds a word; last the median over all.
 */
export async function main(args: string[]): Promise<void> {
  const times = Math.max(1, Number(args[0] ?? 10));
  const words = args.slice(1);
  const kinds = TIMED_EDITS.filter(
    (edit) => words.length === 0 || words.some((word) => edit.name.includes(word)),
  );
  const browser = await openBrowser();
  const all: number[] = [];
  console.log("edit\tedits\tmedian ms\tslowest ms");
  const report = (name: string, times: readonly number[]) =>
    console.log([name, times.length, Math.round(median(times)), Math.round(Math.max(...times))].join("\t"));
  try {
    for (const edit of kinds) {
      const measured = await timeEdits(edit, times, browser);
      all.push(...measured);
      report(edit.name, measured);
    }
    report("all", all);
  } finally {
    await browser.close();
  }
}
