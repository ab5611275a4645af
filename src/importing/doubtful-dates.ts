import type { Diagnostic } from "../errors.ts";
import type { Warehouse } from "../warehouse/index.ts";
import type { StoredPart } from "./store.ts";

/** Share of a file's mentions with a doubtful date from which on the file is warned of. */
const BEARABLE = 0.1;

interface Doubts {
  file: string;
  mentions: number;
  missing: number;
  impossible: number;
  future: number;
  default: number;
}

/**
 * A warning for each file of which more than a tenth of the mentions has a `date_quality` other than `ok`, from the
 * tables of the last import. Files that were warned of for unread dates are left out.
 */
export async function doubtfulDates(
  warehouse: Warehouse,
  parts: readonly StoredPart[],
): Promise<Diagnostic[]> {
  const kinds = ["missing", "impossible", "future", "default"] as const;
  const files = await warehouse.rows<Doubts>(`
    select file, count(*) as mentions, ${kinds.map((kind) => `count(*) filter (date_quality = '${kind}') as "${kind}"`).join(", ")}
    from mentions
    where file in (select file from import_ledger where bad_dates > ${BEARABLE} * mentions)
    group by file
    order by file`);
  const known = new Set(
    parts
      .filter((part) => part.diagnostics.some((each) => each.rule === "unread-dates"))
      .map((part) => part.file),
  );
  return files
    .filter(({ file }) => !known.has(file))
    .map((file) => {
      const found = kinds.filter((kind) => file[kind] > 0).map((kind) => `${file[kind]} ${kind}`);
      return {
        file: file.file,
        severity: "warning",
        rule: "doubtful-dates",
        message: `of ${file.mentions} mentions, these have no date to rely on: ${found.join(", ")}; they stay out of trends`,
        hint: "Is it the right column, and read in the right way? Name both in the mapping, such as `published_at: Date @ %m/%d/%Y`.",
      };
    });
}
