/** Fewer distinct authors than this and a cell is not published. */
export const FEWEST_AUTHORS = 5;

export interface CellRules<T> {
  /** Distinct authors behind the row; 0 is not a secret (nobody wrote), null counts as unknown and is kept. */
  authors(row: T): number | null;
  /** Rows whose sum is published elsewhere: the row that was hidden must not follow from the others. */
  group(row: T): string;
}

/**
 * Which rows must be hidden. Primary: 1 to 4 authors. Complementary (as in statistical disclosure control,
 * Willenborg and de Waal 2001): where a group would lose exactly one row, its next smallest row goes too, so that
 * the hidden one cannot be had by subtracting the others from their total.
 */
export function hiddenCells<T>(rows: readonly T[], rules: CellRules<T>): Set<T> {
  const hidden = new Set<T>();
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const name = rules.group(row);
    const members = groups.get(name);
    if (members) members.push(row);
    else groups.set(name, [row]);
  }
  for (const members of groups.values()) {
    const small = members.filter((row) => {
      const authors = rules.authors(row);
      return authors !== null && authors > 0 && authors < FEWEST_AUTHORS;
    });
    for (const row of small) hidden.add(row);
    if (small.length !== 1) continue;
    const next = members
      .filter((row) => !hidden.has(row) && (rules.authors(row) ?? 0) > 0)
      .sort((a, b) => (rules.authors(a) ?? 0) - (rules.authors(b) ?? 0))[0];
    if (next) hidden.add(next);
  }
  return hidden;
}
