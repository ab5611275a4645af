import { type Estimate, smearingFactor } from "earshot/statistics";
import type { CampaignSpan, FittedCampaign } from "./campaign-fit.ts";
import type { Measure, TopicDays } from "./campaign-series.ts";
import { rounded } from "./sums.ts";

export type Phase = "during" | "after";

/** Fewest mentions, before and in a phase, and fewest authors in it, of which a share or a net sentiment is told. */
const FEWEST = { mentions: 30, authors: 10 };

/** First and last place of a phase. */
export function placesOf(phase: Phase, { start, end, until }: CampaignSpan): [number, number] {
  return phase === "during" ? [start, end] : [end + 1, until];
}

const sumOver = (values: ArrayLike<number>, from: number, to: number, days: TopicDays) => {
  let sum = 0;
  for (let at = from; at <= to; at++) if (!days.masked[at]) sum += values[at]!;
  return sum;
};

/** Whether shares of these mentions would rest on too few. */
export function tooFew(
  days: TopicDays,
  measure: Measure,
  [from, to]: readonly [number, number],
  before: number,
  authors: number,
): boolean {
  if (measure === "mentions") return false;
  const n = measure === "net_sentiment" ? days.scored : days.panel;
  const few = [sumOver(n, 0, before, days), sumOver(n, from, to, days)].some((sum) => sum < FEWEST.mentions);
  return few || authors < FEWEST.authors;
}

/** The cells of an effect: mentions as fractions of what was to be expected, net sentiment and shares as differences. */
export function effectCells(
  days: TopicDays,
  measure: Measure,
  phase: Phase,
  { fit }: FittedCampaign,
  span: CampaignSpan,
) {
  const estimate = phase === "during" ? fit.effect : fit.after;
  if (!estimate) return { verdict: "too_few" };
  const change = measure === "mentions" ? Math.expm1 : (value: number) => value;
  const moved =
    measure === "mentions" ? volumes(days, phase, fit, span) : levels(days, measure, phase, estimate, span);
  return {
    effect: rounded(change(estimate.value)),
    low: rounded(change(estimate.low)),
    high: rounded(change(estimate.high)),
    p_value: rounded(estimate.p),
    level: phase === "during" ? rounded(change(fit.level.value)) : null,
    slope_per_week: phase === "during" ? rounded(change(fit.slope.value * 7)) : null,
    ...moved,
    n_before: fit.n_before,
    n_during: fit.n_during,
    n_after: fit.n_after,
    verdict: estimate.low > 0 ? "more" : estimate.high < 0 ? "fewer" : "unclear",
  };
}

/** Mentions of the phase, and those to be expected: their mean, not their median, since they are added up. */
function volumes(days: TopicDays, phase: Phase, fit: FittedCampaign["fit"], span: CampaignSpan) {
  const [from, to] = placesOf(phase, span);
  const lift = smearingFactor(fit.residuals.subarray(0, span.start));
  let [observed, expected] = [0, 0];
  for (let at = from; at <= to; at++) {
    const usual = lift * Math.exp(fit.counterfactual[at]!) - 1;
    if (days.masked[at] || Number.isNaN(usual)) continue;
    observed += days.mentions[at]!;
    expected += Math.max(0, usual);
  }
  return { observed, expected: rounded(expected) };
}

function levels(days: TopicDays, measure: Measure, phase: Phase, { value }: Estimate, span: CampaignSpan) {
  const [from, to] = placesOf(phase, span);
  const [part, whole] = measure === "net_sentiment" ? [days.balance, days.scored] : [days.weight, days.panel];
  const observed = sumOver(part, from, to, days) / sumOver(whole, from, to, days);
  const thousandth = (each: number) => Math.round(each * 1000) / 1000;
  return { value: thousandth(observed), usual: thousandth(observed - value) };
}
