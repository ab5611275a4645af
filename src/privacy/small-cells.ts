/** Fewer distinct authors than this and a cell is not published. */
export const FEWEST_AUTHORS = 5;

export interface CellRules<T> {
  /** Distinct authors behind the row; 0 is not a secret (nobody wrote), null counts as unknown and is kept. */
  authors(row: T): number | null;
  /** Rows whose sum is published elsewhere: the row that was hidden must not follow from the others. */
  group(row: T): string;
  /** The same cell counted in another way (all mentions, originals only): one must not give away the other. */
  same?(row: T): string;
  /** Rows to be hidden whatever their number, since the cell is withheld elsewhere. */
  withheld?(row: T): boolean;
}

/**
 * Which rows must be hidden. Primary: 1 to 4 authors. Complementary (as in statistical disclosure control,
 * Willenborg and de Waal 2001): while the hidden rows of a group are a single one, or fewer than five authors
 * altogether, its next smallest row goes too, so that neither the row nor their sum can be had by subtracting the
 * others from their total. A cell that differs by fewer than five authors from its hidden twin in another view goes
 * with it.
 */
export function hiddenCells<T>(rows: readonly T[], rules: CellRules<T>): Set<T> {
  const count = (row: T) => rules.authors(row) ?? 0;
  const hidden = new Set<T>();
  for (const row of rows) {
    const authors = count(row);
    if ((authors > 0 && authors < FEWEST_AUTHORS) || rules.withheld?.(row)) hidden.add(row);
  }
  if (hidden.size === 0) return hidden;
  const groups = grouped(rows, (row) => rules.group(row));
  const twins = grouped(rules.same ? rows : [], (row) => rules.same?.(row) ?? "");
  const twinsOf = (row: T) => (rules.same ? (twins.get(rules.same(row)) ?? []) : []);
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    for (const pair of twins.values()) hideTwins(pair, hidden, count);
    for (const members of groups.values()) complement(members, hidden, count, twinsOf);
  }
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

function hideTwins<T>(pair: readonly T[], hidden: Set<T>, count: (row: T) => number): void {
  const secret = pair.filter((row) => hidden.has(row) && count(row) > 0);
  for (const row of pair) {
    const near = secret.some((other) => Math.abs(count(row) - count(other)) < FEWEST_AUTHORS);
    if (near && count(row) > 0) hidden.add(row);
  }
}

/** Add the smallest rows of a group, those hidden in another view first. */
function complement<T>(
  members: readonly T[],
  hidden: Set<T>,
  count: (row: T) => number,
  twinsOf: (row: T) => readonly T[],
): void {
  const secret = members.filter((row) => hidden.has(row) && count(row) > 0);
  if (secret.length === 0) return;
  const gone = (row: T) => (twinsOf(row).some((twin) => hidden.has(twin)) ? 0 : 1);
  const others = members
    .filter((row) => !hidden.has(row) && count(row) > 0)
    .sort((a, b) => gone(a) - gone(b) || count(a) - count(b));
  let authors = secret.reduce((sum, row) => sum + count(row), 0);
  let cells = secret.length;
  for (const row of others) {
    if (cells > 1 && authors >= FEWEST_AUTHORS) return;
    hidden.add(row);
    authors += count(row);
    cells += 1;
  }
}
