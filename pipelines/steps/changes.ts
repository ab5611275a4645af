import { defineStep, type StepContext } from "earshot/steps";
import {
  type PeriodSums,
  ratioChange,
  type SharedSums,
  shareChange,
  type VolumeSums,
  volumeChange,
} from "../analysis/change-intervals.ts";
import { type LabelledChange, labelledChanges } from "../analysis/labelled-changes.ts";
import { keyOf, rounded } from "../analysis/sums.ts";

type Text = string | null;
interface PeriodRow {
  period: string;
  position: number;
  partial: boolean;
  before_period: Text;
  before_partial: boolean | null;
  gap_days: number;
  before_gap_days: number | null;
}
type ShareRow = PeriodSums & Record<string, string | number>;
type TopicChange = VolumeSums & { n_scored: number; net_shared: number } & Record<string, string | number>;

const COLUMNS = {
  period: { type: "VARCHAR", description: "reporting period" },
  before_period: { type: "VARCHAR", description: "the period before it" },
  topic: { type: "VARCHAR", description: "topic" },
  view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
  metric: { type: "VARCHAR", description: "volume, sov (share of voice) or net (net sentiment)" },
  basis: { type: "VARCHAR", description: "mentions, authors or engagement; mentions for volume and net" },
  counting: { type: "VARCHAR", description: "fractional or full, for share of voice" },
  value: { type: "DOUBLE", description: "value of the period" },
  before: { type: "DOUBLE", description: "value of the period before" },
  difference: { type: "DOUBLE", description: "value − before; NULL where it cannot be said" },
  low: {
    type: "DOUBLE",
    description: "lower 95 % bound of the difference; authors of both periods count once",
  },
  high: { type: "DOUBLE", description: "upper 95 % bound of the difference" },
  clear: { type: "BOOLEAN", description: "the interval leaves out no change; NULL where there is none" },
  authors: { type: "BIGINT", description: "authors of either period" },
  method: {
    type: "VARCHAR",
    description:
      "clustered, wilson, prediction_powered, too_few, or partial or gaps (volumes are not compared where a period is not over or misses days)",
  },
  interval: {
    type: "VARCHAR",
    description:
      "what the interval holds: sampling, or sampling_and_classifier (net sentiment of two periods that both have 30 human labels by 10 authors); too_few; NULL for volumes",
  },
};

interface Change {
  difference: number | null;
  low: number | null;
  high: number | null;
}

function changeCells({ difference, low, high }: Change) {
  const bounded = low !== null && high !== null;
  return {
    difference: rounded(difference),
    low: rounded(low),
    high: rounded(high),
    clear: bounded ? low > 0 || high < 0 : null,
  };
}

/** Share of voice in every basis and counting. */
async function shareChanges(rows: StepContext<unknown>["rows"], periods: readonly PeriodRow[]) {
  const grain = ["period", "topic", "view", "basis", "counting"];
  const sums = await rows<ShareRow>("select * from share_sums order by all");
  const shared = await rows<SharedSums & Record<string, string | number>>("select * from share_change_sums");
  const sumsByKey = new Map(sums.map((row) => [keyOf(row, grain), row]));
  const sharedByKey = new Map(shared.map((row) => [keyOf(row, grain), row]));
  const periodById = new Map(periods.map((period) => [period.period, period]));
  return sums.flatMap((now) => {
    const before_period = periodById.get(String(now["period"]))?.before_period ?? null;
    const before = sumsByKey.get(keyOf({ ...now, period: before_period }, grain));
    if (!before) return [];
    const change = shareChange(now, before, sharedByKey.get(keyOf(now, grain)));
    const { period, topic, view, basis, counting } = now;
    return [
      {
        ...{ period, before_period, topic, view, basis, counting },
        metric: "sov",
        value: rounded(change.now.value),
        before: rounded(change.before.value),
        ...changeCells({ difference: change.value, low: change.low, high: change.high }),
        authors: change.n_authors,
        method: change.method,
        interval: change.value === null ? "too_few" : "sampling",
      },
    ];
  });
}

