import { snowflakeSql } from "../derive-sql.ts";
import type { Format } from "../format.ts";
import { unescapedSql } from "./html-text.ts";

/**
 * Pages `{data, includes, errors, meta}` and flattened tweets alike become `{tweet, author, original}`: the author
 * and the tweet referred to come from the page's `includes`, or from the tweet itself where it was flattened.
 */
const PREPARE = `
  with pages as (
    select value, page, json_type(page, '$.data') as data from import_values where json_type(page) = 'OBJECT'
  ),
  tweets as (
    select value, unnest(list) as tweet, generate_subscripts(list, 1) as element
    from (select value, case data when 'ARRAY' then json_extract(page, '$.data[*]') when 'OBJECT' then [json_extract(page, '$.data')] else [page] end as list
      from pages
      where data is not null or json_type(page, '$.text') = 'VARCHAR')
  ),
  users as (
    select value, json_extract_string(u, '$.id') as id, any_value(u) as u
    from (select value, unnest(json_extract(page, '$.includes.users[*]')) as u from pages) group by all
  ),
  others as (
    select value, json_extract_string(t, '$.id') as id, any_value(t) as t
    from (select value, unnest(json_extract(page, '$.includes.tweets[*]')) as t from pages) group by all
  ),
  places as (
    select value, json_extract_string(g, '$.id') as id, any_value(json_extract_string(g, '$.country_code')) as country
    from (select value, unnest(json_extract(page, '$.includes.places[*]')) as g from pages) group by all
  ),
  typed as (
    select value, element, tweet, json_extract_string(tweet, '$.author_id') as author_id,
      coalesce(json_extract_string(tweet, '$.referenced_tweets[*].type'), []) as types,
      json_extract(tweet, '$.referenced_tweets[*]') as refs
    from tweets
  ),
  chosen as (
    select *, case when list_contains(types, 'retweeted') then 'retweeted' when list_contains(types, 'quoted') then 'quoted' when list_contains(types, 'replied_to') then 'replied_to' end as type
    from typed
  ),
  referred as (
    select *, refs[list_position(types, type)] as ref from chosen
  )
  select r.value, r.element, json_object('tweet', r.tweet, 'type', r.type, 'reference', json_extract_string(r.ref, '$.id'),
    'original', json_object('text', coalesce(json_extract_string(o.t, '$.note_tweet.text'), json_extract_string(o.t, '$.text'), json_extract_string(r.ref, '$.note_tweet.text'), json_extract_string(r.ref, '$.text'))),
    'author', coalesce(u.u, json_extract(r.tweet, '$.author'), json_extract(r.tweet, '$.author_user')),
    'country', coalesce(g.country, json_extract_string(r.tweet, '$.geo.country_code'))) as json
  from referred r
  left join places g on g.value = r.value and g.id = json_extract_string(r.tweet, '$.geo.place_id')
  left join users u on u.value = r.value and u.id = r.author_id
  left join others o on o.value = r.value and o.id = json_extract_string(r.ref, '$.id')`;

export const xV2: Format = {
  id: "x-v2",
  label: "X API v2",
  version: 3,
  vendor: "x-api",
  shape: "json",
  signature: [
    ["data[].id", "data[].text"],
    ["data.id", "data.text"],
    ["id", "text", "author_id", "public_metrics.retweet_count"],
    ["id", "text", "author_id", "edit_history_tweet_ids[]"],
    ["id", "text", "author_id", "conversation_id"],
    ["id", "text", "edit_history_tweet_ids"],
  ],
  columns: {
    platform: "=x",
    native_id: "tweet.id",
    url: (col) =>
      `'https://x.com/' || coalesce(${col("author.username")}, 'i/web') || '/status/' || ${col("tweet.id")}`,
    published_at: (col) =>
      `coalesce(${col("tweet.created_at")}, epoch_ms(${snowflakeSql(col("tweet.id"))})::varchar)`,
    author_id: "tweet.author_id",
    author_name: "author.username",
    author_followers: "author.public_metrics.followers_count",
    author_verified: "author.verified",
    kind: "=repost if type is retweeted | =quote if type is quoted | =reply if type is replied_to | =repost if tweet.text starts RT @ | =original",
    original_native_id: "reference",
    original_text: (col) => unescapedSql(col("original.text")),
    thread_id: "tweet.conversation_id",
    text: (col) => unescapedSql(`coalesce(${col("tweet.note_tweet.text")}, ${col("tweet.text")})`),
    vendor_language: "tweet.lang",
    country: "country",
    likes: (col) =>
      `case when ${col("type")} is distinct from 'retweeted' then ${col("tweet.public_metrics.like_count")} end`,
    comments: (col) =>
      `case when ${col("type")} is distinct from 'retweeted' then ${col("tweet.public_metrics.reply_count")} end`,
    shares: (col) =>
      `case when ${col("type")} is distinct from 'retweeted' then ${col("tweet.public_metrics.retweet_count")} end`,
    quotes: (col) =>
      `case when ${col("type")} is distinct from 'retweeted' then ${col("tweet.public_metrics.quote_count")} end`,
    views: "tweet.public_metrics.impression_count",
  },
  times: ["iso", "epoch-ms"],
  zone: "UTC",
  prepare: {
    select: PREPARE,
    elements: {
      lists: ["data"],
      within: [],
      emptyPage: "meta.result_count",
      behind: ["includes", "meta", "errors"],
    },
  },
  note: "A retweet's counts are the original's (retweet_count) or 0; they are left out, the original has them. A truncated retweet takes the text from `includes.tweets`.",
};

/** Answers of the same API that hold no post. */
export const xV2Other: Format = {
  id: "x-v2-other",
  label: "X API v2 without posts (counts, users, lists, compliance)",
  version: 1,
  vendor: "x-api",
  shape: "json",
  signature: [
    ["data[].tweet_count", "data[].start"],
    ["id", "action", "reason"],
    ["data[].username", "data[].public_metrics.followers_count"],
    ["data[].owner_id", "data[].member_count"],
    ["username", "public_metrics.followers_count", "public_metrics.tweet_count"],
    ["tweet_count", "start", "end"],
  ],
  absent: ["data[].text", "text"],
  columns: { native_id: "id", published_at: "created_at" },
  rejects: [
    {
      reason: "X API answer without posts (counts, users, lists or compliance)",
      noPost: true,
      when: () => "p is not null",
    },
  ],
  times: ["iso"],
};
