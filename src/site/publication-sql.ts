/**
 * Counts by what a mention is and where it stands, per topic: for the whole study (`all`) and per period. Counted with the
 * other counts of mentions, see `mention-counts.ts`.
 */
export const BREAKDOWN = "from temp.published_breakdown";

/** Who speaks, as groups: authors by number of followers, and how much the most active ones write. */
export const AUDIENCES = `
  with authors as (
    select topic, author_key, max(author_followers) as followers, count(*) as mentions, sum(engagement) as engagement
    from topic_mentions
    group by all
  ),
  placed as (
    select *, percent_rank() over (partition by topic order by mentions desc) as place from authors
  ),
  grouped as (
    select topic, 'followers' as dimension,
      case
        when followers is null then 'unknown'
        when followers < 100 then '0-99'
        when followers < 1000 then '100-999'
        when followers < 10000 then '1000-9999'
        when followers < 100000 then '10000-99999'
        else '100000-'
      end as value,
      mentions, author_key, engagement
    from authors
    union all
    select topic, 'activity', case when place < 0.01 then 'top-1' when place < 0.1 then 'top-10' else 'others' end,
      mentions, author_key, engagement
    from placed
  )
  select 'all' as period, topic, dimension, value, sum(mentions)::bigint as mentions, count(*) as authors,
    sum(engagement)::bigint as engagement,
    list_position(['0-99', '100-999', '1000-9999', '10000-99999', '100000-', 'unknown', 'top-1', 'top-10', 'others'], value)
      as position
  from grouped
  group by all`;

/** Of which few people are the smaller side: those with the property, or those without it. */
const isFew = (people: string, others: string) => `${people} between 1 and 4 or ${others} between 1 and 4`;

const CARE_SIGNALS = ["complaint", "lead", "question"].flatMap((signal) =>
  [`${signal}s`, `${signal}_share`, `${signal}_low`, `${signal}_high`].map(
    (column) => `if(${isFew(`${signal}_authors`, `other_${signal}_authors`)}, null, ${column}) as ${column}`,
  ),
);

/**
 * Complaints, leads and questions of fewer than five people, or of all but so few, are no number. Reposts are told with the
 * rest only: two views of these would differ by a few.
 */
export const CARE = `
  select period, topic, view, mentions, judged, lead_judged, ${CARE_SIGNALS.join(", ")}
  from care
  where view = 'all'`;

const boundsOf = (share: string) => [share, `${share}_low`, `${share}_high`];
const MINUTES = ["median_minutes", "median_low", "median_high", "p90_minutes"];
const ANSWER_SHARES = ["within_hour", "answered_share"].flatMap(boundsOf);

/** Few were answered after the hour: their number is that of all who were answered less the quick ones. */
const FEW_SLOW =
  "answered_authors - quick_authors between 1 and 4 or answered - round(within_hour * threads) between 1 and 4";

/**
 * Of fewer than five people who were answered, or were not, nobody learns how often or how fast; of so few who were
 * answered within the hour, or later, or were not, nobody learns how many within the hour.
 */
const ANSWERED = [
  ...["answered", ...MINUTES].map((column) => [column, isFew("answered_authors", "unanswered_authors")]),
  ...boundsOf("answered_share").map((column) => [column, isFew("answered_authors", "unanswered_authors")]),
  ...boundsOf("within_hour").map((column) => [
    column,
    `${isFew("answered_authors", "unanswered_authors")} or ${isFew("quick_authors", "late_authors")} or ${FEW_SLOW}`,
  ]),
];

/**
 * Complaints, questions and leads are told round, since the others of `any` could be had by subtraction: their number
 * down to fives, so that they are never more than `any`, and how many were answered as a share only. Times are whole minutes,
 * of these to the nearest five: the median of an odd number of answers is one person's.
 */
const round = (column: string) => {
  if (column === "threads") return "if(need = 'any', threads, threads // 5 * 5)";
  if (column === "answered") return "if(need = 'any', answered, null)";
  if (MINUTES.includes(column)) return `round(${column} / if(need = 'any', 1, 5)) * if(need = 'any', 1, 5)`;
  return ANSWER_SHARES.includes(column) ? `if(need = 'any', ${column}, round(${column}, 2))` : column;
};

/** Days of campaigns as the page shows them: with whole numbers to be expected. */
export const CAMPAIGN_DAYS = `
  select * replace (round(expected) as expected, round(low) as low, round(high) as high)
  from campaign_days`;

const EFFECTS = ["effect", "low", "high", "level", "slope_per_week", "value", "usual"].map(
  (column) => `round(${column}, if(measure = 'share_of_voice', 3, 2)) as ${column}`,
);

/** Effects of campaigns as the page shows them: whole percent and points, tenths of a percentage point of share of voice. */
export const CAMPAIGN_EFFECTS = `
  select * replace (${EFFECTS.join(", ")}, round(expected) as expected, round(p_value, 3) as p_value)
  from campaign_effects`;

