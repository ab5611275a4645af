import { defineStep } from "earshot/steps";
import { type FoundSpike, foundSpikes } from "../analysis/found-spikes.ts";
import { FEWEST_PER_HOUR, hourlySeries, seasonOfHours } from "../analysis/hourly-series.ts";
import { causeOfSpike } from "../analysis/spike-cause.ts";
import { type EvidenceRow, hourlyAuthorsSql, hourlyEvidenceSql } from "../analysis/spike-evidence.ts";
import { keyOf, rounded } from "../analysis/sums.ts";

const HOUR = ["date", "topic", "view"];

type AuthorsRow = Pick<EvidenceRow, "date" | "topic" | "view"> & { authors: number };

function byHour<T extends { date: string; topic: string; view: string }>(
  rows: readonly T[],
): Map<string, T[]> {
  const hours = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf({ date: row.date, topic: row.topic, view: row.view }, HOUR);
    hours.set(key, [...(hours.get(key) ?? []), row]);
  }
  return hours;
}

function rowOf(
  { date, topic, view, period, mode, point }: FoundSpike,
  evidence: readonly EvidenceRow[],
  authors: number,
) {
  const { direction, observed, expected, low, high, q } = point;
  const spike = direction === "spike";
  const cause = spike ? causeOfSpike({ observed, expected, authors, terms: [] }, evidence) : undefined;
  return {
    ...{ hour: date, topic, view, direction, observed, period, mode },
    ...{ expected: rounded(expected), low: rounded(low), high: rounded(high), q_value: rounded(q) },
    ...cause,
    cause_share: rounded(cause?.cause_share ?? null),
    authors: spike ? authors : null,
  };
}

export default defineStep({
  description:
    "Hours of the last twelve weeks with clearly more, or fewer, mentions than hour, weekday, level and spread allow, with their " +
    `likely cause. Topics with fewer than ${FEWEST_PER_HOUR} mentions an hour in the mean are not judged by hour; \`spikes\` judges ` +
    "their days. The rhythm is that of the week where four weeks are known, else that of the day. The false discovery rate " +
    "is 5 % within a series. Hours of gap and partial days are neither tested nor part of what is usual.",
  grain: "spike or drop",
  reads: ["volume_hourly", "volume_daily", "topics", "topic_mentions", "study"],
  columns: {
    hour: { type: "TIMESTAMP", description: "start of the hour, local time in the study's time zone" },
    topic: { type: "VARCHAR", description: "topic" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    direction: { type: "VARCHAR", description: "spike or drop" },
    observed: { type: "BIGINT", description: "mentions of the hour" },
    expected: { type: "DOUBLE", description: "mentions to be expected" },
    low: { type: "DOUBLE", description: "lower end of the range in which 95 % of usual hours lie" },
    high: { type: "DOUBLE", description: "upper end of that range" },
    q_value: { type: "DOUBLE", description: "false discovery rate at which it would be reported" },
    cause: { type: "VARCHAR", description: "likely cause in words, without names; NULL for a drop" },
    cause_kind: {
      type: "VARCHAR",
      description: "one_post, one_author, channel, country, language, many_voices or unknown",
    },
    cause_share: { type: "DOUBLE", description: "part of the mentions beyond the usual that it explains" },
    cause_mentions: { type: "BIGINT", description: "mentions of the hour that it stands for" },
    cause_value: {
      type: "VARCHAR",
      description: "the channel, country or language; key of the post or author",
    },
    authors: { type: "BIGINT", description: "distinct authors of the hour; NULL for a drop" },
    period: { type: "VARCHAR", description: "reporting period of the hour" },
    mode: {
      type: "VARCHAR",
      description: "causal (by what could be known at the time; newest period) or retrospective",
    },
  },
  async run({ rows, write, note }) {
    const { series, skipped } = await hourlySeries(rows);
    if (skipped.length > 0) {
      note(`fewer than ${FEWEST_PER_HOUR} mentions an hour, not judged by hour: ${skipped.join(", ")}`);
    }
    const found = series.flatMap((one) => {
      const season = seasonOfHours(one);
      return season === undefined ? [] : foundSpikes(one, season);
    });
    const spikes = found.filter(({ point }) => point.direction === "spike");
    const evidence = byHour(spikes.length ? await rows<EvidenceRow>(hourlyEvidenceSql(spikes)) : []);
    const authors = byHour(spikes.length ? await rows<AuthorsRow>(hourlyAuthorsSql(spikes)) : []);
    await write(
      found.map((one) => {
        const key = keyOf({ date: one.date, topic: one.topic, view: one.view }, HOUR);
        return rowOf(one, evidence.get(key) ?? [], Number(authors.get(key)?.[0]?.authors ?? 0));
      }),
    );
  },
});