/** Why two periods' volumes can't be compared: one of them is not over, or misses days. */
function unevenCover(period: PeriodRow): "partial" | "gaps" | null {
  if (period.partial || period.before_partial === true) return "partial";
  return period.gap_days > 0 || (period.before_gap_days ?? 0) > 0 ? "gaps" : null;
}

/** By the labels of both periods where both have enough, else by the machine in both. */
function netChange(
  { net_shared, n_scored }: TopicChange,
  now: PeriodSums,
  before: PeriodSums,
  labelled: LabelledChange | undefined,
) {
  if (labelled) {
    return {
      value: rounded(labelled.now),
      before: rounded(labelled.before),
      ...changeCells({ ...labelled, difference: labelled.value }),
      authors: labelled.authors,
      method: "prediction_powered",
      interval: "sampling_and_classifier",
    };
  }
  const net = ratioChange(now, before, net_shared, n_scored, "net");
  return {
    value: rounded(net.now.value),
    before: rounded(net.before.value),
    ...changeCells({ difference: net.value, low: net.low, high: net.high }),
    authors: net.n_authors,
    method: net.method,
    interval: net.value === null ? "too_few" : "sampling",
  };
}

/** Volume and net sentiment, which stand on the topic alone. */
async function topicChanges(rows: StepContext<unknown>["rows"], periods: readonly PeriodRow[]) {
  const grain = ["period", "topic", "view"];
  const sums = await rows<ShareRow>(
    "select *, x as mentions from sentiment_sums where measure = 'net' order by all",
  );
  const sumsByKey = new Map(sums.map((row) => [keyOf(row, grain), row]));
  const periodById = new Map(periods.map((period) => [period.period, period]));
  const changes = await rows<TopicChange>("select * from topic_change_sums order by all");
  const labelled = await labelledChanges(rows, periods);
  return changes.flatMap((row) => {
    const period = periodById.get(String(row["period"]));
    if (!period?.before_period) return [];
    const base = {
      ...{ period: period.period, before_period: period.before_period },
      ...{ topic: row["topic"] as string, view: row["view"] as string, basis: "mentions", counting: null },
    };
    const uneven = unevenCover(period);
    const volume = uneven ? { difference: null, low: null, high: null } : volumeChange(row);
    const volumeRow = {
      ...base,
      metric: "volume",
      value: row.mentions,
      before: row.before,
      ...changeCells(volume),
      authors: row.n,
      method: uneven ?? (volume.low === null ? "too_few" : "clustered"),
    };
    const now = sumsByKey.get(keyOf(base, grain));
    const before = sumsByKey.get(keyOf({ ...base, period: period.before_period }, grain));
    if (!now || !before) return [volumeRow];
    const netRow = {
      ...base,
      metric: "net",
      ...netChange(row, now, before, labelled.get(keyOf(base, grain))),
    };
    return [volumeRow, netRow];
  });
}

export default defineStep({
  description:
    "Changes against the period before, with 95 % intervals of the difference: the same people post in both periods, so " +
    "their influences are subtracted author by author. A change whose interval holds 0 is no clear change. Net sentiment is " +
    "compared as corrected by human labels where both periods have enough of them, else as the machine scored both.",
  grain: "period, topic, view, metric, basis and counting",
  reads: [
    ...["share_sums", "share_change_sums", "sentiment_sums", "topic_change_sums", "periods"],
    ...["label_majority", "topic_mentions", "author_topic"],
  ],
  columns: COLUMNS,
  async run({ rows, write }) {
    const periods = await rows<PeriodRow>(
      `select period, position, partial, gap_days, lag(period) over (order by position) as before_period,
       lag(partial) over (order by position) as before_partial,
       lag(gap_days) over (order by position) as before_gap_days
       from periods order by position`,
    );
    await write([...(await topicChanges(rows, periods)), ...(await shareChanges(rows, periods))]);
  },
});
