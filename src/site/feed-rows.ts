import type { Warehouse } from "../warehouse/index.ts";

/** A voice is public that is verified or has this many followers, with this many reposts of the post. */
const PUBLIC_FOLLOWERS = 3000;
const PUBLIC_REPOSTS = 100;

/**
 * Number the mentions that the feed may show, newest first, in the temporary table `feed_rows`, for {@link FEED_COLUMNS}
 * and {@link feedTexts}.
 * @returns how many there are
 */
export async function numberFeedRows(warehouse: Warehouse, publicOnly: boolean): Promise<number> {
  for (const table of ["mentions", "topic_mentions"]) if (!(await warehouse.exists(table))) return 0;
  const names = await mentionColumns(warehouse);
  const scored = await warehouse.exists("mention_sentiment");
  await warehouse.run(`create or replace temp table feed_rows as ${feedRows(names, scored, publicOnly)}`);
  return await warehouse.count("feed_rows");
}

export async function dropFeedRows(warehouse: Warehouse): Promise<void> {
  await warehouse.run("drop table if exists temp.feed_rows");
}

/** Columns of the numbered rows in their order; see `FeedMention`. */
export const FEED_COLUMNS = `
  select minute, topics, clauses, platform, language, country, kind, label, engagement, reach, reposts, leader
  from feed_rows
  order by number`;

/** Texts of the numbered rows in the same order, fetched only as they are read. */
export async function feedTexts(warehouse: Warehouse): Promise<string> {
  const names = await mentionColumns(warehouse);
  const texts = ["author_name", "url", "title", "text"].map((name) => columnOf(names, name));
  return `
    select feed_rows.author_key, ${texts.join(", ")}
    from feed_rows
    inner join mentions using (mention_id)
    order by feed_rows.number`;
}

async function mentionColumns(warehouse: Warehouse): Promise<ReadonlySet<string>> {
  const described = await warehouse.rows<{ column_name: string }>("describe select * from mentions");
  return new Set(described.map((column) => column.column_name));
}

/** A column of the mentions, or NULL where no import brought it. */
const columnOf = (names: ReadonlySet<string>, name: string) =>
  names.has(name) ? `mentions.${name}` : `null as ${name}`;

function feedRows(names: ReadonlySet<string>, scored: boolean, publicOnly: boolean): string {
  const counted = ["shares", "quotes"].filter((name) => names.has(name));
  const shares = `greatest(0, ${counted.map((name) => `coalesce(mentions.${name}, 0)`).join(", ") || "0"})`;
  const repost =
    names.has("original_id") && names.has("kind")
      ? "case when mentions.kind = 'repost' then mentions.original_id end"
      : "null::varchar";
  const whole = scored ? "coalesce(mention_sentiment.label, 'not_scored')" : "named.clauses[1]";
  return `
    with named as (
      select mention_id, list(topic order by topic) as topics, list(label order by topic) as clauses,
        any_value(language) as language, any_value(author_key) as author_key
      from topic_mentions
      group by mention_id
    ),
    copies as (
      select ${repost} as mention_id, count(*) as reposts
      from mentions
      where ${repost} is not null
      group by all
    ),
    numbered as (
      select
        mentions.mention_id,
        row_number() over (order by mentions.published_at desc, mentions.mention_id) - 1 as number,
        ${repost} as original,
        floor(epoch(mentions.published_at) / 60)::bigint as minute,
        named.topics,
        named.clauses,
        ${whole} as label,
        named.language,
        named.author_key,
        ${["platform", "country", "kind", "engagement", "reach"].map((name) => columnOf(names, name)).join(", ")},
        greatest(${shares}, coalesce(copies.reposts, 0))::bigint as reposts
      from mentions
      inner join named using (mention_id)
      ${scored ? "left join mention_sentiment using (mention_id)" : ""}
      left join copies using (mention_id)
      ${publicOnly ? publicVoices(names, shares) : ""}
    ),
    oldest as (
      select original, max(number) as number
      from numbered
      where original is not null
      group by original
    )
    select
      numbered.* exclude (original),
      case
        when numbered.original is null then null
        when posts.number is not null then nullif(posts.number, numbered.number)
        else nullif(oldest.number, numbered.number)
      end as leader
    from numbered
    left join numbered posts on posts.mention_id = numbered.original
    left join oldest on oldest.original = numbered.original`;
}

function publicVoices(names: ReadonlySet<string>, shares: string): string {
  const verified = names.has("author_verified") ? "coalesce(mentions.author_verified, false)" : "false";
  const followers = names.has("author_followers")
    ? `coalesce(mentions.author_followers, 0) >= ${PUBLIC_FOLLOWERS}`
    : "false";
  const original = names.has("kind") ? "and mentions.kind is distinct from 'repost'" : "";
  return `where (${verified} or ${followers})
      and greatest(${shares}, coalesce(copies.reposts, 0)) >= ${PUBLIC_REPOSTS} ${original}`;
}
