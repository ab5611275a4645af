import { FEWEST_AUTHORS } from "./small-cells.ts";

/** A published sum: the members add up to the total, a cell of its own or (null) a number published elsewhere. */
export interface Sum {
  members: readonly number[];
  total: number | null;
}

/**
 * Which cells of tables that add up to each other must be hidden. Primary: 1 to 4 authors, or `withheld`. Secondary
 * (as in statistical disclosure control for linked tables, Willenborg and de Waal 2001): while a sum has one unknown
 * only, or its hidden members are fewer than five authors altogether and their sum is known, the smallest visible
 * member goes too, until no sum gives anything away.
 * @param authors distinct authors of each cell; 0 is no secret
 * @returns indices of hidden cells
 */
export function hiddenLinkedCells(
  authors: readonly number[],
  sums: readonly Sum[],
  withheld: ReadonlySet<number> = new Set(),
): Set<number> {
  const hidden = new Set(withheld);
  for (const [cell, count] of authors.entries()) if (count > 0 && count < FEWEST_AUTHORS) hidden.add(cell);
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    for (const sum of sums) protectSum(sum, authors, hidden);
  }
  return hidden;
}

function protectSum({ members, total }: Sum, authors: readonly number[], hidden: Set<number>): void {
  const count = (cell: number) => authors[cell] ?? 0;
  const gone = members.filter((cell) => hidden.has(cell) && count(cell) > 0);
  const known = total === null || !hidden.has(total);
  if (gone.length === 0 && known) return;
  let people = gone.reduce((sum, cell) => sum + count(cell), 0);
  let unknown = gone.length + (known ? 0 : 1);
  const shown = members.filter((cell) => !hidden.has(cell) && count(cell) > 0);
  const next = [...shown.sort((a, b) => count(a) - count(b)), ...(total !== null && known ? [total] : [])];
  for (const cell of next) {
    if (unknown > 1 && (!known || people >= FEWEST_AUTHORS)) return;
    hidden.add(cell);
    unknown += 1;
    people += count(cell);
  }
}
