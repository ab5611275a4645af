import { defineStep } from "earshot/steps";
import { type NamedTopic, ownWordsByTopic } from "../analysis/own-words.ts";
import { rounded } from "../analysis/sums.ts";
import { overRepresented, strongest, type TermRow } from "../analysis/term-keyness.ts";

const PER_TOPIC = 50;

/** Terms of a period with at least five authors, beside the same terms in the period before and in the whole study. */
const CANDIDATES = `
  with numbered as (
    select term_counts.*, periods.position from term_counts inner join periods using (period)
  ),
  totals as (
    select topic, position, kind, any_value(total) as total from numbered group by all
  ),
  background as (
    select topic, term, sum(texts) as background from numbered group by all
  ),
  background_totals as (
    select topic, kind, sum(total) as background_total from totals group by all
  )
  select now.period, now.topic, now.kind, now.term, now.texts, now.authors, coalesce(before.texts, 0) as other,
    now.total, totals.total as other_total, background, background_total
  from numbered as now
  inner join totals
    on totals.topic = now.topic and totals.kind = now.kind and totals.position = now.position - 1
  inner join background on background.topic = now.topic and background.term = now.term
  inner join background_totals on background_totals.topic = now.topic and background_totals.kind = now.kind
  left join numbered as before
    on before.topic = now.topic and before.term = now.term and before.position = now.position - 1
  where now.authors >= 5 and now.texts * totals.total > coalesce(before.texts, 0) * now.total
  order by now.position, now.topic, now.kind, now.term`;

export default defineStep({
  description:
    "Words, pairs of words, hashtags and emoji that are more frequent among a topic's distinct original texts than in " +
    "the period before: log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008), the " +
    "whole study as prior; at least 5 authors, false discovery rate 5 % within a period, topic and kind. Words of the " +
    "topic's own name and query, in whatever form and as hashtags, are left out.",
  grain: "period, topic and term",
  reads: ["term_counts", "periods", "topics"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period" },
    topic: { type: "VARCHAR", description: "topic" },
    term: { type: "VARCHAR", description: "the term, lower case" },
    count: { type: "BIGINT", description: "distinct original texts with it" },
    before: { type: "BIGINT", description: "the same in the period before" },
    log_odds: { type: "DOUBLE", description: "log-odds ratio, now against before" },
    z: { type: "DOUBLE", description: "log_odds by its standard error" },
    authors: { type: "BIGINT", description: "authors of these texts" },
    kind: { type: "VARCHAR", description: "word, bigram, hashtag or emoji" },
    q_value: { type: "DOUBLE", description: "false discovery rate at which it would be reported" },
    total: { type: "BIGINT", description: "occurrences of all terms of the kind now" },
    total_before: { type: "BIGINT", description: "the same in the period before" },
  },
  async run({ rows, write }) {
    const isOwn = ownWordsByTopic(await rows<NamedTopic>("select topic, label, query from topics"));
    const candidates = (await rows<TermRow>(CANDIDATES)).filter(
      (row) => !isOwn(String(row["topic"]), row.term),
    );
    const grain = ["period", "topic"];
    await write(
      strongest(overRepresented(candidates, grain), grain, PER_TOPIC).map((row) => ({
        ...{ period: row["period"], topic: row["topic"], term: row.term, kind: row.kind },
        ...{ count: row.texts, before: row.other, authors: row["authors"] },
        ...{ total: row.total, total_before: row.other_total },
        log_odds: rounded(row.keyness.log_odds),
        z: rounded(row.keyness.z),
        q_value: rounded(row.q),
      })),
    );
  },
});
