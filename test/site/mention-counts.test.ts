import { expect, test } from "vitest";
import { countMentions, ensureCounts, forgetCounts } from "../../src/site/mention-counts.ts";
import { Warehouse } from "../../src/warehouse/index.ts";

async function randomMentions(seed: number): Promise<Warehouse> {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  await warehouse.run(`
    create table topic_mentions as
    with drawn as (
      select i, hash(i * 7919 + ${seed}) as h, hash(i * 104729 + ${seed} + 1) as g from range(5000) as t(i)
    )
    select '2026-w' || (h % 5) as period, date '1969-12-20' + (h % 5 * 7 + g % 7)::int as published_on,
      ['acme', 'bolt', 'zeta'][1 + (i % 3)::int] as topic,
      ['x', 'x', 'y', 'news', null][1 + (h // 8 % 5)::int] as platform,
      if(g % 30 = 0, null, 'social') as source_type,
      ['en', 'en', 'nl', 'fi', null][1 + (h // 64 % 5)::int] as language,
      ['GB', 'NL', 'FI', null][1 + (g // 64 % 4)::int] as country,
      ['original', 'repost', 'reply', 'quote'][1 + (g // 1024 % 4)::int] as kind,
      'a' || ((g // 65536 % 90) * (h % 3) // 2) as author_key,
      ['positive', 'neutral', 'negative', 'not_scored'][1 + (h // 512 % 4)::int] as label,
      g // 1024 % 4 <> 1 as is_original
    from drawn`);
  return warehouse;
}

const AUTHORS = "count(distinct author_key) as authors";

/** What is counted, as plainly as SQL can. */
const PLAIN: Record<string, string> = {
  published_views: `
    select if(grouping(period) = 1, 'all', period) as period, topic, published_on::varchar as date,
      count(*) as mentions, ${AUTHORS}, count(*) filter (where is_original) as originals,
      count(distinct author_key) filter (where is_original) as original_authors,
      count(*) filter (where not is_original) as reposts,
      count(distinct author_key) filter (where not is_original) as repost_authors
    from topic_mentions
    group by grouping sets ((topic), (period, topic), (period, topic, published_on))`,
  published_labels: `
    select period, topic, view, label, count(*) as mentions, ${AUTHORS}
    from (
      select *, 'all' as view from topic_mentions
      union all
      select *, 'originals' from topic_mentions where is_original
    )
    group by all`,
  published_cells: `
    select period, topic, 'cell' as dimension, platform, language, label, count(*) as mentions, ${AUTHORS}
    from topic_mentions where label <> 'not_scored' group by all`,
  published_breakdown: `
    select if(grouping(period) = 1, 'all', period) as period, topic, dimension, value, count(*) as mentions, ${AUTHORS},
      count(*) filter (where label = 'positive') as positive, count(*) filter (where label = 'negative') as negative,
      count(*) filter (where label <> 'not_scored') as scored
    from (unpivot topic_mentions on platform, source_type, language, country, kind into name dimension value value)
    group by grouping sets ((period, topic, dimension, value), (topic, dimension, value))`,
};

test.each([1, 2])("one pass counts what a query for each table would (seed %i)", async (seed) => {
  const warehouse = await randomMentions(seed);
  try {
    await countMentions(warehouse);
    for (const [table, plain] of Object.entries(PLAIN)) {
      expect(await warehouse.count(table)).toBeGreaterThan(50);
      expect(await warehouse.rows(`(from temp.${table}) except all (${plain})`), table).toEqual([]);
      expect(await warehouse.rows(`(${plain}) except all (from temp.${table})`), table).toEqual([]);
    }
    await warehouse.run("delete from topic_mentions where topic = 'zeta'");
    await ensureCounts(warehouse);
    expect(await warehouse.rows("from temp.published_views where topic = 'zeta'")).not.toEqual([]);
    await forgetCounts(warehouse);
    await ensureCounts(warehouse);
    expect(await warehouse.rows("from temp.published_views where topic = 'zeta'")).toEqual([]);
  } finally {
    warehouse.close();
  }
});
