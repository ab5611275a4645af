import { literal } from "../../warehouse/sql-text.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import { ADJUDICATION } from "./code-words.ts";

/** What one coder said; null where the cell was left empty. */
export interface Opinion {
  coder: string;
  sentiment: string | null;
  relevant: string | null;
}

/** A unit on which coders disagree, or that somebody has decided. */
export interface Disagreement {
  unit: string;
  topic: string;
  language: string;
  /** The mention's text; null where it is no longer in the data. */
  text: string | null;
  /** The machine's label now; null for units drawn outside their topic. */
  machine: string | null;
  /** In the order of the coders' names. */
  opinions: Opinion[];
  /** What adjudication has made of it; null where nobody has decided. */
  decision: Opinion | null;
}

interface CodedUnit extends Omit<Disagreement, "decision"> {
  opinions: Opinion[];
}

/**
 * Units of a sample on which coders differ in sentiment or relevance, and those that are decided already, by unit. Reads
 * `human_labels`, `label_majority`, `mentions` and `texts`.
 */
export async function disagreementsOf(warehouse: Warehouse, sample: string): Promise<Disagreement[]> {
  const units = await warehouse.rows<CodedUnit>(`
    with coded as (
      select unit, mention_id, topic, language,
        list({coder: coder, sentiment: sentiment, relevant: relevant} order by coder) as opinions
      from human_labels
      where sample = ${literal(sample)}
      group by unit, mention_id, topic, language
      having count(distinct sentiment) > 1 or count(distinct relevant) > 1 or bool_or(coder = ${literal(ADJUDICATION)})
    )
    select coded.unit, coded.topic, coded.language, coded.opinions, texts.text, majority.machine
    from coded
    left join mentions using (mention_id)
    left join texts using (text_hash)
    left join label_majority as majority on majority.sample = ${literal(sample)} and majority.unit = coded.unit
    order by coded.unit`);
  return units.map(({ opinions, ...unit }) => ({
    ...unit,
    opinions: opinions.filter(({ coder }) => coder !== ADJUDICATION),
    decision: opinions.find(({ coder }) => coder === ADJUDICATION) ?? null,
  }));
}

/** The word that most say; `split` where several are said equally often, empty where nobody says any. */
export function majorityOf(words: readonly (string | null)[]): string {
  const said = new Map<string, number>();
  for (const word of words) if (word !== null) said.set(word, (said.get(word) ?? 0) + 1);
  const most = Math.max(0, ...said.values());
  const first = [...said].filter(([, n]) => n === most).map(([word]) => word);
  return first.length > 1 ? "split" : (first[0] ?? "");
}
