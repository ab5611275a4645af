/** Fewer distinct authors than this and a cell is not published. */
export const FEWEST_AUTHORS = 5;

export interface CellRules<T> {
  /** Distinct authors behind the row; 0 is not a secret (nobody wrote), null counts as unknown and is kept. */
  authors(row: T): number | null;
  /** Rows whose sum is published elsewhere: the row that was hidden must not follow from the others. */
  group(row: T): string;
  /** Rows to be hidden whatever their number, since the cell is withheld elsewhere. */
  withheld?(row: T): boolean;
}

/**
 * Which rows must be hidden. Primary: 1 to 4 authors. Complementary (as in statistical disclosure control,
 * Willenborg and de Waal 2001): while the hidden rows of a group are a single one, or fewer than five authors
 * altogether, its next smallest row goes too, so that neither the row nor their sum can be had by subtracting the
 * others from their total.
 */
export function hiddenCells<T>(rows: readonly T[], rules: CellRules<T>): Set<T> {
  const count = (row: T) => rules.authors(row) ?? 0;
  const hidden = new Set<T>();
  for (const row of rows) {
    const authors = count(row);
    if ((authors > 0 && authors < FEWEST_AUTHORS) || rules.withheld?.(row)) hidden.add(row);
  }
  if (hidden.size === 0) return hidden;
  for (const members of grouped(rows, (row) => rules.group(row)).values()) complement(members, hidden, count);
  return hidden;
}

function grouped<T>(rows: readonly T[], name: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const members = groups.get(name(row));
    if (members) members.push(row);
    else groups.set(name(row), [row]);
  }
  return groups;
}

/** Add the smallest rows of a group. */
function complement<T>(members: readonly T[], hidden: Set<T>, count: (row: T) => number): void {
  const secret = members.filter((row) => hidden.has(row) && count(row) > 0);
  if (secret.length === 0) return;
  const others = members
    .filter((row) => !hidden.has(row) && count(row) > 0)
    .sort((a, b) => count(a) - count(b));
  let authors = secret.reduce((sum, row) => sum + count(row), 0);
  let cells = secret.length;
  for (const row of others) {
    if (cells > 1 && authors >= FEWEST_AUTHORS) return;
    hidden.add(row);
    authors += count(row);
    cells += 1;
  }
}
