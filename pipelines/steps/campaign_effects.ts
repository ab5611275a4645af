import { defineStep } from "earshot/steps";
import { authorsOf, type Stretch } from "../analysis/campaign-authors.ts";
import { effectCells, type Phase, placesOf, tooFew } from "../analysis/campaign-effect.ts";
import { type Campaign, type CampaignSpan, fitCampaign, spanOf } from "../analysis/campaign-fit.ts";
import { MEASURES, type TopicDays, topicDays } from "../analysis/campaign-series.ts";

interface Looked extends Stretch {
  campaign: Campaign;
  days: TopicDays;
  phase: Phase;
  span: CampaignSpan;
}

/** The campaigns' own days, and those after them where the data has any. */
function phasesOf(all: readonly TopicDays[], campaigns: readonly Campaign[]): Looked[] {
  return campaigns.flatMap((campaign) =>
    all
      .filter(({ topic }) => topic === campaign.topic)
      .flatMap((days) => {
        const { topic, view, dates } = days;
        const span = spanOf(days, campaign, campaigns);
        if (!span) return [];
        return (["during", "after"] as const).flatMap((phase) => {
          const [first, last] = placesOf(phase, span);
          const key = JSON.stringify([campaign.campaign, view, phase]);
          const stretch = { key, topic, view, from: dates[first]!, to: dates[last]! };
          return first <= last ? [{ ...stretch, campaign, days, phase, span }] : [];
        });
      }),
  );
}

/** Campaigns that lie outside the data, or at its very start: nothing is known before them. */
function outside(all: readonly TopicDays[], campaigns: readonly Campaign[]) {
  return campaigns.flatMap(({ campaign, label, topic, ...dates }) =>
    ["all", "originals"].flatMap((view) => {
      const days = all.find((one) => one.topic === topic && one.view === view);
      if (days && spanOf(days, { campaign, label, topic, ...dates }, campaigns)) return [];
      const place = { campaign, label, topic, view, phase: "during" };
      return MEASURES.map((measure) => ({ ...place, measure, verdict: "too_few" }));
    }),
  );
}

function effectRows(
  all: readonly TopicDays[],
  campaigns: readonly Campaign[],
  looked: Looked,
  authors: number,
) {
  const { campaign, days, phase, span } = looked;
  return MEASURES.filter(
    (measure) => measure !== "share_of_voice" || ["own", "competitor"].includes(days.role),
  ).map((measure) => {
    const place = {
      ...{ campaign: campaign.campaign, label: campaign.label, topic: days.topic, view: days.view },
      ...{ measure, phase, starts_on: looked.from, ends_on: looked.to, authors },
    };
    if (tooFew(days, measure, placesOf(phase, span), span.start - 1, authors))
      return { ...place, verdict: "too_few" };
    const fitted = fitCampaign(all, days, measure, { campaign, campaigns, span });
    if (!fitted) return { ...place, verdict: "too_few" };
    const compared_with = fitted.comparedWith.join(", ") || null;
    return { ...place, ...effectCells(days, measure, phase, fitted, span), compared_with };
  });
}

export default defineStep({
  description:
    "What each campaign did to the mentions of its topic, their net sentiment and its share of voice, while it ran and after it " +
    "(for as long again, at least two weeks, at most eight, or until the topic's next campaign): interrupted time series by day, " +
    "with Newey–West errors, against the other topics of the panel where there are some.",
  grain: "campaign, view, measure and phase",
  reads: ["topic_mentions", "topics", "days", "campaigns"],
  columns: {
    campaign: { type: "VARCHAR", description: "campaign of study.yaml" },
    label: { type: "VARCHAR", description: "its name" },
    topic: { type: "VARCHAR", description: "topic it is meant to move" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    measure: {
      type: "VARCHAR",
      description: "mentions, net_sentiment or share_of_voice (fractional counting)",
    },
    phase: { type: "VARCHAR", description: "during or after the campaign" },
    starts_on: { type: "DATE", description: "first day of the phase in the data" },
    ends_on: { type: "DATE", description: "last day of the phase in the data" },
    effect: {
      type: "DOUBLE",
      description:
        "mentions a day above what was to be expected, as a fraction of it; net sentiment and share of voice: difference from it",
    },
    low: { type: "DOUBLE", description: "lower 95 % bound" },
    high: { type: "DOUBLE", description: "upper 95 % bound" },
    p_value: { type: "DOUBLE", description: "two-sided, of no effect" },
    level: { type: "DOUBLE", description: "step at the start, in the unit of the effect" },
    slope_per_week: { type: "DOUBLE", description: "growth per week that the campaign added, in that unit" },
    observed: { type: "BIGINT", description: "mentions of the phase, where they are the measure" },
    expected: { type: "DOUBLE", description: "mentions the model expects of it without the campaign" },
    value: { type: "DOUBLE", description: "net sentiment or share of voice of the phase, to a thousandth" },
    usual: { type: "DOUBLE", description: "the same without the effect" },
    n_before: { type: "INTEGER", description: "days before the campaign that the model rests on" },
    n_during: { type: "INTEGER", description: "days of the campaign" },
    n_after: { type: "INTEGER", description: "days after it" },
    authors: { type: "BIGINT", description: "authors of the topic in the phase" },
    compared_with: { type: "VARCHAR", description: "topics that stand for what would have happened anyway" },
    verdict: { type: "VARCHAR", description: "more, fewer (higher, lower), unclear or too_few" },
  },
  async run({ rows, write }) {
    const campaigns = await rows<Campaign>("select * from campaigns order by starts_on, campaign");
    if (campaigns.length === 0) return write([]);
    const all = await topicDays(rows);
    const looked = phasesOf(all, campaigns);
    const authors = await authorsOf(rows, looked);
    await write([
      ...looked.flatMap((one) => effectRows(all, campaigns, one, authors.get(one.key) ?? 0)),
      ...outside(all, campaigns),
    ]);
  },
});
