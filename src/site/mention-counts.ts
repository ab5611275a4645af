import { GroupCounter } from "../statistics/index.ts";
import { type NumberChunk, NumberTable, numberChunks, type Warehouse } from "../warehouse/index.ts";

/** Columns of `topic_mentions` whose values are counted; each numbers its values on from a multiple of `VALUES`. */
const DIMENSIONS = ["platform", "source_type", "language", "country", "kind"] as const;
const VALUES = 1 << 24;
const LABELS = 4;
const VIEWS = 3;

/** Numbers that stand for topics, periods, values, and channels with languages while mentions are counted. */
const NUMBERED = [
  `counted_topics as
   select topic, row_number() over (order by topic)::integer as id from (select distinct topic from topic_mentions)`,
  `counted_periods as
   select period, row_number() over (order by period)::integer as id from (select distinct period from topic_mentions)`,
  `counted_pairs as
   select platform, language, row_number() over (order by platform, language)::integer as id
   from (select distinct platform, language from topic_mentions)`,
  `counted_values as ${DIMENSIONS.map(
    (name, at) => `
      select '${name}' as dimension, value, (${at * VALUES} + row_number() over (order by value))::integer as id
      from (select distinct ${name}::varchar as value from topic_mentions where ${name} is not null)`,
  ).join(" union all ")}`,
];

/** Mentions as numbers, those of an author behind one another. */
const MENTIONS = `
  select hash(m.author_key) as author, topics.id as topic, periods.id as period,
    (m.published_on::date - date '1900-01-01')::integer as day, if(m.is_original, 1, 2)::integer as view,
    case m.label when 'negative' then 1 when 'neutral' then 2 when 'positive' then 3 else 0 end::integer as label,
    pairs.id as pair,
    ${DIMENSIONS.map((name) => `coalesce(${name}_values.id, -1) as ${name}`).join(", ")}
  from topic_mentions as m
  inner join counted_topics as topics on topics.topic = m.topic
  inner join counted_periods as periods on periods.period = m.period
  inner join counted_pairs as pairs
    on pairs.platform is not distinct from m.platform and pairs.language is not distinct from m.language
  ${DIMENSIONS.map(
    (name) => `left join (from counted_values where dimension = '${name}') as ${name}_values
      on ${name}_values.value = m.${name}::varchar`,
  ).join("\n")}
  order by author`;

/**
 * Counts in one pass. A cell is a topic in a period or, as period 0, in the whole time: number of the period × `topics` +
 * number of the topic.
 */
class MentionCounts {
  /** Value and cell; mentions by sentiment. */
  readonly values = new GroupCounter(LABELS);
  /** View with cell, and day or, as 0, all days. */
  readonly views = new GroupCounter();
  /** View with sentiment, and cell. */
  readonly labels = new GroupCounter();
  /** Channel and language with sentiment, and cell; scored mentions only. */
  readonly scored = new GroupCounter();
  private author = 0;
  private key: unknown;

  constructor(private readonly topics: number) {}

  read({ rows, columns }: NumberChunk): void {
    const [authors, ...numbers] = columns as [BigUint64Array, ...Int32Array[]];
    const [topic, period, day, view, label, pair, ...dimensions] = numbers;
    for (let row = 0; row < rows; row++) {
      if (authors[row] !== this.key) {
        this.key = authors[row];
        this.author++;
      }
      const whole = topic![row]!;
      const cell = period![row]! * this.topics + whole;
      const said = label![row]!;
      for (const values of dimensions) {
        if (values[row]! < 0) continue;
        this.values.add(values[row]!, cell, this.author, said);
        this.values.add(values[row]!, whole, this.author, said);
      }
      for (const seen of [0, view![row]!]) {
        this.views.add(whole * VIEWS + seen, 0, this.author);
        this.views.add(cell * VIEWS + seen, 0, this.author);
        this.views.add(cell * VIEWS + seen, 1 + day![row]!, this.author);
        if (seen < 2) this.labels.add(seen * LABELS + said, cell, this.author);
      }
      if (said > 0) this.scored.add(pair![row]! * LABELS + said, cell, this.author);
    }
  }
}

const named = (cell: string, topics: number) => `
  inner join counted_topics as topics on topics.id = ${cell} % ${topics}
  left join counted_periods as periods on periods.id = ${cell} // ${topics}`;

