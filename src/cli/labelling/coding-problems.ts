import type { Diagnostic } from "../../errors.ts";

/** So many rows with the same kind of mistake are told one by one. */
const TOLD = 10;

/** `3, 5 to 9, 12`. */
function rowRanges(rows: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const row of rows) {
    const last = ranges.at(-1);
    if (last && row <= last[1] + 1) last[1] = row;
    else ranges.push([row, row]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)).join(", ");
}

/** What is wrong with one coding file, so told that four hundred rows of one mistake are no four hundred lines. */
export class CodingProblems {
  private readonly file: string;
  private readonly kinds = new Map<string, { message: string; row?: number }[]>();

  constructor(file: string) {
    this.file = file;
  }

  /** Note a mistake of a row, or of the whole file; mistakes of one `kind` are told together. */
  add(kind: string, message: string, row?: number): void {
    const found = { message, ...(row !== undefined && { row }) };
    this.kinds.set(kind, [...(this.kinds.get(kind) ?? []), found]);
  }

  count(kind: string): number {
    return this.kinds.get(kind)?.length ?? 0;
  }

  /** One message for the whole file in place of all of this kind. */
  replace(kind: string, message: string): void {
    this.kinds.set(kind, [{ message }]);
  }

  /** Every mistake with its row, in the order of the rows; of a kind with many the rest as ranges of rows. */
  diagnostics(): Diagnostic[] {
    const told = [...this.kinds.values()].flatMap((found) => {
      const rest = found.slice(TOLD);
      const rows = rowRanges(rest.flatMap(({ row }) => row ?? []));
      const more = { message: `the same in ${rest.length} more rows: ${rows}`, row: rest[0]?.row };
      return [...found.slice(0, TOLD), ...(rest.length > 0 ? [more] : [])];
    });
    return told
      .sort((a, b) => (a.row ?? 0) - (b.row ?? 0))
      .map(({ message, row }) => ({
        ...{ file: this.file, severity: "error", message, rule: "coding-file" },
        ...(row !== undefined && { line: row }),
      })) as Diagnostic[];
  }
}
