import { literal } from "../../warehouse/sql-text.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";

/** What to draw. */
export interface SampleRequest {
  size: number;
  seed: number;
  /** Only this reporting period, and only this topic; null: all. */
  period: string | null;
  topic: string | null;
  /** Draw what the topics do not find, to know what they miss. */
  outside?: boolean;
}

/** One unit to code: a mention in a topic. `label` is the machine's and is kept from the coders. */
export interface SampledUnit {
  unit: string;
  mention_id: string;
  topic: string;
  period: string;
  language: string;
  stratum: string;
  probability: number;
  label: string;
  text: string;
}

interface Stratum {
  stratum: string;
  units: number;
}

/** Languages with a smaller part than this are one stratum together. */
const SMALL_LANGUAGE = 0.03;

/** Mark in the stratum of a unit that is outside its topic. */
export const OUTSIDE = "outside";

/**
 * Pairs of topic and mention that the topic does not find; of a topic inside another one, only mentions of the
 * outer one. What says the topic's name somehow, and what another topic found, are strata of their own.
 */
function outsideSql({ period, topic }: SampleRequest): string {
  const asked = topic === null ? "role in ('own', 'competitor')" : `topic = ${literal(topic)}`;
  return `
    with asked as (select topic, parent, lower(label) as name from topics where ${asked}),
    others as (select distinct mention_id from mention_topics),
    units as (
      select mentions.mention_id, asked.topic, periods.period, coalesce(mention_language.language, 'und') as language,
        coalesce(mention_sentiment.label, 'not_scored') as label, texts.text,
        case when contains(lower(texts.text), asked.name) then 'named'
          when others.mention_id is not null then 'another topic' else 'no topic' end as near
      from mentions
      inner join texts using (text_hash)
      inner join periods on mentions.published_on between periods.starts_on and periods.ends_on
      cross join asked
      left join others using (mention_id)
      left join mention_language using (mention_id)
      left join mention_sentiment using (mention_id)
      where mentions.date_quality = 'ok'
        and ${period === null ? "true" : `periods.period = ${literal(period)}`}
        and (mentions.mention_id, asked.topic) not in (select (mention_id, topic) from mention_topics)
        and (asked.parent is null or (mentions.mention_id, asked.parent) in (select (mention_id, topic) from mention_topics))
    )
    select * exclude (near), topic || ' / ${OUTSIDE} / ' || near as stratum from units`;
}

function frameSql(request: SampleRequest): string {
  if (request.outside) return outsideSql(request);
  const { period, topic } = request;
  const only = [
    period === null ? "true" : `found.period = ${literal(period)}`,
    topic === null ? "found.role in ('own', 'competitor')" : `found.topic = ${literal(topic)}`,
  ];
  return `
    with units as (
      select found.mention_id, found.topic, found.period, coalesce(found.language, 'und') as language, found.label,
        texts.text
      from topic_mentions as found inner join texts using (text_hash)
      where ${only.join(" and ")}
    ),
    spoken as (select language, count(*) / sum(count(*)) over () as part from units group by language)
    select units.*, topic || ' / ' || if(part < ${SMALL_LANGUAGE}, 'other', language) || ' / ' || label as stratum
    from units inner join spoken using (language)`;
}

/**
 * How many to draw from each stratum: by the square root of its size, so that small classes and languages are seen,
 * at least one each and never more than it holds. Sums to `size` unless the frame is smaller or has more strata.
 */
export function allocate(strata: readonly Stratum[], size: number): Map<string, number> {
  const drawn = new Map(strata.map((one) => [one.stratum, 1]));
  const left = () => size - [...drawn.values()].reduce((a, b) => a + b, 0);
  while (left() > 0) {
    const next = strata
      .filter((one) => drawn.get(one.stratum)! < one.units)
      .map((one) => ({ one, claim: Math.sqrt(one.units) / (drawn.get(one.stratum)! + 0.5) }))
      .sort((a, b) => b.claim - a.claim || (a.one.stratum < b.one.stratum ? -1 : 1))[0];
    if (!next) break;
    drawn.set(next.one.stratum, drawn.get(next.one.stratum)! + 1);
  }
  return drawn;
}

/**
 * Draw a stratified random sample (topic × language × the machine's class) with known probabilities. The same seed
 * over the same mentions draws the same sample, whatever their order.
 */
export async function drawSample(warehouse: Warehouse, request: SampleRequest): Promise<SampledUnit[]> {
  const frame = frameSql(request);
  const strata = await warehouse.rows<Stratum>(
    `select stratum, count(*) as units from (${frame}) group by stratum order by stratum`,
  );
  if (strata.length === 0) return [];
  const sizes = new Map(strata.map((one) => [one.stratum, one.units]));
  const drawn = allocate(strata, request.size);
  const wanted = [...drawn].map(([stratum, n]) => `(${literal(stratum)}, ${n})`).join(", ");
  const seed = literal(`|${request.seed}`);
  const rows = await warehouse.rows<Omit<SampledUnit, "unit" | "probability">>(`
    select frame.* from (${frame}) as frame
    inner join (values ${wanted}) as wanted (stratum, n) using (stratum)
    qualify row_number() over (partition by stratum order by md5(mention_id || topic || ${seed}), mention_id) <= n
    order by md5(${seed} || mention_id || topic), mention_id, topic`);
  return rows.map((row, at) => ({
    ...row,
    unit: `u${String(at + 1).padStart(4, "0")}`,
    probability: drawn.get(row.stratum)! / sizes.get(row.stratum)!,
  }));
}
