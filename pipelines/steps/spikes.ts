import { defineStep, type StepContext } from "earshot/steps";
import { foundSpikes } from "../analysis/found-spikes.ts";
import { dailySeries } from "../analysis/series.ts";
import { causeOfSpike } from "../analysis/spike-cause.ts";
import {
  authorsSql,
  type EvidenceRow,
  evidenceSql,
  type SpikeDay,
  type SpikeTermRow,
  spikeTermsSql,
} from "../analysis/spike-evidence.ts";
import { keyOf, rounded } from "../analysis/sums.ts";
import { overRepresented, withoutRepetition } from "../analysis/term-keyness.ts";

const DAY = ["date", "topic", "view"];

function byDay<T extends SpikeDay>(rows: readonly T[]): Map<string, T[]> {
  const days = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf({ date: row.date, topic: row.topic, view: row.view }, DAY);
    days.set(key, [...(days.get(key) ?? []), row]);
  }
  return days;
}

/** What each spike's day was about: counts by post, author and channel, its authors, its terms. */
async function readEvidence(rows: StepContext<unknown>["rows"], days: readonly SpikeDay[]) {
  if (days.length === 0) return { evidence: new Map(), authors: new Map(), terms: new Map() };
  const terms = overRepresented(await rows<SpikeTermRow>(spikeTermsSql(days)), DAY).sort(
    (a, b) => b.keyness.z - a.keyness.z,
  );
  return {
    evidence: byDay(await rows<EvidenceRow>(evidenceSql(days))),
    authors: byDay(await rows<SpikeDay & { authors: number }>(authorsSql(days))),
    terms: byDay(terms),
  };
}

export default defineStep({
  description:
    "Days with clearly more, or fewer, mentions than weekday, level and spread allow, with their likely cause. The false " +
    "discovery rate is 5 % within a series. Gap and partial days are neither tested nor part of what is usual.",
  grain: "spike or drop",
  reads: ["volume_daily", "topics", "topic_mentions", "term_documents", "text_terms", "term_counts"],
  columns: {
    date: { type: "DATE", description: "day" },
    topic: { type: "VARCHAR", description: "topic" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    direction: { type: "VARCHAR", description: "spike or drop" },
    observed: { type: "BIGINT", description: "mentions of the day" },
    expected: { type: "DOUBLE", description: "mentions to be expected" },
    low: { type: "DOUBLE", description: "lower end of the range in which 95 % of usual days lie" },
    high: { type: "DOUBLE", description: "upper end of that range" },
    q_value: { type: "DOUBLE", description: "false discovery rate at which it would be reported" },
    cause: { type: "VARCHAR", description: "likely cause in words, without names; NULL for a drop" },
    cause_kind: {
      type: "VARCHAR",
      description: "one_post, one_author, channel, country, language, many_voices or unknown",
    },
    cause_share: { type: "DOUBLE", description: "part of the mentions beyond the usual that it explains" },
    cause_mentions: { type: "BIGINT", description: "mentions of the day that it stands for" },
    cause_value: {
      type: "VARCHAR",
      description: "the channel, country or language; key of the post or author",
    },
    terms: { type: "VARCHAR[]", description: "terms the day has more of than the rest, strongest first" },
    authors: { type: "BIGINT", description: "distinct authors of the day" },
    period: { type: "VARCHAR", description: "reporting period of the day" },
    mode: {
      type: "VARCHAR",
      description:
        "causal (by what could be known on the day; newest period, unless the series is too short) or retrospective",
    },
  },
  async run({ warehouse, rows, write }) {
    const found = (await dailySeries(warehouse)).flatMap((series) => foundSpikes(series, 7));
    const spikes = found.filter(({ point }) => point.direction === "spike");
    const { evidence, authors, terms } = await readEvidence(rows, spikes);
    await write(
      found.map(({ date, topic, view, period, mode, point }) => {
        const { direction, observed, expected } = point;
        const key = keyOf({ date, topic, view }, DAY);
        const told = {
          terms: withoutRepetition((terms.get(key) ?? []).map((row: SpikeTermRow) => row.term)).slice(0, 8),
          authors: Number(authors.get(key)?.[0]?.authors ?? 0),
        };
        const cause =
          direction === "spike"
            ? causeOfSpike({ observed, expected, ...told }, evidence.get(key) ?? [])
            : { cause: null, cause_share: null };
        return {
          ...{ date, topic, view, period, mode, direction, observed },
          expected: rounded(expected),
          low: rounded(point.low),
          high: rounded(point.high),
          q_value: rounded(point.q),
          ...cause,
          cause_share: rounded(cause.cause_share),
          ...(direction === "spike" ? told : {}),
        };
      }),
    );
  },
});
