import { smearingFactor } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { type Campaign, type CampaignSpan, fitCampaign, spanOf } from "../analysis/campaign-fit.ts";
import { type TopicDays, topicDays } from "../analysis/campaign-series.ts";
import { rounded } from "../analysis/sums.ts";

/** Days before a campaign that are told; the model looks at all of them. */
const TOLD_BEFORE = 56;

const phaseOf = (at: number, { start, end }: CampaignSpan) =>
  at < start ? "before" : at <= end ? "during" : "after";

function dayRows(all: readonly TopicDays[], campaign: Campaign, campaigns: readonly Campaign[]) {
  return all
    .filter(({ topic }) => topic === campaign.topic)
    .flatMap((days) => {
      const span = spanOf(days, campaign, campaigns);
      const fitted = span && fitCampaign(all, days, "mentions", { campaign, campaigns, span });
      if (!fitted) return [];
      const { fit } = fitted;
      const lift = smearingFactor(fit.residuals.subarray(0, span.start));
      const count = (log: number, factor = 1) => rounded(Math.max(0, factor * Math.exp(log) - 1));
      const first = Math.max(0, span.start - TOLD_BEFORE);
      return Array.from({ length: span.until - first + 1 }, (_, i) => first + i).map((at) => ({
        ...{ campaign: campaign.campaign, topic: campaign.topic, view: days.view },
        ...{ date: days.dates[at]!, period: days.periods[at]!, phase: phaseOf(at, span) },
        ...{ mentions: days.mentions[at]!, missing: days.masked[at]! },
        expected: count(fit.counterfactual[at]!, lift),
        low: count(fit.low[at]!),
        high: count(fit.high[at]!),
        compared_with: fitted.comparedWith.join(", ") || null,
      }));
    });
}

export default defineStep({
  description:
    "Mentions of a campaign's topic day by day, before it (eight weeks), during it and after it, beside those that were to be " +
    "expected without it: the model of `campaign_effects`.",
  grain: "campaign, view and day",
  reads: ["topic_mentions", "topics", "days", "campaigns"],
  columns: {
    campaign: { type: "VARCHAR", description: "campaign of study.yaml" },
    topic: { type: "VARCHAR", description: "topic it is meant to move" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    date: { type: "DATE", description: "day in the study's time zone" },
    period: { type: "VARCHAR", description: "reporting period of the day" },
    phase: { type: "VARCHAR", description: "before, during or after the campaign" },
    mentions: { type: "BIGINT", description: "mentions" },
    missing: {
      type: "BOOLEAN",
      description: "a gap, or a day that the data covers in part: no part of the model",
    },
    expected: {
      type: "DOUBLE",
      description:
        "mentions that the model expects without the campaign; NULL where a comparison topic has a gap",
    },
    low: { type: "DOUBLE", description: "lower bound of the range of 95 % of such days without a campaign" },
    high: { type: "DOUBLE", description: "upper bound of that range" },
    compared_with: { type: "VARCHAR", description: "topics that stand for what would have happened anyway" },
  },
  async run({ rows, write }) {
    const campaigns = await rows<Campaign>("select * from campaigns order by starts_on, campaign");
    if (campaigns.length === 0) return write([]);
    const all = await topicDays(rows);
    await write(campaigns.flatMap((campaign) => dayRows(all, campaign, campaigns)));
  },
});
