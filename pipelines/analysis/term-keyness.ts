import { benjaminiHochberg, type Keyness, logOddsDirichlet } from "earshot/statistics";
import type { Cell } from "earshot/warehouse";
import { groupRows } from "./groups.ts";
import { keyOf } from "./sums.ts";

/** A term with its counts in two corpora and in the background, and the totals of all terms of its kind there. */
export interface TermRow {
  [column: string]: Cell;
  term: string;
  kind: string;
  /** Distinct original texts now; in the other corpus; in both and all the rest of the study. */
  texts: number;
  other: number;
  background: number;
  total: number;
  other_total: number;
  background_total: number;
}

/** A key that no term can have: terms hold no control characters. It stands for all terms that are not listed. */
const REST = "\u0000";

function counted(rows: readonly TermRow[], count: keyof TermRow, total: keyof TermRow): Map<string, number> {
  const counts = new Map<string, number>();
  let listed = 0;
  for (const row of rows) {
    counts.set(row.term, Number(row[count]));
    listed += Number(row[count]);
  }
  counts.set(REST, Math.max(0, Number(rows[0]?.[total] ?? 0) - listed));
  return counts;
}

/**
 * Terms that are more frequent now than in the other corpus, per group and kind of term: log-odds ratio with the
 * background as prior (Monroe, Colaresi and Quinn 2008), its weight that of the corpus now; q-values over the
 * candidates of a group and kind.
 *
 * @param rows candidates, with totals that hold the other terms too
 * @param grain columns that name a group
 * @returns the rows with `keyness` and `q`, over-represented at q ≤ 0.05, strongest first within each group
 */
export function overRepresented<T extends TermRow>(
  rows: readonly T[],
  grain: readonly string[],
): (T & { keyness: Keyness; q: number })[] {
  const groups = groupRows(rows, (row) => keyOf(row, [...grain, "kind"]));
  return [...groups.values()].flatMap((group) => {
    const keyness = new Map(
      logOddsDirichlet(
        counted(group, "texts", "total"),
        counted(group, "other", "other_total"),
        counted(group, "background", "background_total"),
        { priorWeight: Number(group[0]?.total ?? 1) },
      ).map((entry) => [entry.term, entry]),
    );
    const entries = group.map((row) => keyness.get(row.term)!);
    const q = benjaminiHochberg(entries.map((entry) => entry.p));
    return group
      .map((row, at) => ({ ...row, keyness: entries[at]!, q: q[at]! }))
      .filter((row) => row.keyness.log_odds > 0 && row.q <= 0.05)
      .sort((a, b) => b.keyness.z - a.keyness.z || (a.term < b.term ? -1 : 1));
  });
}

/** The first `limit` rows of each group, strongest first over all kinds of terms. */
export function strongest<T extends TermRow & { keyness: Keyness }>(
  rows: readonly T[],
  grain: readonly string[],
  limit: number,
): T[] {
  const sorted = [...rows].sort((a, b) => b.keyness.z - a.keyness.z || (a.term < b.term ? -1 : 1));
  const taken = new Map<string, number>();
  return sorted
    .filter((row) => {
      const key = keyOf(row, grain);
      const n = (taken.get(key) ?? 0) + 1;
      taken.set(key, n);
      return n <= limit;
    })
    .sort((a, b) => {
      const [first, second] = [keyOf(a, grain), keyOf(b, grain)];
      return first === second ? b.keyness.z - a.keyness.z : first < second ? -1 : 1;
    });
}

/** Terms in order, without those whose words have all been said already (`battery` after `battery recall`). */
export function withoutRepetition(terms: readonly string[]): string[] {
  const said = new Set<string>();
  return terms.filter((term) => {
    const words = term.split(" ").map((word) => word.replace(/^[#$]/, ""));
    const fresh = words.some((word) => !said.has(word));
    for (const word of words) said.add(word);
    return fresh;
  });
}
