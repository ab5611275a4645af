import { type CampaignEffect, interruptedTimeSeries } from "earshot/statistics";
import { competitorsOf, type Measure, measureSeries, type TopicDays } from "./campaign-series.ts";

export interface Campaign {
  campaign: string;
  label: string;
  topic: string;
  starts_on: string;
  ends_on: string | null;
}

/** Places of a series: the campaign from `start` to `end`, and the time after it that is looked at to `until`. */
export interface CampaignSpan {
  start: number;
  end: number;
  until: number;
}

/** Shortest and longest time after a campaign that is looked at, in days; between them as long as the campaign was. */
const AFTER = { least: 14, most: 56 };

/** Where a campaign lies in a series; undefined where nothing of it does, or nothing before it. */
export function spanOf(
  days: TopicDays,
  campaign: Campaign,
  campaigns: readonly Campaign[],
): CampaignSpan | undefined {
  const last = days.dates.length - 1;
  const from = (date: string) => {
    const at = days.dates.findIndex((each) => each >= date);
    return at === -1 ? last + 1 : at;
  };
  const start = from(campaign.starts_on);
  if (start < 1 || start > last) return undefined;
  if (campaign.ends_on === null) return { start, end: last, until: last };
  const end = from(nextDay(campaign.ends_on)) - 1;
  const length = Math.min(AFTER.most, Math.max(AFTER.least, end - start + 1));
  const next = campaigns
    .filter(({ topic, starts_on }) => topic === campaign.topic && starts_on > (campaign.ends_on as string))
    .map(({ starts_on }) => from(starts_on) - 1);
  return { start, end, until: Math.max(end, Math.min(last, end + length, ...next)) };
}

function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** Days before the campaign on which another one of the topic, that has ended, ran: they are no example of usual days. */
function otherCampaigns(days: TopicDays, campaign: Campaign, campaigns: readonly Campaign[]): boolean[] {
  const others = campaigns.filter(
    (one) => one.topic === campaign.topic && one.campaign !== campaign.campaign,
  );
  return days.dates.map(
    (date) =>
      date < campaign.starts_on &&
      others.some((one) => one.ends_on !== null && one.starts_on <= date && date <= one.ends_on),
  );
}

export interface FittedCampaign {
  fit: CampaignEffect;
  comparedWith: string[];
}

/**
 * The model of one measure: without the other campaigns' days and against the competitors, else without the competitors (where
 * they add nothing that weekday and trend do not say already, or days are missing), else with the other campaigns' days.
 */
export function fitCampaign(
  all: readonly TopicDays[],
  days: TopicDays,
  measure: Measure,
  { campaign, campaigns, span }: { campaign: Campaign; campaigns: readonly Campaign[]; span: CampaignSpan },
): FittedCampaign | undefined {
  const { values, weights, comparison } = measureSeries(all, days, measure);
  const other = otherCampaigns(days, campaign, campaigns);
  const alone = values.map((value, at) => (other[at] ? Number.NaN : value));
  const options = { ...span, ...(weights && { weights }) };
  for (const own of other.includes(true) ? [alone, values] : [values]) {
    for (const beside of comparison.length > 0 ? [comparison, []] : [[]]) {
      const fit = interruptedTimeSeries(own, { ...options, comparison: beside });
      if (!fit) continue;
      const named = fit.compared ? competitorsOf(all, days).map(({ topic }) => topic) : [];
      return { fit, comparedWith: named };
    }
  }
  return undefined;
}
