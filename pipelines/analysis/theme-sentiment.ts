import { predictionPowered, ratioInterval } from "earshot/statistics";
import type { StepContext } from "earshot/steps";
import type { Cell } from "earshot/warehouse";
import { correctedOr } from "./corrected-figures.ts";
import { groupRows } from "./groups.ts";
import {
  type AuthorCounts,
  correctionInput,
  type Label,
  MEASURES,
  mostLabelled,
  placesOf,
  readLabels,
} from "./label-correction.ts";
import { keyOf } from "./sums.ts";

type Rows = StepContext<unknown>["rows"];
type Cells = Record<string, Cell>;
interface Place {
  period: string;
  topic: string;
  theme: string;
}

const THEME = ["period", "topic", "theme"];
const TEXT = ["period", "topic", "text_hash"];
const NET = MEASURES.find((one) => one.measure === "net")!;

/** Scored texts per theme and author; `held` is the temp table of the texts of themes. */
const AUTHORS = `
  select period, topic, theme, author::varchar as author, count(*) filter (where label = 'negative') as negative,
    count(*) filter (where label = 'neutral') as neutral, count(*) filter (where label = 'positive') as positive
  from held where label in ('negative', 'neutral', 'positive') group by all order by all`;

/** Texts of themes that people labelled, under the author who stands for the text. */
const LABELLED_TEXTS = `
  with labelled as (
    select distinct topic_mentions.topic, text_hash from label_majority
    inner join topic_mentions using (mention_id, topic) where label_majority.human is not null
  ),
  copies as (
    select if(grouping(period) = 1, 'all', period) as period, topic, text_hash, count(*) as copies from topic_mentions
    where is_original and (topic, text_hash) in (select (topic, text_hash) from labelled)
    group by grouping sets ((period, topic, text_hash), (topic, text_hash))
  )
  select distinct period, topic, theme, held.text_hash::varchar as text_hash, author::varchar as author, copies
  from held inner join copies using (period, topic, text_hash)
  order by all`;

/**
 * One label for each text of a sample: the mean of its labelled copies, each of which stands for its share of the text
 * (weight share method, Lavallée 2007), so that a text counts once however often it was posted and drawn.
 */
function perText(labels: readonly Label[], copies: number): Label[] {
  return [...groupRows(labels, (label) => label.sample).values()].map((own) => {
    const weights = own.map(({ probability }) => 1 / probability);
    const total = weights.reduce((a, b) => a + b, 0);
    const human = own.reduce((sum, label, at) => sum + label.human * weights[at]!, 0) / total;
    return { ...own[0]!, human, probability: copies / total };
  });
}

/** Labels by theme: those of original mentions whose text is one of the theme's. */
async function themeLabels(rows: Rows): Promise<Map<string, Label[]>> {
  const labels = (await readLabels(rows)).filter((label) => label.view === "originals");
  if (labels.length === 0) return new Map();
  const whole = labels.map((label) => ({ ...label, period: "all" }));
  const byText = groupRows([...labels, ...whole], (label) => keyOf({ ...label }, TEXT));
  const found = await rows<Cells & { author: string; copies: number }>(LABELLED_TEXTS);
  const labelled = found.flatMap((row) =>
    perText(byText.get(keyOf(row, TEXT)) ?? [], row.copies).map((label) => ({
      ...label,
      ...{ author: row.author, theme: keyOf(row, THEME) },
    })),
  );
  return groupRows(labelled, ({ theme }) => theme);
}

/**
 * Finds the net sentiment over the texts of a theme with its interval, clustered by author: the machine's, or as labels
 * correct it where thirty of the texts have one. Reads the temp table `held` (period, topic, theme, text_hash, author, label).
 */
export async function themeSentiment(rows: Rows) {
  const authors = groupRows(await rows<AuthorCounts & Cells>(AUTHORS), (row) => keyOf(row, THEME));
  const labels = await themeLabels(rows);
  return ({ period, topic, theme }: Place) => {
    const key = keyOf({ period, topic, theme }, THEME);
    const counts = authors.get(key) ?? [];
    const machine = ratioInterval(
      {
        y: counts.map((one) => one.positive - one.negative),
        x: counts.map((one) => one.positive + one.neutral + one.negative),
      },
      { scale: "net" },
    );
    const sample = mostLabelled(labels.get(key) ?? []);
    const corrected =
      sample && predictionPowered(correctionInput(placesOf(counts), counts, sample, NET), { scale: "net" });
    return correctedOr(machine, corrected && { ...corrected, labelled: corrected.n_labelled });
  };
}
