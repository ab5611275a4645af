/** A link between two terms; heavier links hold stronger. */
export interface TermLink {
  term: string;
  other: string;
  weight: number;
}

/**
 * Terms grouped by average-linkage clustering over their links (Sokal and Michener 1958): the two groups with the
 * highest mean link are joined until that mean falls under `least`. A missing link counts as 0, so a chain of loosely
 * tied terms stays apart. The same links give the same groups, in whatever order they come.
 *
 * @returns groups of at least two terms, each sorted by the weight of its links inside the group
 */
export function clusterTerms(links: readonly TermLink[], least: number): string[][] {
  const names = [...new Set(links.flatMap(({ term, other }) => [term, other]))].sort();
  const place = new Map(names.map((name, at) => [name, at]));
  const weights = names.map(() => new Float64Array(names.length));
  for (const { term, other, weight } of links) {
    const [a, b] = [place.get(term)!, place.get(other)!];
    weights[a]![b] = weight;
    weights[b]![a] = weight;
  }
  const groups = names.map((_, at) => [at]);
  const sums = weights.map((row) => Float64Array.from(row));
  const alive = new Set(groups.keys());
  for (;;) {
    const best = strongestPair(groups, sums, alive);
    if (!best || best.mean < least) break;
    join(groups, sums, alive, best.a, best.b);
  }
  const inside = (at: number, group: readonly number[]) =>
    group.reduce((sum, b) => sum + weights[at]![b]!, 0);
  return [...alive]
    .map((at) => groups[at]!)
    .filter((group) => group.length > 1)
    .map((group) =>
      [...group].sort((a, b) => inside(b, group) - inside(a, group) || a - b).map((at) => names[at]!),
    )
    .sort((a, b) => b.length - a.length || (a[0]! < b[0]! ? -1 : 1));
}

function strongestPair(
  groups: readonly number[][],
  sums: readonly Float64Array[],
  alive: ReadonlySet<number>,
) {
  let best: { a: number; b: number; mean: number } | undefined;
  const order = [...alive];
  for (let i = 0; i < order.length; i++) {
    for (let j = i + 1; j < order.length; j++) {
      const [a, b] = [order[i]!, order[j]!];
      const mean = sums[a]![b]! / (groups[a]!.length * groups[b]!.length);
      if (mean > 0 && (!best || mean > best.mean)) best = { a, b, mean };
    }
  }
  return best;
}

/** Group b goes into group a; sums of links between groups add up. */
function join(groups: number[][], sums: Float64Array[], alive: Set<number>, a: number, b: number): void {
  groups[a] = [...groups[a]!, ...groups[b]!];
  for (const c of alive) {
    sums[a]![c]! += sums[b]![c]!;
    sums[c]![a] = sums[a]![c]!;
  }
  alive.delete(b);
}
