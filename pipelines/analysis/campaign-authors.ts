import type { StepContext } from "earshot/steps";
import { literal } from "earshot/warehouse";

/** A stretch of days of a topic in one view. */
export interface Stretch {
  key: string;
  topic: string;
  view: string;
  from: string;
  to: string;
}

/** Authors of each stretch, by its key. */
export async function authorsOf(
  rows: StepContext<unknown>["rows"],
  stretches: readonly Stretch[],
): Promise<Map<string, number>> {
  if (stretches.length === 0) return new Map();
  const wanted = stretches.map(
    ({ key, topic, view, from, to }) =>
      `(${[key, topic, view].map(literal).join(", ")}, date ${literal(from)}, date ${literal(to)})`,
  );
  const found = await rows<{ key: string; authors: number }>(`
    with stretches as (select * from (values ${wanted.join(", ")}) as named (key, topic, view, starts_on, ends_on))
    select key, count(distinct author) as authors
    from stretches inner join topic_mentions on topic_mentions.topic = stretches.topic
      and published_on between starts_on and ends_on and (view = 'all' or is_original)
    group by key`);
  return new Map(found.map(({ key, authors }) => [key, Number(authors)]));
}
