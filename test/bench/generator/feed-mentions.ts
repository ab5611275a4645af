import { literal, type Warehouse } from "../../../src/warehouse/index.ts";
import { VOCABULARY } from "./vocabulary.ts";

/** Share of mentions that repost an earlier one. */
const REPOSTS = 0.35;

/**
 * Put this many invented mentions in the place of those of the invented study: texts of eight languages with lengths as
 * posts have them (log-normal), one rare word each, a third of them reposts, over sixteen weeks.
 */
export async function inventFeed(warehouse: Warehouse, mentions: number): Promise<void> {
  let from = 0;
  const languages = VOCABULARY.map(({ language, share, words }) => {
    const row = `(${literal(language)}, ${from}, ${from + share}, ${literal(words)})`;
    from += share;
    return row;
  });
  const u = (purpose: number, of = "source") =>
    `((hash(${of}, ${purpose}) >> 11)::double / 9007199254740992.0)`;
  await warehouse.run(`
    create or replace temp table invented as
    with vocabulary as (
      select language, low, high, string_split(words, ' ') as words
      from (values ${languages.join(", ")}) as t(language, low, high, words)
    ),
    numbered as (
      select n, n > 100 and ${u(1, "n")} < ${REPOSTS} as repost,
        if(n > 100 and ${u(1, "n")} < ${REPOSTS}, floor(n * pow(${u(2, "n")}, 4))::bigint, n) as source
      from range(${mentions}) as r(n)
    ),
    shaped as (
      select *, ${u(3)} as language_u,
        least(70, greatest(3, round(exp(2.65 + 0.55 * sqrt(-2 * ln(1 - ${u(5)})) * cos(2 * pi() * ${u(6)})))))::int as length
      from numbered
    )
    select s.n, s.repost, s.source, v.language,
      if(s.repost, 'RT @user' || s.source % 9000 || ': ', '')
        || array_to_string(list_transform(range(s.length),
            lambda i: v.words[1 + floor(len(v.words) * pow((hash(s.source, i) >> 11)::double / 9007199254740992.0, 1.6))::int]), ' ')
        || ' ref' || s.source || if(${u(8)} < 0.25, ' https://t.co/x' || s.source, '') as text
    from shaped s
    join vocabulary v on s.language_u >= v.low and s.language_u < v.high`);
  await warehouse.run("drop view topic_mentions");
  await warehouse.run(`
    create or replace table mentions as
    select 'id-' || n || '-secret' as mention_id, 'brandwatch' as vendor,
      if(hash(n) % 5 = 0, 'reddit', 'x') as platform, '91' || (100000000 + n) as native_id,
      'https://x.example/user' || n % 9000 || 'qz/status/' || n as url,
      timestamp '2026-01-05' + to_seconds((n::double / ${mentions} * 9500000)::bigint) as published_at,
      (timestamp '2026-01-05' + to_seconds((n::double / ${mentions} * 9500000)::bigint))::date as published_on,
      'a' || (7000000 + n % 9000) as author_id, 'handle' || n % 9000 || 'qz' as author_name,
      40 as author_followers, false as author_verified, text, n as text_hash, n as i, language,
      if(repost, 'repost', 'original') as kind, if(repost, 'id-' || source || '-secret', null) as original_id,
      floor(300 * pow((hash(n, 11) >> 11)::double / 9007199254740992.0, 6))::bigint as engagement,
      if(hash(n, 12) % 10 = 0, null, hash(n, 13) % 100003)::bigint as reach,
      case hash(n, 14) % 4 when 0 then 'FI' when 1 then 'NL' when 2 then 'HU' end as country
    from invented`);
  await warehouse.run(`
    create view topic_mentions as
    select m.* exclude (text), t.topic, p.period, 'x:' || m.author_id as author_key, kind <> 'repost' as is_original,
      ['positive', 'neutral', 'negative'][1 + (hash(i, 15) % 3)::int] as label, 'post' as source_type
    from mentions m
    join (select unnest(['acme', 'bolt', 'crown']) as topic) t on t.topic = 'acme' or hash(m.i, t.topic) % 3 = 0
    join periods p on m.published_on between p.starts_on and p.ends_on`);
}
