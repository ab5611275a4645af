import { normalTail } from "./distributions.ts";

/** Counts by term. A Map, because terms are hostile text (`constructor`, `__proto__`). */
export type TermCounts = ReadonlyMap<string, number>;

export interface Keyness {
  term: string;
  /** Occurrences now and before. */
  count: number;
  before: number;
  /** Log-odds ratio now against before, shrunk by the prior; above 0 = more now. */
  log_odds: number;
  /** log_odds by its standard error. */
  z: number;
  /** Two-sided, from z. */
  p: number;
}

/**
 * Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, their two-term variance).
 *
 * @param prior background counts that a term is shrunk towards (for example both corpora and the whole study);
 *   a term that it lacks gets `smallest`
 * @param options.priorWeight the prior is scaled to this many occurrences in all; default its own total
 * @returns one entry per term of either corpus, the most over-represented first
 */
export function logOddsDirichlet(
  now: TermCounts,
  before: TermCounts,
  prior: TermCounts,
  { priorWeight, smallest = 0.01 }: { priorWeight?: number; smallest?: number } = {},
): Keyness[] {
  const terms = new Set([...now.keys(), ...before.keys()]);
  const scale = priorWeight === undefined ? 1 : priorWeight / Math.max(total(prior), 1e-9);
  const alpha = (term: string) => Math.max(smallest, (prior.get(term) ?? 0) * scale);
  let alphas = 0;
  for (const term of new Set([...terms, ...prior.keys()])) alphas += alpha(term);
  const [nNow, nBefore] = [total(now), total(before)];
  const results: Keyness[] = [];
  for (const term of terms) {
    const a = alpha(term);
    const count = now.get(term) ?? 0;
    const was = before.get(term) ?? 0;
    const log_odds = logit(count + a, nNow + alphas) - logit(was + a, nBefore + alphas);
    const z = log_odds / Math.sqrt(1 / (count + a) + 1 / (was + a));
    results.push({ term, count, before: was, log_odds, z, p: Math.min(1, 2 * normalTail(Math.abs(z))) });
  }
  return results.sort((a, b) => b.z - a.z || (a.term < b.term ? -1 : 1));
}

const total = (counts: TermCounts) => {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
};

/** log odds of `part` in `whole`; where one term is everything, the rest counts as half an occurrence. */
const logit = (part: number, whole: number) => Math.log(part / Math.max(0.5, whole - part));
