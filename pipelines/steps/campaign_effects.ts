import { interruptedTimeSeries } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { type DailySeries, dailySeries, withGaps } from "../analysis/series.ts";
import { rounded } from "../analysis/sums.ts";

interface Campaign {
  campaign: string;
  label: string;
  topic: string;
  starts_on: string;
  ends_on: string | null;
}

interface Role {
  topic: string;
  role: string;
  category: string;
}

const logCounts = (series: DailySeries) => withGaps(series).map(Math.log1p);

/** Series of the topic's competitors; other topics of the panel where the topic itself is a competitor. */
function comparisons(all: readonly DailySeries[], topics: readonly Role[], campaign: Campaign, view: string) {
  const own = topics.find(({ topic }) => topic === campaign.topic);
  const others = topics.filter(
    ({ topic, role, category }) =>
      topic !== campaign.topic && category === own?.category && (role === "own" || role === "competitor"),
  );
  return all.filter((one) => one.view === view && others.some(({ topic }) => topic === one.topic));
}

function effectRow(all: readonly DailySeries[], topics: readonly Role[], campaign: Campaign, view: string) {
  const base = { campaign: campaign.campaign, label: campaign.label, topic: campaign.topic, view };
  const series = all.find((one) => one.topic === campaign.topic && one.view === view);
  if (!series) return { ...base, verdict: "too_few" };
  const start = series.dates.findIndex((date) => date >= campaign.starts_on);
  const after =
    campaign.ends_on === null ? -1 : series.dates.findIndex((date) => date > String(campaign.ends_on));
  const end = after === -1 ? series.dates.length - 1 : after - 1;
  const compared = comparisons(all, topics, campaign, view);
  const fitted = (others: readonly DailySeries[]) =>
    start > 0
      ? interruptedTimeSeries(logCounts(series), { start, end, comparison: others.map(logCounts) })
      : undefined;
  // Without the others where they add nothing that weekday and trend do not say already.
  const result = fitted(compared) ?? fitted([]);
  if (!result) return { ...base, verdict: "too_few" };
  const { effect, level, slope } = result;
  const expected = Array.from(result.counterfactual.slice(start, end + 1), (value, i) =>
    series.mask[start + i] ? 0 : Math.expm1(value),
  );
  const observed = Array.from(series.mentions.slice(start, end + 1), (value, i) =>
    series.mask[start + i] ? 0 : value,
  );
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  return {
    ...base,
    effect: rounded(Math.expm1(effect.value)),
    low: rounded(Math.expm1(effect.low)),
    high: rounded(Math.expm1(effect.high)),
    p_value: rounded(effect.p),
    level: rounded(Math.expm1(level.value)),
    slope_per_week: rounded(Math.expm1(slope.value * 7)),
    observed: rounded(sum(observed)),
    expected: rounded(Math.max(0, sum(expected))),
    n_before: result.n_before,
    n_during: result.n_during,
    compared_with: (result.compared && compared.map(({ topic }) => topic).join(", ")) || null,
    verdict: effect.low > 0 ? "more" : effect.high < 0 ? "fewer" : "unclear",
  };
}

export default defineStep({
  description:
    "What each campaign did to the mentions of its topic: interrupted time series on log(1 + mentions a day), with " +
    "Newey–West errors, against the other topics of the panel where there are some.",
  grain: "campaign and view",
  reads: ["volume_daily", "topics", "campaigns"],
  columns: {
    campaign: { type: "VARCHAR", description: "campaign of study.yaml" },
    label: { type: "VARCHAR", description: "its name" },
    topic: { type: "VARCHAR", description: "topic it is meant to move" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    effect: {
      type: "DOUBLE",
      description: "mentions a day above what was to be expected, as a fraction of it",
    },
    low: { type: "DOUBLE", description: "lower 95 % bound" },
    high: { type: "DOUBLE", description: "upper 95 % bound" },
    p_value: { type: "DOUBLE", description: "two-sided, of no effect" },
    level: { type: "DOUBLE", description: "step at the start, as a fraction" },
    slope_per_week: { type: "DOUBLE", description: "growth per week that the campaign added, as a fraction" },
    observed: { type: "DOUBLE", description: "mentions during the campaign" },
    expected: { type: "DOUBLE", description: "mentions the model expects without it" },
    n_before: { type: "INTEGER", description: "days before the campaign" },
    n_during: { type: "INTEGER", description: "days of the campaign" },
    compared_with: { type: "VARCHAR", description: "topics that stand for what would have happened anyway" },
    verdict: { type: "VARCHAR", description: "more, fewer, unclear or too_few" },
  },
  async run({ warehouse, rows, write }) {
    const campaigns = await rows<Campaign>("select * from campaigns order by starts_on, campaign");
    if (campaigns.length === 0) return write([]);
    const topics = await rows<Role>("select topic, role, category from topics order by position");
    const series = await dailySeries(warehouse);
    await write(
      campaigns.flatMap((campaign) =>
        ["all", "originals"].map((view) => effectRow(series, topics, campaign, view)),
      ),
    );
  },
});
