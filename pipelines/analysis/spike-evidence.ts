import { type Cell, literal } from "earshot/warehouse";
import type { TermRow } from "./term-keyness.ts";

/** A day, or an hour (`YYYY-MM-DD HH:00:00`, local), to explain. */
export interface SpikePlace {
  date: string;
  topic: string;
  view: string;
}

/** How many mentions of a spike's day (hour), and of a usual one, have one value of one dimension. */
export interface EvidenceRow {
  [column: string]: Cell;
  date: string;
  topic: string;
  view: string;
  /** post, author, platform, source_type, language or country. */
  dimension: string;
  value: string;
  on_day: number;
  /** Who wrote these. */
  authors: number;
  /** Mean per known day (at the same hour), and of all values of the dimension together. */
  usual: number;
  usual_total: number;
}

/** Days before a spike that say what is usual; where fewer than a week of them is known, the days after it say so too. */
const BASELINE_DAYS = 28;
const FEWEST_BASELINE_DAYS = 7;
/** Shorter texts ("thanks!") are said by many without being copies of one post. */
const SHORTEST_COPY = 20;

/** Table `spike`: the places, with their day and, of an hour, its number. */
function spikeTable(places: readonly SpikePlace[]): string {
  const rows = places.map(({ date, topic, view }) => {
    const hour = date.length > 10 ? String(Number(date.slice(11, 13))) : "null";
    return `(${literal(date)}, ${literal(topic)}, ${literal(view)}, date ${literal(date.slice(0, 10))}, ${hour}::integer)`;
  });
  return `spike (date, topic, view, on_date, hour) as (values ${rows.join(", ")})`;
}

const LOCAL_TIME = "timezone(study.time_zone, timezone('UTC', found.published_at))";

/** Mentions dated to the day (at 00:00:00) belong to no hour. */
const IN_HOUR = `hour(${LOCAL_TIME}) = placed.hour and ${LOCAL_TIME}::time <> time '00:00:00'`;

/** Table `baseline`: the usual days of each place, complete ones only. */
const BASELINE = `
    known as (
      select distinct date as day from volume_daily where not gap and not partial
    ),
    baseline as (
      select spike.*, known.day from spike inner join known on known.day <> spike.on_date
        and known.day between spike.on_date - ${BASELINE_DAYS} and spike.on_date + ${BASELINE_DAYS}
      qualify known.day < spike.on_date
        or count(*) filter (where known.day < spike.on_date) over (partition by spike.date, spike.topic, spike.view) < ${FEWEST_BASELINE_DAYS}
    ),`;

/** Tables `spike` and `around`: the mentions of the places and, where asked for, of their `baseline`. */
function aroundSql(places: readonly SpikePlace[], { baseline }: { baseline: boolean }): string {
  const hourly = places.some(({ date }) => date.length > 10);
  return `
    ${spikeTable(places)},${baseline ? BASELINE : ""}
    placed as (
      select *, on_date as day, true as on_day from spike
      ${baseline ? "union all select *, false from baseline" : ""}
    ),
    around as (
      select placed.date, placed.view, placed.on_day, found.*
      from placed inner join topic_mentions as found on found.topic = placed.topic and found.published_on = placed.day
      ${hourly ? "cross join study" : ""}
      where (placed.view = 'all' or found.is_original) ${hourly ? `and ${IN_HOUR}` : ""}
    )`;
}

/**
 * `EvidenceRow`s: what is over-represented in the given places. A post is an original with its reposts, quotes of it and
 * copies of its text; `usual` is per known day, so that gaps and the start of the data do not make the usual small.
 */
export function evidenceSql(places: readonly SpikePlace[]): string {
  return `
    with ${aroundSql(places, { baseline: true })},
    baseline_days as (
      select date, topic, view, count(*) as days from baseline group by all
    ),
    valued as (
      select around.date, around.topic, around.view, around.on_day, around.author_key,
        unnest([
          {'dimension': 'post', 'value': if(
            length(coalesce(origin.text, origin.title)) >= ${SHORTEST_COPY},
            coalesce(origin.copy_group, origin.text_hash)::varchar,
            coalesce(around.original_id, around.mention_id)
          )},
          {'dimension': 'author', 'value': around.author_key},
          {'dimension': 'platform', 'value': around.platform},
          {'dimension': 'source_type', 'value': around.source_type},
          {'dimension': 'language', 'value': around.language},
          {'dimension': 'country', 'value': around.country}
        ], recursive := true)
      from around
      left join mentions as origin on origin.mention_id = coalesce(around.original_id, around.mention_id)
    ),
    counted as (
      select date, topic, view, dimension, value, count(*) filter (where on_day) as on_day,
        count(*) filter (where not on_day) as usual, count(distinct author_key) filter (where on_day) as authors
      from valued where value is not null group by all
    ),
    totalled as (
      select counted.* replace (coalesce(usual / days, 0) as usual),
        coalesce(sum(usual) over (partition by date, topic, view, dimension) / days, 0) as usual_total
      from counted left join baseline_days using (date, topic, view)
    )
    select * from totalled where on_day >= 3
    qualify row_number() over (partition by date, topic, view, dimension order by on_day - usual desc, value) <= 3
    order by date, topic, view, dimension, on_day - usual desc, value`;
}

/** Distinct authors of the places, also of drops. A place without mentions has no row. */
export function authorsSql(places: readonly SpikePlace[]): string {
  return `
    with ${aroundSql(places, { baseline: false })}
    select date, topic, view, count(distinct author_key) as authors from around where on_day group by all`;
}

/** Terms of the texts of these places beside all the topic's other texts, for `overRepresented`. */
export function spikeTermsSql(places: readonly SpikePlace[]): string {
  return `
    with ${aroundSql(places, { baseline: false })},
    documents as (
      select date, topic, view, text_hash, min(hash(author_key)) as author
      from around where on_day and is_original and text_hash is not null group by all
    ),
    on_day as (
      select date, topic, view, text_terms.kind::varchar as kind, text_terms.term_id, count(*) as texts,
        count(distinct author) as authors
      from (from documents semi join term_documents using (topic, text_hash)) as documents
      inner join text_terms using (text_hash)
      group by all
    ),
    totalled as (
      select *, sum(texts) over (partition by date, topic, view, kind) as total from on_day
    ),
    study_terms as (
      select topic, kind, term, term_id, sum(texts) as background from term_counts where period <> 'all' group by all
    ),
    study_totals as (
      select topic, kind, sum(total) as background_total
      from (select distinct period, topic, kind, total from term_counts where period <> 'all') group by all
    )
    select totalled.* exclude (term_id), study_terms.term, greatest(study_terms.background - texts, 0) as other,
      greatest(study_totals.background_total - total, 0) as other_total,
      study_terms.background, study_totals.background_total
    from totalled inner join study_terms using (topic, kind, term_id) inner join study_totals using (topic, kind)
    where authors >= 5`;
}

export type SpikeTermRow = TermRow & SpikePlace;
