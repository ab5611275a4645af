import { FEWEST_LABELLED, type PredictionPoweredInput, type Scale } from "earshot/statistics";
import type { StepContext } from "earshot/steps";
import { literal } from "earshot/warehouse";
import { groupRows } from "./groups.ts";

type Rows = StepContext<unknown>["rows"];

/** A labelled mention of a topic that the machine scored, once per view; classes as −1, 0, +1. */
export interface Label {
  sample: string;
  period: string;
  topic: string;
  view: string;
  language: string;
  author: string;
  text_hash: string;
  human: number;
  model: number;
  probability: number;
}

/** What is averaged over mentions: 1 or 0 for a share, the class itself for net sentiment. */
export interface Measure {
  measure: "net" | "negative" | "positive";
  scale: Scale;
  of(label: number): number;
}

export const MEASURES: readonly Measure[] = [
  { measure: "net", scale: "net", of: (label) => label },
  { measure: "negative", scale: "share", of: (label) => (label < 0 ? 1 : 0) },
  { measure: "positive", scale: "share", of: (label) => (label > 0 ? 1 : 0) },
];

const value = (column: string) => `case ${column} when 'positive' then 1 when 'negative' then -1 else 0 end`;

/** All labels of all samples, in an order that does not depend on the run; a `Label` each. */
export const LABELS_SQL = `
    select label_majority.sample, found.period, found.topic, views.view, coalesce(found.language, 'und') as language,
      hash(found.author_key)::varchar as author, found.text_hash::varchar as text_hash,
      ${value("label_majority.human")} as human, ${value("found.label")} as model, label_majority.probability
    from label_majority
    inner join topic_mentions as found using (mention_id, topic)
    inner join (values ('all'), ('originals')) as views (view) on views.view = 'all' or found.is_original
    where label_majority.human is not null and found.label <> 'not_scored'
    order by all`;

/** The same as rows. */
export const readLabels = (rows: Rows): Promise<Label[]> => rows<Label>(LABELS_SQL);

/** The labels of the sample that has most of them; undefined where no sample has enough for a correction. */
export function mostLabelled(labels: readonly Label[]): Label[] | undefined {
  const samples = groupRows(labels, (label) => label.sample);
  const [first] = [...samples.values()].sort(
    (a, b) => b.length - a.length || (a[0]!.sample < b[0]!.sample ? -1 : 1),
  );
  return first && first.length >= FEWEST_LABELLED ? first : undefined;
}

/** Scored mentions of one author, by the machine's class. */
export interface AuthorCounts {
  author: string;
  negative: number;
  neutral: number;
  positive: number;
}

/** Authors with scored mentions of a topic in some periods, of one language or of all. */
export async function authorsOf(
  rows: Rows,
  cell: { periods: readonly string[]; topic: string; view: string; language?: string },
): Promise<AuthorCounts[]> {
  const { periods, topic, view, language = "all" } = cell;
  const place = `period in (${periods.map(literal).join(", ")}) and topic = ${literal(topic)}`;
  if (language === "all") {
    return rows<AuthorCounts>(`
      select author::varchar as author, sum(negative)::bigint as negative, sum(neutral)::bigint as neutral,
        sum(positive)::bigint as positive
      from author_topic where ${place} and view = ${literal(view)} and positive + neutral + negative > 0
      group by author order by author`);
  }
  return rows<AuthorCounts>(`
    select hash(author_key)::varchar as author, count(*) filter (where label = 'negative') as negative,
      count(*) filter (where label = 'neutral') as neutral, count(*) filter (where label = 'positive') as positive
    from topic_mentions
    where ${place} and coalesce(language, 'und') = ${literal(language)} and label <> 'not_scored'
      and (${literal(view)} = 'all' or is_original)
    group by all order by author`);
}

/** Places of authors in the arrays of one or of several sides. */
export function placesOf(...sides: readonly (readonly { author: string }[])[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const { author } of sides.flat()) if (!places.has(author)) places.set(author, places.size);
  return places;
}

/** What prediction-powered inference takes; labels of authors that are not among the places are left out. */
export function correctionInput(
  places: ReadonlyMap<string, number>,
  authors: readonly AuthorCounts[],
  labels: readonly Label[],
  { of }: Measure,
): PredictionPoweredInput {
  const model = new Float64Array(places.size);
  const mentions = new Float64Array(places.size);
  for (const { author, negative, neutral, positive } of authors) {
    const place = places.get(author)!;
    model[place]! += negative * of(-1) + neutral * of(0) + positive * of(1);
    mentions[place]! += negative + neutral + positive;
  }
  const labelled = labels.flatMap(({ author, human, model: said, probability }) => {
    const place = places.get(author);
    return place === undefined ? [] : [{ author: place, human: of(human), model: of(said), probability }];
  });
  return { all: { model, mentions }, labelled };
}
