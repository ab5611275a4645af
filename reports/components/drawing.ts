import { Markup } from "./markup.ts";

/** Head of a column: a text as it stands, or the key of a message. */
export type Head = string | { say: string };

/** What a chart shows, as a table. The first cell of each row names it. */
export interface ChartValues {
  heads: readonly Head[];
  rows: readonly (readonly string[])[];
}

/** A picture together with its values, so that no chart is without its table. */
export class Drawing extends Markup {
  readonly values: ChartValues;
  constructor(svg: Markup, values: ChartValues) {
    super(svg.text);
    this.values = values;
  }
}

/** Columns without a single cell are left out. */
export function withoutEmptyColumns({ heads, rows }: ChartValues): ChartValues {
  const kept = heads.map((_, column) => column === 0 || rows.some((row) => (row[column] ?? "") !== ""));
  return {
    heads: heads.filter((_, column) => kept[column]),
    rows: rows.map((row) => row.filter((_, column) => kept[column])),
  };
}
