import { defineStep, type StepContext } from "earshot/steps";
import {
  type DataFrame,
  frameAssign,
  frameMerge,
  frameRows,
  frameSelect,
  type Row,
  readFrame,
  type Warehouse,
} from "earshot/warehouse";
import {
  type PeriodSums,
  ratioChange,
  type SharedSums,
  shareChange,
  type VolumeSums,
  volumeChange,
} from "../analysis/change-intervals.ts";
import { type LabelledChange, labelledChanges } from "../analysis/labelled-changes.ts";
import { rounded, sumsOf } from "../analysis/sums.ts";

/** A period beside the one before it; columns that every change is given. */
interface PeriodColumns {
  before_period: string;
  partial: boolean;
  before_partial: boolean;
  gap_days: number;
  before_gap_days: number;
}

/** Sums of a period, and of the one before it under names that end in `_before`. */
type Sides = PeriodSums & Record<`${keyof PeriodSums}_before`, number>;
type Shared = Record<"xx_shared" | "yx_shared" | "xy" | "yy", number> & { n_shared: number | null };
type TopicChange = VolumeSums & PeriodColumns & { n_scored: number; net_shared: number };
type NetChange = Omit<TopicChange, "n"> & Sides & LabelledChange;

const PERIODS = `
  select period, partial, gap_days, lag(period) over (order by position) as before_period,
    lag(partial) over (order by position) as before_partial, lag(gap_days) over (order by position) as before_gap_days
  from periods
  qualify before_period is not null`;

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

const nowOf = (row: Sides): PeriodSums => ({ ...sumsOf(row), mentions: row.mentions });
const beforeOf = (row: Sides): PeriodSums => ({
  ...sumsOf((name) => row[`${name}_before`]),
  mentions: row.mentions_before,
});

function sharedOf(row: Shared): SharedSums | undefined {
  const { xx_shared: xx, yx_shared: yx, xy, yy, n_shared } = row;
  if (typeof n_shared !== "number") return undefined;
  return { xx, yx, xy, yy, n_shared };
}

/** Sums of each period beside those of the period before. */
function besideBefore(sums: DataFrame, periods: DataFrame, grain: readonly string[]): DataFrame {
  const now = frameMerge(sums, periods, { on: ["period"], how: "inner" });
  return frameMerge(now, sums, {
    leftOn: ["before_period", ...grain],
    rightOn: ["period", ...grain],
    ...{ how: "inner", partners: "one", suffixes: ["", "_before"] },
  });
}

/** Share of voice in every basis and counting. */
async function shareChanges(warehouse: Warehouse, periods: DataFrame): Promise<DataFrame> {
  const grain = ["topic", "view", "basis", "counting"];
  const sums = await readFrame(warehouse, "select * from share_sums order by all");
  const shared = await readFrame(warehouse, "select * from share_change_sums");
  const both = frameMerge(besideBefore(sums, periods, grain), shared, {
    ...{ on: ["period", ...grain], partners: "one", suffixes: ["", "_shared"] },
  });
  return frameAssign<Sides & Shared>(both, (row) => {
    const change = shareChange(nowOf(row), beforeOf(row), sharedOf(row));
    return {
      metric: "sov",
      value: rounded(change.now.value),
      before: rounded(change.before.value),
      ...changeCells({ difference: change.value, low: change.low, high: change.high }),
      authors: change.n_authors,
      method: change.method,
      interval: change.value === null ? "too_few" : "sampling",
    };
  });
}

/** Why two periods' volumes can't be compared: one of them is not over, or misses days. */
function unevenCover(period: PeriodColumns): "partial" | "gaps" | null {
  if (period.partial || period.before_partial) return "partial";
  return period.gap_days > 0 || period.before_gap_days > 0 ? "gaps" : null;
}

/** Volume of each topic. */
function volumeChanges(changes: DataFrame): DataFrame {
  return frameAssign<TopicChange>(changes, (row) => {
    const uneven = unevenCover(row);
    const volume = uneven ? { difference: null, low: null, high: null } : volumeChange(row);
    return {
      ...{ metric: "volume", basis: "mentions", counting: null, interval: null },
      ...{ value: row.mentions, ...changeCells(volume), authors: row.n },
      method: uneven ?? (volume.low === null ? "too_few" : "clustered"),
    };
  });
}

/** By the labels of both periods where both have enough, else by the machine in both. */
function netChange(row: NetChange) {
  if (row.labelled_change !== null) {
    return {
      ...{ value: rounded(row.labelled_now), before: rounded(row.labelled_before) },
      ...changeCells({ difference: row.labelled_change, low: row.labelled_low, high: row.labelled_high }),
      ...{ authors: row.labelled_authors, method: "prediction_powered", interval: "sampling_and_classifier" },
    };
  }
  const net = ratioChange(nowOf(row), beforeOf(row), row.net_shared, row.n_scored, "net");
  return {
    ...{ value: rounded(net.now.value), before: rounded(net.before.value) },
    ...changeCells({ difference: net.value, low: net.low, high: net.high }),
    ...{ authors: net.n_authors, method: net.method, interval: net.value === null ? "too_few" : "sampling" },
  };
}

/** Net sentiment of each topic. */
async function netChanges(
  { warehouse, rows }: Pick<StepContext<unknown>, "warehouse" | "rows">,
  changes: DataFrame,
  periods: DataFrame,
): Promise<DataFrame> {
  const grain = ["period", "topic", "view"];
  const sums = await readFrame(
    warehouse,
    "select *, x as mentions from sentiment_sums where measure = 'net' order by all",
  );
  const both = besideBefore(sums, periods, ["topic", "view"]);
  const common = frameSelect(changes, [...grain, "n_scored", "net_shared"]);
  const shared = frameMerge(both, common, { on: grain, how: "inner", partners: "one" });
  const labelled = await labelledChanges({ warehouse, rows }, periods);
  return frameAssign<NetChange>(frameMerge(shared, labelled, { on: grain, partners: "one" }), (row) => ({
    ...{ metric: "net", basis: "mentions", counting: null },
    ...netChange(row),
  }));
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
  async run({ warehouse, rows, write }) {
    const periods = await readFrame(warehouse, PERIODS);
    const sums = await readFrame(warehouse, "select * from topic_change_sums order by all");
    const topics = frameMerge(sums, periods, { on: ["period"], how: "inner" });
    const changes = [
      volumeChanges(topics),
      await netChanges({ warehouse, rows }, topics, periods),
      await shareChanges(warehouse, periods),
    ];
    await write(changes.flatMap((frame) => frameRows<Row>(frame)));
  },
});
