import { FEWEST_LABELLED, type LabelledMention, predictionPowered } from "earshot/statistics";
import { defineStep, type StepContext } from "earshot/steps";
import { literal } from "earshot/warehouse";
import { keyOf, rounded } from "../analysis/sums.ts";

interface Label {
  sample: string;
  period: string;
  topic: string;
  view: string;
  author: string;
  human: number;
  model: number;
  probability: number;
}

const CELL = ["sample", "period", "topic", "view"];

/** Labelled mentions of a topic and period that the machine scored, with their author. */
const LABELLED = `
  with seen as (
    select label_majority.sample, found.period, found.topic, views.view, hash(found.author_key)::varchar as author,
      case label_majority.human when 'positive' then 1 when 'negative' then -1 else 0 end as human,
      case found.label when 'positive' then 1 when 'negative' then -1 else 0 end as model,
      label_majority.probability
    from label_majority
    inner join topic_mentions as found using (mention_id, topic)
    inner join (values ('all'), ('originals')) as views (view) on views.view = 'all' or found.is_original
    where label_majority.human is not null and found.label <> 'not_scored'
  )
  select * from seen
  qualify count(*) over (partition by sample, period, topic, view) >= ${FEWEST_LABELLED}
  order by all`;

async function authorsOf(rows: StepContext<unknown>["rows"], cell: Label) {
  return rows<{ author: string; model: number; mentions: number }>(`
    select author::varchar as author, positive - negative as model, positive + neutral + negative as mentions
    from author_topic
    where period = ${literal(cell.period)} and topic = ${literal(cell.topic)} and view = ${literal(cell.view)}
      and positive + neutral + negative > 0
    order by author`);
}

export default defineStep({
  description:
    "Net sentiment corrected by human labels: prediction-powered inference (Angelopoulos et al. 2023) with author-level " +
    "variance, for every topic and period with at least 30 labelled mentions. Its interval holds the classifier's error.",
  grain: "sample, period, topic and view",
  reads: ["label_majority", "topic_mentions", "author_topic"],
  columns: {
    sample: { type: "VARCHAR", description: "name of the sample" },
    period: { type: "VARCHAR", description: "reporting period" },
    topic: { type: "VARCHAR", description: "topic" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    net: { type: "DOUBLE", description: "corrected net sentiment, −1 to +1; NULL where too few labels" },
    low: { type: "DOUBLE", description: "lower 95 % bound" },
    high: { type: "DOUBLE", description: "upper 95 % bound" },
    machine_net: { type: "DOUBLE", description: "net sentiment by the machine alone" },
    lambda: { type: "DOUBLE", description: "weight given to the machine, 0 to 1" },
    labelled: { type: "INTEGER", description: "labelled mentions" },
    labelled_authors: { type: "INTEGER", description: "their authors" },
    method: { type: "VARCHAR", description: "prediction_powered or too_few" },
  },
  async run({ rows, write }) {
    const cells = new Map<string, Label[]>();
    for (const label of await rows<Label>(LABELLED)) {
      const key = keyOf({ ...label }, CELL);
      cells.set(key, [...(cells.get(key) ?? []), label]);
    }
    const results = [];
    for (const labels of cells.values()) {
      const first = labels[0]!;
      const authors = await authorsOf(rows, first);
      const place = new Map(authors.map((row, at) => [row.author, at]));
      const labelled: LabelledMention[] = labels.map(({ author, human, model, probability }) => ({
        author: place.get(author)!,
        ...{ human, model, probability },
      }));
      const all = {
        model: Float64Array.from(authors, (row) => row.model),
        mentions: Float64Array.from(authors, (row) => row.mentions),
      };
      const found = predictionPowered({ all, labelled }, { scale: "net" });
      const { sample, period, topic, view } = first;
      results.push({
        ...{ sample, period, topic, view, method: found.method },
        net: rounded(found.value),
        low: rounded(found.low),
        high: rounded(found.high),
        machine_net: rounded(found.model_mean),
        lambda: rounded(found.lambda),
        labelled: found.n_labelled,
        labelled_authors: found.n_labelled_authors,
      });
    }
    await write(results);
  },
});