/** Answers to mentions of fewer than five people are no number. */
export const RESPONSE_TIMES = `
  select period, topic, need, if(asked_authors between 1 and 4, null, ${round("threads")}) as threads,
    ${ANSWERED.map(([column = "", few]) => `if(${few}, null, ${round(column)}) as ${column}`).join(", ")}
  from response_times`;

/** Mentions and authors of a topic by period (and `all`) and by day (else `date` is NULL): all, originals, and reposts. */
export const VIEW_COUNTS = "from temp.published_views";

/** Mentions and authors of a topic in a period by sentiment, in both views. */
export const LABEL_COUNTS = "from temp.published_labels";

/** Counts that stand for the scored mentions whose texts are not shown. */
export const MENTION_CELLS = "from temp.published_cells";

/** Languages of all mentions, with how many could be scored. */
export const LANGUAGES = `
  select 'all' as period, '' as topic, 'language' as dimension, language, count(*) as mentions,
    count(distinct hash(coalesce(platform || ':' || coalesce(author_id, author_name), mention_id))) as authors,
    count(*) filter (where label in ('negative', 'neutral', 'positive')) as scored,
    count(*) filter (where label = 'not_scored') as not_scored,
    string_agg(distinct model, ', ' order by model) as model
  from mentions
  left join mention_language using (mention_id)
  left join mention_sentiment using (mention_id)
  group by all`;

/** Spikes and drops; a drop, whose cause is not looked for, has the authors of its day. */
export const SPIKES = `
  select spikes.* replace (coalesce(spikes.authors, volume_daily.authors) as authors)
  from spikes
  left join volume_daily using (date, topic, view)`;

/**
 * Emotions of all mentions of topics that lie in no other, with the number of people on the smaller side of each share:
 * those with the emotion or those without it.
 */
export const EMOTIONS = `
  select topic_emotions.*,
    case when authors_with = 0 then 0 else least(authors_with, greatest(authors_without, 1)) end as people
  from topic_emotions
  semi join (from topics where parent is null) using (topic)
  where view = 'all'`;

/** Themes with their terms as JSON text, and the text of one mention for the internal profile. */
export const THEMES = `
  select themes.* exclude (terms, examples), to_json(terms)::varchar as terms,
    mentions.text as example
  from themes
  left join mentions on mentions.mention_id = themes.examples[1]`;

/** Themes by period in whole percent, with the people on the smaller side: those who write of the theme, or those who do not. */
export const THEME_PERIODS = `
  select period, topic, theme, round(share, 2) as share, round(low, 2) as low, round(high, 2) as high, clear,
    if(authors = 0, 0, least(authors, greatest(other_authors, 1))) as authors
  from theme_periods
  where share is not null`;

/** Lasting changes of shares of topics that lie in no other, in whole percent: levels over weeks, not counts of days. */
export const SHARE_CHANGE_POINTS = `
  select share_change_points.* replace (round(before, 2) as before, round(after, 2) as after)
  from share_change_points
  semi join (from topics where parent is null) using (topic)`;

/** Net sentiment by channel, language and country, in whole points: finer ones would tell how many wrote what. */
export const GROUP_SENTIMENT = `
  select 'all' as period, group_sentiment.* exclude (scored, authors)
    replace (round(net, 2) as net, round(low, 2) as low, round(high, 2) as high)
  from group_sentiment
  semi join (from topics where parent is null) using (topic)`;

/**
 * Which topics that lie in no other are named in the same mentions, over the whole time, in whole percent; with the people
 * on the smaller side: those who name both, or those who do not.
 */
export const TOPIC_OVERLAPS = `
  with outer_topics as (select topic_mentions.* from topic_mentions semi join (from topics where parent is null) using (topic)),
  said as (select topic, mention_id, any_value(hash(author_key)) as author from outer_topics group by all),
  pairs as (
    select mine.topic, theirs.topic as other, count(*) as shared, count(distinct mine.author) as naming
    from said as mine
    inner join said as theirs on theirs.mention_id = mine.mention_id and theirs.topic <> mine.topic
    group by all
  ),
  wholes as (select topic, count(*) as mentions, count(distinct author) as authors from said group by topic)
  select pairs.topic, other, shared, mentions, round(shared / mentions, 2) as share,
    least(naming, if(shared = mentions, naming, greatest(authors - naming, 1))) as authors
  from pairs
  inner join wholes using (topic)`;

/** The texts of the posts that moved most, for the internal profile. */
export const QUOTES = `
  select top_posts.period, topic, ranking, position, top_posts.published_on::varchar as date, mentions.platform,
    coalesce(mentions.text, mentions.title) as text, reposts, label
  from top_posts
  inner join mentions using (mention_id)
  left join (select mention_id, topic, any_value(label) as label from topic_mentions group by all) using (mention_id, topic)
  where position <= 3 and coalesce(mentions.text, mentions.title) is not null`;
