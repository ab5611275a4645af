import type { StepContext } from "earshot/steps";
import type { FoundSpike } from "./found-spikes.ts";
import { groupRows } from "./groups.ts";
import { type NamedTopic, ownWordsByTopic } from "./own-words.ts";
import { causeOfSpike, type SpikeCause } from "./spike-cause.ts";
import {
  authorsSql,
  type EvidenceRow,
  evidenceSql,
  type SpikePlace,
  type SpikeTermRow,
  spikeTermsSql,
} from "./spike-evidence.ts";
import { keyOf, rounded } from "./sums.ts";
import { overRepresented, withoutRepetition } from "./term-keyness.ts";

const PLACE = ["date", "topic", "view"];
const placeOf = ({ date, topic, view }: SpikePlace) => keyOf({ date, topic, view }, PLACE);

const byPlace = <T extends SpikePlace>(rows: readonly T[]) => groupRows(rows, placeOf);

/** Columns of a spike or drop that `spikes` and `spikes_hourly` share; the place itself is `date` or `hour`. */
export const SPIKE_COLUMNS = {
  topic: { type: "VARCHAR", description: "topic" },
  view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
  direction: { type: "VARCHAR", description: "spike or drop" },
  observed: { type: "BIGINT", description: "mentions there and then" },
  expected: { type: "DOUBLE", description: "mentions to be expected" },
  low: { type: "DOUBLE", description: "lower end of the range in which 95 % of usual ones lie" },
  high: { type: "DOUBLE", description: "upper end of that range" },
  q_value: { type: "DOUBLE", description: "false discovery rate at which it would be reported" },
  cause: { type: "VARCHAR", description: "likely cause in words, without names; NULL for a drop" },
  cause_kind: {
    type: "VARCHAR",
    description: "one_post, one_author, channel, country, language, many_voices or unknown",
  },
  cause_share: { type: "DOUBLE", description: "part of the mentions beyond the usual that it explains" },
  cause_mentions: { type: "BIGINT", description: "mentions that it stands for" },
  cause_authors: { type: "BIGINT", description: "people who wrote these" },
  cause_value: {
    type: "VARCHAR",
    description: "the channel, country or language; key of the post or author",
  },
  terms: { type: "VARCHAR[]", description: "terms there are more of than in the rest, strongest first" },
  authors: { type: "BIGINT", description: "distinct authors" },
  period: { type: "VARCHAR", description: "reporting period" },
  mode: {
    type: "VARCHAR",
    description:
      "causal (by what could be known at the time; newest period, unless the series is too short) or retrospective",
  },
} as const;

const NO_CAUSE: { [name in keyof SpikeCause]: null } = {
  ...{ cause: null, cause_kind: null, cause_share: null, cause_mentions: null },
  ...{ cause_authors: null, cause_value: null },
};

/**
 * Rows for `spikes` or `spikes_hourly`, with the likely cause of each spike, and the authors of drops too. The place is
 * in `date`; what usual days hold comes from the complete days around it.
 */
export async function describeSpikes(rows: StepContext<unknown>["rows"], found: readonly FoundSpike[]) {
  const spikes = found.filter(({ point }) => point.direction === "spike");
  const evidence = byPlace(spikes.length ? await rows<EvidenceRow>(evidenceSql(spikes)) : []);
  const isOwn = ownWordsByTopic(await rows<NamedTopic>("select topic, label, query from topics"));
  const said = spikes.length ? await rows<SpikeTermRow>(spikeTermsSql(spikes)) : [];
  const candidates = said.filter((row) => !isOwn(row.topic, row.term));
  const terms = byPlace(overRepresented(candidates, PLACE).sort((a, b) => b.keyness.z - a.keyness.z));
  const authors = byPlace(
    found.length ? await rows<SpikePlace & { authors: number }>(authorsSql(found)) : [],
  );
  return found.map((one) => {
    const { date, topic, view, period, mode, point } = one;
    const { direction, observed, expected } = point;
    const place = placeOf(one);
    const told = {
      terms: withoutRepetition((terms.get(place) ?? []).map((row) => row.term)).slice(0, 8),
      authors: Number(authors.get(place)?.[0]?.authors ?? 0),
    };
    const cause =
      direction === "spike"
        ? causeOfSpike({ observed, expected, ...told }, evidence.get(place) ?? [])
        : NO_CAUSE;
    return {
      ...{ date, topic, view, period, mode, direction, observed },
      expected: rounded(expected),
      low: rounded(point.low),
      high: rounded(point.high),
      q_value: rounded(point.q),
      ...cause,
      cause_share: rounded(cause.cause_share),
      terms: direction === "spike" ? told.terms : null,
      authors: told.authors,
    };
  });
}