const PLACE = "coalesce(periods.period, 'all') as period, topics.topic";
const LABEL = "['not_scored', 'negative', 'neutral', 'positive'][low % 4 + 1]";

/** Columns of one view of `published_views`. */
const viewed = (view: number, mentions: string, authors: string) =>
  `coalesce(max(count0) filter (where low % ${VIEWS} = ${view}), 0)::bigint as ${mentions},
   coalesce(max(authors) filter (where low % ${VIEWS} = ${view}), 0)::bigint as ${authors}`;

/** The tables that are made of the groups. */
const published = (topics: number): readonly string[] => [
  `published_breakdown as
   select ${PLACE}, v.dimension, v.value, (count0 + count1 + count2 + count3)::bigint as mentions,
     authors::bigint as authors, count3::bigint as positive, count1::bigint as negative,
     (count1 + count2 + count3)::bigint as scored
   from counted_by_value inner join counted_values as v on v.id = low ${named("high", topics)}`,
  `published_cells as
   select ${PLACE}, 'cell' as dimension, pairs.platform, pairs.language, ${LABEL} as label, count0::bigint as mentions,
     authors::bigint as authors
   from counted_by_score inner join counted_pairs as pairs on pairs.id = low // ${LABELS} ${named("high", topics)}`,
  `published_labels as
   select ${PLACE}, if(low < ${LABELS}, 'all', 'originals') as view, ${LABEL} as label, count0::bigint as mentions,
     authors::bigint as authors
   from counted_by_label ${named("high", topics)}`,
  `published_views as
   select ${PLACE}, if(high = 0, null, (date '1900-01-01' + (high - 1))::varchar) as date,
     ${viewed(0, "mentions", "authors")}, ${viewed(1, "originals", "original_authors")},
     ${viewed(2, "reposts", "repost_authors")}
   from counted_by_view ${named(`(low // ${VIEWS})`, topics)}
   group by periods.period, topics.topic, high`,
];

/** Write groups to a temporary table: low, high, count0 …, authors. */
async function writeGroups(warehouse: Warehouse, name: string, groups: GroupCounter): Promise<void> {
  const { groups: rows, classes } = groups;
  const counts = Array.from({ length: classes }, (_, kind) => {
    const column = new Int32Array(rows);
    for (let group = 0; group < rows; group++)
      column[group] = groups.counts[group * classes + kind] as number;
    return column;
  });
  const columns = ["low", "high", ...counts.map((_, kind) => `count${kind}`), "authors"];
  const declared = columns.map((column) => `${column} integer`).join(", ");
  await warehouse.run(`create or replace temp table ${name} (${declared})`);
  const table = new NumberTable(warehouse, name);
  const part = (list: Int32Array<ArrayBuffer>) => list.slice(0, rows);
  await table.append([part(groups.low), part(groups.high), ...counts, part(groups.authors)]);
  table.flush();
}

/**
 * Count the mentions and authors of everything that is published of mentions in one pass over `topic_mentions`: temporary
 * tables `published_breakdown`, `published_cells`, `published_labels` and `published_views`.
 */
export async function countMentions(warehouse: Warehouse): Promise<void> {
  for (const numbered of NUMBERED) await warehouse.run(`create or replace temp table ${numbered}`);
  const topics = (await warehouse.count("counted_topics")) + 1;
  const counts = new MentionCounts(topics);
  for await (const chunk of numberChunks(warehouse, MENTIONS)) counts.read(chunk);
  await writeGroups(warehouse, "counted_by_value", counts.values);
  await writeGroups(warehouse, "counted_by_score", counts.scored);
  await writeGroups(warehouse, "counted_by_label", counts.labels);
  await writeGroups(warehouse, "counted_by_view", counts.views);
  for (const table of published(topics)) await warehouse.run(`create or replace temp table ${table}`);
}

/** The same, unless it was done since {@link forgetCounts}. */
export async function ensureCounts(warehouse: Warehouse): Promise<void> {
  const made = await warehouse.row(
    "select 1 from duckdb_tables() where database_name = 'temp' and table_name = 'published_views'",
  );
  if (made === undefined) await countMentions(warehouse);
}

/** Forget what was counted: mentions may have changed. */
export async function forgetCounts(warehouse: Warehouse): Promise<void> {
  for (const name of ["published_views", "published_labels", "published_cells", "published_breakdown"])
    await warehouse.run(`drop table if exists temp.${name}`);
}
