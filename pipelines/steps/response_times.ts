import { quantileInterval, ratioInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { literal } from "earshot/warehouse";
import { rounded } from "../analysis/sums.ts";

/** One period of a topic: its mentions that could be answered, as lists of the same length. */
interface Asked {
  period: string;
  topic: string;
  /** Authors of the mentions. */
  authors: string[];
  /** Minutes to the first answer; null without one. */
  minutes: (number | null)[];
  /** The data reaches at least an hour past the mention. */
  watched: boolean[];
}

interface Account {
  topic: string;
  names: string[];
}

const bare = (name: string) => name.trim().replace(/^@/, "").toLowerCase();

/**
 * A mention waits for an answer when somebody else wrote it and it opens, or stands in, a thread that we know. An answer
 * is a later post of an own account in that thread, or one that replies to the mention itself.
 */
function askedSql(accounts: readonly Account[]): string {
  const pairs = accounts.flatMap(({ topic, names }) =>
    names.map((name) => `(${literal(topic)}, ${literal(bare(name))})`),
  );
  const isOwn = (table: string) =>
    `(lower(ltrim(${table}.author_name, '@')) = accounts.name or lower(${table}.author_id) = accounts.name)`;
  return `
    with accounts as (select * from (values ${pairs.join(", ")}) as own (topic, name)),
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
        found.author_key, found.published_at <= ends.last_at - interval 1 hour as watched
      from topic_mentions as found
      inner join answering using (topic, platform)
      inner join ends using (platform)
      where found.is_original and (found.thread_id is not null or answering.by_reply)
        and not exists (select 1 from accounts where accounts.topic = found.topic and ${isOwn("found")})
    ),
    answered as (
      select asked.topic, asked.mention_id, replies.published_at
      from asked inner join replies
        on replies.topic = asked.topic and replies.platform = asked.platform and replies.thread_id = asked.thread_id
        and replies.published_at >= asked.published_at
      union all
      select asked.topic, asked.mention_id, replies.published_at
      from asked inner join replies
        on replies.topic = asked.topic and replies.answers = asked.mention_id
        and replies.published_at >= asked.published_at
    ),
    first_answers as (
      select topic, mention_id, min(published_at) as answered_at from answered group by all
    ),
    timed as (
      select asked.*, date_diff('second', asked.published_at, first_answers.answered_at) / 60 as minutes
      from asked left join first_answers using (topic, mention_id)
    )
    select period, topic, list(author_key order by mention_id) as authors, list(minutes order by mention_id) as minutes,
      list(watched order by mention_id) as watched
    from timed group by all order by all`;
}

/** A share of mentions with its bounds, clustered by author; none under 30 mentions or 10 authors. */
function shareCells(name: string, authors: readonly string[], has: readonly boolean[]) {
  const sides = new Map<string, { y: number; x: number }>();
  authors.forEach((author, at) => {
    const own = sides.get(author) ?? { y: 0, x: 0 };
    sides.set(author, { y: own.y + (has[at] ? 1 : 0), x: own.x + 1 });
  });
  const all = [...sides.values()];
  const share = ratioInterval({ y: all.map((one) => one.y), x: all.map((one) => one.x) });
  return {
    [name]: rounded(share.value),
    [`${name}_low`]: rounded(share.low),
    [`${name}_high`]: rounded(share.high),
  };
}

function responseRow({ period, topic, authors, minutes, watched }: Asked) {
  const places = [...minutes.keys()];
  const answered = places.filter((at) => minutes[at] !== null);
  // Of the last hour nobody knows whether the answer came within one.
  const known = places.filter((at) => watched[at] || (minutes[at] ?? 61) <= 60);
  const times = answered.map((at) => minutes[at]!);
  const people = answered.map((at) => authors[at]!);
  const median = quantileInterval(times, people);
  return {
    ...{ period, topic, threads: places.length, answered: answered.length },
    ...{ asked_authors: new Set(authors).size, answered_authors: new Set(people).size },
    median_minutes: rounded(median.value),
    median_low: rounded(median.low),
    median_high: rounded(median.high),
    p90_minutes: rounded(quantileInterval(times, people, 0.9).value),
    ...shareCells(
      "within_hour",
      known.map((at) => authors[at]!),
      known.map((at) => (minutes[at] ?? 61) <= 60),
    ),
    ...shareCells(
      "answered_share",
      authors,
      minutes.map((one) => one !== null),
    ),
  };
}

export default defineStep({
  description:
    "How fast a topic's own accounts answer: their first post in the same thread, or in reply to the mention itself, minus the " +
    "mention. Only mentions on platforms where the own accounts are seen to reply; without thread ids, replies or accounts " +
    "there are no rows.",
  grain: "period and topic",
  reads: ["mentions", "topic_mentions"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period of the mention" },
    topic: { type: "VARCHAR", description: "topic whose accounts answer" },
    threads: { type: "BIGINT", description: "mentions by others that stand in a thread" },
    answered: { type: "BIGINT", description: "of these, answered by an own account" },
    asked_authors: { type: "BIGINT", description: "people who wrote `threads`" },
    answered_authors: { type: "BIGINT", description: "people who were answered" },
    median_minutes: { type: "DOUBLE", description: "median minutes to the first answer, of the answered" },
    median_low: {
      type: "DOUBLE",
      description:
        "lower 95 % bound of the median (Woodruff 1952, clustered by author); NULL under 30 answers",
    },
    median_high: { type: "DOUBLE", description: "upper 95 % bound of the median" },
    p90_minutes: { type: "DOUBLE", description: "minutes within which nine of ten answers came" },
    within_hour: {
      type: "DOUBLE",
      description:
        "answered within one hour, by mentions in threads, answered or not, but for the last hour of the data; NULL under 30 mentions or 10 authors",
    },
    within_hour_low: { type: "DOUBLE", description: "lower 95 % bound, clustered by author" },
    within_hour_high: { type: "DOUBLE", description: "upper 95 % bound" },
    answered_share: {
      type: "DOUBLE",
      description:
        "answered by mentions in threads, needing an answer or not; NULL under 30 mentions or 10 authors",
    },
    answered_share_low: { type: "DOUBLE", description: "lower 95 % bound, clustered by author" },
    answered_share_high: { type: "DOUBLE", description: "upper 95 % bound" },
  },
  parameters: (study): Account[] =>
    study.topics
      .filter((topic) => topic.accounts.length > 0)
      .map((topic) => ({ topic: topic.id, names: topic.accounts })),
  async run({ parameters, rows, write, note }) {
    if (parameters.length === 0) return write([]);
    const found = await rows<Asked>(askedSql(parameters));
    if (found.length === 0) {
      const names = parameters.flatMap((account) => account.names).join(", ");
      note(`no reply by ${names} in a thread of the mentions: response times cannot be said`);
    }
    await write(found.map(responseRow));
  },
});
