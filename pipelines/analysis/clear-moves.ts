import { benjaminiHochberg, normalTail } from "earshot/statistics";

/** A share with its 95 % interval, as it was worked out; `value` null where too few stand behind it. */
export interface PeriodShare {
  value: number | null;
  low: number | null;
  high: number | null;
}

const WIDTH = 1.959964;
/** False discoveries among the moves that are told, on average. */
const FALSE = 0.05;

type Known = { value: number; low: number; high: number };

const isKnown = (share: PeriodShare | null): share is Known =>
  share !== null && share.value !== null && share.low !== null && share.high !== null;

/** z of a difference whose interval is made of both sides' own (Zou and Donner 2008), as if they were independent. */
function moveScore(before: Known, now: Known): number {
  const difference = now.value - before.value;
  const half =
    difference > 0
      ? Math.hypot(now.value - now.low, before.high - before.value)
      : Math.hypot(now.high - now.value, before.value - before.low);
  return half > 0 ? difference / (half / WIDTH) : 0;
}

/**
 * Which shares clearly differ from the one before them: the interval of the difference leaves out zero, and so it does at a
 * false discovery rate of 5 % among all differences given (Benjamini and Hochberg 1995).
 * @param pairs a share and the one before it; null where there is none
 * @returns of each pair whether it is clear; null where one of both is not known
 */
export function clearMoves(
  pairs: readonly { now: PeriodShare; before: PeriodShare | null }[],
): (boolean | null)[] {
  const tested = pairs.flatMap(({ now, before }, at) =>
    isKnown(now) && isKnown(before) ? [{ at, z: Math.abs(moveScore(before, now)) }] : [],
  );
  const q = benjaminiHochberg(tested.map(({ z }) => 2 * normalTail(z)));
  const clear = pairs.map((): boolean | null => null);
  for (const [index, { at, z }] of tested.entries()) clear[at] = z > WIDTH && (q[index] ?? 1) <= FALSE;
  return clear;
}
