import { type RatioInterval, type RatioSums, ratioInterval } from "earshot/statistics";
import {
  type DataFrame,
  frameApply,
  frameAssign,
  frameMerge,
  frameRows,
  frameSort,
  frameWhere,
} from "earshot/warehouse";
import { rounded, type SumsRow, sumsOf } from "./sums.ts";

/** Sums of one topic's share, see the model `share_sums`. */
export type ShareRow = SumsRow & { topic: string; mentions: number; yx: number; xx: number };

/** What two topics have in common, see the model `share_pair_sums`; null where nobody speaks of both. */
interface Common {
  yy: number | null;
  n_both: number | null;
}

/** The first topic of a panel beside another one, whose columns end in `_other`. */
type Duel = ShareRow & Common & { topic_other: string } & Record<`${keyof RatioSums | "yx"}_other`, number>;

export const PANEL = ["period", "category", "view", "basis", "counting"];

/**
 * Difference of two shares of one panel with its interval. It is itself a ratio over the panel's authors, an author's
 * numerator being what he gives to the one less what he gives to the other, so that authors of both count as such.
 */
function shareDifference(one: ShareRow, other: RatioSums & { yx: number }, common: Common): RatioInterval {
  const [share, against] = [one.y / one.x, other.y / other.x];
  const shared = (common.yy ?? 0) - against * one.yx - share * other.yx + share * against * one.xx;
  const both = common.n_both ?? 0;
  // All that an author says may be of one topic, and yet half of it of the other too.
  const onlyOf = ({ n, with_property, without_property }: RatioSums) =>
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

/** The topic with the largest share of each panel beside each of the others, largest first. */
function duels(sums: DataFrame, pairs: DataFrame): DataFrame {
  const ordered = frameSort(sums, ["y", "topic"], { descending: ["y"] });
  const first = frameApply(ordered, PANEL, (panel) => frameRows(panel).slice(0, 1));
  const beside = frameMerge(first, ordered, { on: PANEL, suffixes: ["", "_other"] });
  const others = frameWhere<Duel>(beside, (row) => row.topic !== row.topic_other);
  const named = frameAssign<Duel>(others, ({ topic, topic_other }) => {
    const [one, two] = topic < topic_other ? [topic, topic_other] : [topic_other, topic];
    return { one, two };
  });
  return frameMerge(named, pairs.rename({ topic: "one", other: "two" }), {
    on: [...PANEL, "one", "two"],
    partners: "one",
  });
}

/**
 * Who leads: a frame of one row for the topic with the largest share of each panel, period, view, basis and counting, with
 * `leads`, `ahead_of` (the next topic) and the difference `ahead` with its bounds. It leads where the 95 % interval of its
 * difference from every other topic lies above 0. No row where there is too little to say.
 *
 * @param sums the table `share_sums`
 * @param pairs the table `share_pair_sums`
 */
export function shareLeads(sums: DataFrame, pairs: DataFrame): DataFrame {
  const leads = (group: DataFrame) => {
    const differences = frameRows<Duel>(group).map((row) => ({
      other: row.topic_other,
      ...shareDifference(row, { ...sumsOf((name) => row[`${name}_other`]), yx: row.yx_other }, row),
    }));
    const [next] = differences;
    if (!next || next.value === null) return [];
    return {
      leads: differences.every(({ low }) => low !== null && low > 0),
      ahead_of: next.other,
      ahead: rounded(next.value),
      ahead_low: rounded(next.low),
      ahead_high: rounded(next.high),
    };
  };
  const columns = ["leads", "ahead_of", "ahead", "ahead_low", "ahead_high"];
  return frameApply(duels(sums, pairs), [...PANEL, "topic"], leads, columns);
}
