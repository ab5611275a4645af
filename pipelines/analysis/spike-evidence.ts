import { type Cell, literal } from "earshot/warehouse";
import type { TermRow } from "./term-keyness.ts";

/** A day to explain. */
export interface SpikeDay {
  date: string;
  topic: string;
  view: string;
}

/** How many mentions of a spike's day, and of a usual day, have one value of one dimension. */
export interface EvidenceRow {
  [column: string]: Cell;
  date: string;
  topic: string;
  view: string;
  /** post, author, platform, source_type, language or country. */
  dimension: string;
  value: string;
  on_day: number;
  /** Mean per day over the 28 days before, and of all values of the dimension together. */
  usual: number;
  usual_total: number;
}

function dayTable(days: readonly SpikeDay[]): string {
  const rows = days.map((day) => `(date ${literal(day.date)}, ${literal(day.topic)}, ${literal(day.view)})`);
  return `(values ${rows.join(", ")}) as spike (date, topic, view)`;
}

/** Values to count, for the fields of `found`. */
const DIMENSIONS = `
        unnest([
          {'dimension': 'post', 'value': coalesce(found.original_id, found.text_hash::varchar, found.mention_id)},
          {'dimension': 'author', 'value': found.author_key},
          {'dimension': 'platform', 'value': found.platform},
          {'dimension': 'source_type', 'value': found.source_type},
          {'dimension': 'language', 'value': found.language},
          {'dimension': 'country', 'value': found.country}
        ], recursive := true)`;

/** `EvidenceRow`s from a table `around`, whose other mentions are those of so many usual days (hours). */
const strongest = (usualPlaces: number) => `
    counted as (
      select date, topic, view, dimension, value, count(*) filter (where on_day) as on_day,
        count(*) filter (where not on_day) / ${usualPlaces} as usual
      from around where value is not null group by all
    ),
    totalled as (
      select *, sum(usual) over (partition by date, topic, view, dimension) as usual_total from counted
    )
    select * from totalled where on_day >= 3
    qualify row_number() over (partition by date, topic, view, dimension order by on_day - usual desc, value) <= 3
    order by date, topic, view, dimension, on_day - usual desc, value`;

/** What is over-represented on the given days: counts by post, author, channel, language and country. */
export function evidenceSql(days: readonly SpikeDay[]): string {
  return `
    with around as (
      select spike.date, spike.topic, spike.view, found.published_on = spike.date as on_day, ${DIMENSIONS}
      from ${dayTable(days)}
      inner join topic_mentions as found
        on found.topic = spike.topic and found.published_on between spike.date - 28 and spike.date
        and (spike.view = 'all' or found.is_original)
    ),${strongest(28)}`;
}

/** The hours as `spike`, with the day (`on_date`) and the first moment of each, UTC. */
function hourTable(hours: readonly SpikeDay[]): string {
  const rows = hours.map((hour) => `(${literal(hour.date)}, ${literal(hour.topic)}, ${literal(hour.view)})`);
  return `(
        select date, topic, view, date::timestamp::date as on_date,
          timezone('UTC', timezone(study.time_zone, date::timestamp)) as starts_at
        from (values ${rows.join(", ")}) as told (date, topic, view) cross join study
      ) as spike`;
}

const IN_HOUR =
  "found.published_at >= spike.starts_at and found.published_at < spike.starts_at + interval 1 hour";

/** What is over-represented in the given hours (local, `YYYY-MM-DD HH:00:00`) beside the four weeks before. */
export function hourlyEvidenceSql(hours: readonly SpikeDay[]): string {
  return `
    with around as (
      select spike.date, spike.topic, spike.view, ${IN_HOUR} as on_day, ${DIMENSIONS}
      from ${hourTable(hours)}
      inner join topic_mentions as found
        on found.topic = spike.topic and found.published_on between spike.on_date - 28 and spike.on_date
        and found.published_at < spike.starts_at + interval 1 hour
        and (spike.view = 'all' or found.is_original)
    ),${strongest(28 * 24)}`;
}

/** Distinct authors of the hours. */
export function hourlyAuthorsSql(hours: readonly SpikeDay[]): string {
  return `
    select spike.date, spike.topic, spike.view, count(distinct found.author_key) as authors
    from ${hourTable(hours)}
    inner join topic_mentions as found
      on found.topic = spike.topic and found.published_on = spike.on_date and ${IN_HOUR}
      and (spike.view = 'all' or found.is_original)
    group by all`;
}

/** Distinct authors of the days. */
export function authorsSql(days: readonly SpikeDay[]): string {
  return `
    select spike.date, spike.topic, spike.view, count(distinct found.author_key) as authors
    from ${dayTable(days)}
    inner join topic_mentions as found
      on found.topic = spike.topic and found.published_on = spike.date
      and (spike.view = 'all' or found.is_original)
    group by all`;
}

/** Terms of the texts of these days beside all the topic's other texts, for `overRepresented`; words of the query are out. */
export function spikeTermsSql(days: readonly SpikeDay[]): string {
  return `
    with on_day as (
      select spike.date, spike.topic, spike.view, text_terms.kind, text_terms.term, count(*) as texts,
        count(distinct term_documents.author) as authors
      from ${dayTable(days)}
      inner join term_documents
        on term_documents.topic = spike.topic and term_documents.published_on = spike.date
      inner join text_terms using (text_hash)
      group by all
    ),
    totalled as (
      select *, sum(texts) over (partition by date, topic, view, kind) as total from on_day
    ),
    study as (
      select topic, kind, term, sum(texts) as background from term_counts group by all
    ),
    study_totals as (
      select topic, kind, sum(total) as background_total
      from (select distinct period, topic, kind, total from term_counts) group by all
    )
    select totalled.*, greatest(study.background - texts, 0) as other,
      greatest(study_totals.background_total - total, 0) as other_total,
      study.background, study_totals.background_total
    from totalled inner join study using (topic, kind, term) inner join study_totals using (topic, kind)
    inner join topics using (topic)
    where authors >= 5
      and not list_contains(
        regexp_extract_all(lower(topics.query || ' ' || topics.label), '[\\p{L}\\p{N}]+'), ltrim(term, '#$'))`;
}

export type SpikeTermRow = TermRow & SpikeDay;
