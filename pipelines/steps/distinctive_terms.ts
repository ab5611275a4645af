import { defineStep } from "earshot/steps";
import { type NamedTopic, ownWords } from "../analysis/own-words.ts";
import { rounded } from "../analysis/sums.ts";
import { overRepresented, strongest, type TermRow } from "../analysis/term-keyness.ts";

const PER_TOPIC = 50;

/** Terms of a topic beside the same terms in the other topics of its panel; words of the panel's queries are out. */
const CANDIDATES = `
  with panel as (
    select term_counts.*, topics.category
    from term_counts inner join topics using (topic)
    where topics.role in ('own', 'competitor')
  ),
  whole as (
    select period, category, kind, term, sum(texts) as texts from panel group by all
  ),
  totals as (
    select distinct period, category, topic, kind, total from panel
  ),
  whole_totals as (
    select period, category, kind, sum(total) as total from totals group by all
  )
  select panel.period, panel.topic, panel.kind, panel.term, panel.texts, panel.authors, panel.total,
    whole.texts - panel.texts as other, whole_totals.total - panel.total as other_total,
    whole.texts as background, whole_totals.total as background_total
  from panel
  inner join whole using (period, category, kind, term)
  inner join whole_totals using (period, category, kind)
  where panel.authors >= 5
    and panel.texts * (whole_totals.total - panel.total) > (whole.texts - panel.texts) * panel.total
  order by all`;

export default defineStep({
  description:
    "What sets a topic apart from the other topics of its panel in a period: the terms of its texts that theirs have " +
    "less of, by the same statistic as emerging terms. Words of the topics' own queries and names are left out.",
  grain: "period, topic and term",
  reads: ["term_counts", "topics"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period, or all" },
    topic: { type: "VARCHAR", description: "topic" },
    term: { type: "VARCHAR", description: "the term, lower case" },
    kind: { type: "VARCHAR", description: "word, bigram, hashtag or emoji" },
    count: { type: "BIGINT", description: "distinct original texts of the topic with it" },
    others: { type: "BIGINT", description: "the same for the other topics of the panel together" },
    log_odds: { type: "DOUBLE", description: "log-odds ratio, this topic against the others" },
    z: { type: "DOUBLE", description: "log_odds by its standard error" },
    q_value: { type: "DOUBLE", description: "false discovery rate at which it would be reported" },
    authors: { type: "BIGINT", description: "authors of these texts" },
  },
  async run({ rows, write }) {
    const ownOf = ownWords(await rows<NamedTopic>("select topic, label, query from topics"));
    const candidates = (await rows<TermRow>(CANDIDATES)).filter((row) => ownOf(row.term) === "none");
    const grain = ["period", "topic"];
    await write(
      strongest(overRepresented(candidates, grain), grain, PER_TOPIC).map((row) => ({
        ...{ period: row["period"], topic: row["topic"], term: row.term, kind: row.kind },
        ...{ count: row.texts, others: row.other, authors: row["authors"] },
        log_odds: rounded(row.keyness.log_odds),
        z: rounded(row.keyness.z),
        q_value: rounded(row.q),
      })),
    );
  },
});
