import { literal } from "earshot/warehouse";
import { ratioSumsSql } from "./ratio-sums-sql.ts";

/** A topic's own accounts: handles or ids. */
export interface Account {
  topic: string;
  names: string[];
}

const bare = (name: string) => name.trim().replace(/^@/, "").toLowerCase();

const accountsSql = (accounts: readonly Account[]) =>
  `select * from (values ${accounts
    .flatMap(({ topic, names }) => names.map((name) => `(${literal(topic)}, ${literal(bare(name))})`))
    .join(", ")}) as own (topic, name)`;

const isOwn = (table: string) =>
  `(lower(ltrim(${table}.author_name, '@')) = accounts.name or lower(${table}.author_id) = accounts.name)`;

/** What somebody who waits for an answer may need; each mention is counted under `any` too. */
const NEEDS = [
  ["any", "true"],
  ["complaint", "coalesce(problem, false) and label = 'negative'"],
  ["question", "coalesce(question, false)"],
  ["lead", "coalesce(lead, false)"],
] as const;

/** The mentions of {@link waitingSql} once for each of their needs. */
export function neededSql(accounts: readonly Account[]): string {
  const each = NEEDS.map(
    ([need, condition]) =>
      `select ${literal(need)} as need, period, topic, author, minutes, watched from judged where ${condition}`,
  );
  return `
    with judged as materialized (
      from (${waitingSql(accounts)}) left join text_care using (text_hash)
    )
    ${each.join(" union all ")}`;
}

/**
 * The mentions that wait for an answer, with the minutes to it. A mention waits when somebody else wrote it and it opens, or
 * stands in, a thread that we know; where the accounts are seen to reply to single posts, every mention does. An answer
 * is a later post of an own account in that thread, or one that replies to the mention itself.
 *
 * @returns a select: period, topic, author, minutes (NULL: not answered), watched (the data reaches an hour past it), text_hash, label
 */
export function waitingSql(accounts: readonly Account[]): string {
  return `
    with accounts as (${accountsSql(accounts)}),
    replies as (
      select accounts.topic, mentions.thread_id, mentions.platform, mentions.published_at,
        if(mentions.kind = 'reply', mentions.original_id, null) as answers
      from mentions inner join accounts on ${isOwn("mentions")}
      where mentions.date_quality = 'ok'
        and (mentions.thread_id is not null or (mentions.kind = 'reply' and mentions.original_id is not null))
    ),
    answering as (
      select topic, platform, bool_or(answers is not null) as by_reply from replies group by all
    ),
    ends as (
      select platform, max(published_at) as last_at from mentions where date_quality = 'ok' group by platform
    ),
    asked as (
      select found.period, found.topic, found.mention_id, found.published_at, found.thread_id, found.platform,
        hash(found.author_key) as author, found.text_hash, found.label, found.published_at <= ends.last_at - interval 1 hour as watched
      from topic_mentions as found
      inner join answering using (topic, platform)
      inner join ends using (platform)
      where found.is_original and (found.thread_id is not null or answering.by_reply)
        and not exists (select 1 from accounts where accounts.topic = found.topic and ${isOwn("found")})
    ),
    in_thread as (
      select asked.*, thread.published_at as thread_at
      from asked asof left join (from replies where thread_id is not null) as thread
        on thread.topic = asked.topic and thread.platform = asked.platform and thread.thread_id = asked.thread_id
        and thread.published_at >= asked.published_at
    )
    select in_thread.period, in_thread.topic, in_thread.author, in_thread.watched, in_thread.text_hash, in_thread.label,
      date_diff('second', in_thread.published_at, least(thread_at, direct.published_at)) / 60 as minutes
    from in_thread asof left join (from replies where answers is not null) as direct
      on direct.topic = in_thread.topic and direct.answers = in_thread.mention_id
      and direct.published_at >= in_thread.published_at`;
}

/** Counts and quantiles per period, topic and need of the temp table `waiting`. */
export const ANSWERS_SQL = `
  select period, topic, need, count(*) as threads, count(minutes) as answered, count(distinct author) as asked_authors,
    count(distinct author) filter (minutes is not null) as answered_authors,
    count(distinct author) filter (minutes is null) as unanswered_authors,
    quantile_cont(minutes, 0.5) as median_minutes, quantile_cont(minutes, 0.9) as p90_minutes
  from waiting group by all order by all`;

/**
 * Sums over authors of the temp table `waiting`: answered by asked, answered within the hour by asked, and answered no later
 * than the median by answered. Of the last hour of the data quick answers do not count either: without the others they
 * would make answers look fast.
 */
export const ANSWER_SUMS_SQL = ratioSumsSql(
  `
  select measure, period, topic, need, author, count(*) filter (has) as y, count(*) as x
  from (
    select 'answered_share' as measure, period, topic, need, author, minutes is not null as has from waiting
    union all
    select 'within_hour', period, topic, need, author, coalesce(minutes <= 60, false)
    from waiting where watched
    union all
    select 'below_median', period, topic, need, author, minutes <= median_minutes
    from waiting inner join (${ANSWERS_SQL}) using (period, topic, need) where minutes is not null
  )
  group by all`,
  ["measure", "period", "topic", "need"],
);

/** Parts (0 to 1) of the ordered minutes of a period, topic and need. */
export interface Places {
  period: string;
  topic: string;
  need: string;
  low: number;
  high: number;
}

/** Minutes at these parts, linear between those next to them. */
export function minutesAtSql(places: readonly Places[]): string {
  const wanted = places.flatMap(({ period, topic, need, low, high }) =>
    Object.entries({ low, high }).map(
      ([bound, part]) => `(${[period, topic, need, bound].map(literal).join(", ")}, ${part}::double)`,
    ),
  );
  const at = "part * (n - 1)";
  return `
    with wanted as (select * from (values ${wanted.join(", ")}) as bounds (period, topic, need, bound, part)),
    ranked as (
      select period, topic, need, minutes, count(*) over whole as n,
        row_number() over (partition by period, topic, need order by minutes) - 1 as place
      from waiting where minutes is not null
      window whole as (partition by period, topic, need)
    ),
    near as (
      select period, topic, need, bound, ${at} - floor(${at}) as weight, min(minutes) as below, max(minutes) as above
      from ranked inner join wanted using (period, topic, need)
      where place between floor(${at}) and ceil(${at})
      group by all
    )
    select period, topic, need,
      any_value(below + (above - below) * weight) filter (bound = 'low') as median_low,
      any_value(below + (above - below) * weight) filter (bound = 'high') as median_high
    from near group by all`;
}
