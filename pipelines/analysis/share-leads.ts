import { type RatioInterval, ratioInterval } from "earshot/statistics";
import type { Cell } from "earshot/warehouse";
import { groupRows } from "./groups.ts";
import { keyOf, rounded, type SumsRow, sumsOf } from "./sums.ts";

/** Sums of one topic's share, see the model `share_sums`. */
export interface ShareRow extends SumsRow {
  [column: string]: Cell;
  period: string;
  category: string;
  topic: string;
  view: string;
  basis: string;
  counting: string;
  mentions: number;
  yx: number;
  xx: number;
}

/** What two topics have in common, see the model `share_pair_sums`. */
export interface PairRow {
  [column: string]: Cell;
  topic: string;
  other: string;
  yy: number;
  n_both: number;
}

const PANEL = ["period", "category", "view", "basis", "counting"];
const PAIR = [...PANEL, "topic", "other"];

/**
 * Difference of two shares of one panel with its interval. It is itself a ratio over the panel's authors, an author's
 * numerator being what he gives to the one less what he gives to the other, so that authors of both count as such.
 */
function shareDifference(one: ShareRow, other: ShareRow, pair: PairRow | undefined): RatioInterval {
  const [share, against] = [one.y / one.x, other.y / other.x];
  const shared = (pair?.yy ?? 0) - against * one.yx - share * other.yx + share * against * one.xx;
  const both = pair?.n_both ?? 0;
  // All that an author says may be of one topic, and yet half of it of the other too.
  const onlyOf = ({ n, with_property, without_property }: ShareRow) =>
    Math.min(n - without_property, with_property - both);
  const sums = {
    ...sumsOf(one),
    y: one.y - other.y,
    with_property: one.with_property + other.with_property - both,
    without_property: one.n - onlyOf(one) - onlyOf(other),
    influence2: Math.max(0, one.influence2 + other.influence2 - 2 * shared),
  };
  return ratioInterval(sums, { scale: "net", mentions: one.mentions });
}

/** How far the first topic of a panel is ahead of the next, and whether it leads. */
export interface Lead {
  leads: boolean;
  ahead_of: string;
  ahead: number | null;
  ahead_low: number | null;
  ahead_high: number | null;
}

/**
 * Leads by share (row of `share_sums`): for the topic with the largest share of each panel, period, view, basis and
 * counting. It leads where the 95 % interval of its difference from every other topic lies above 0. None where there is
 * too little to say.
 */
export function shareLeads(rows: readonly ShareRow[], pairs: readonly PairRow[]): Map<ShareRow, Lead> {
  const pairByKey = new Map(pairs.map((pair) => [keyOf(pair, PAIR), pair]));
  const pairOf = (a: ShareRow, b: ShareRow) => {
    const [topic, other] = a.topic < b.topic ? [a.topic, b.topic] : [b.topic, a.topic];
    return pairByKey.get(keyOf({ ...a, topic, other }, PAIR));
  };
  const leads = new Map<ShareRow, Lead>();
  for (const panel of groupRows(rows, (row) => keyOf(row, PANEL)).values()) {
    const [first, ...others] = panel.toSorted((a, b) => b.y - a.y || (a.topic < b.topic ? -1 : 1));
    if (!first || others.length === 0) continue;
    const differences = others.map((other) => shareDifference(first, other, pairOf(first, other)));
    const [next] = differences;
    if (!next || next.value === null) continue;
    leads.set(first, {
      leads: differences.every(({ low }) => low !== null && low > 0),
      ahead_of: others[0]!.topic,
      ahead: rounded(next.value),
      ahead_low: rounded(next.low),
      ahead_high: rounded(next.high),
    });
  }
  return leads;
}
