import { FEWEST_MENTIONS, wilsonInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { literal } from "earshot/warehouse";
import { rounded } from "../analysis/sums.ts";

interface Answered {
  period: string;
  topic: string;
  threads: number;
  answered: number;
  within_hour: number;
  median_minutes: number | null;
  p90_minutes: number | null;
}

interface Account {
  topic: string;
  names: string[];
}

const bare = (name: string) => name.trim().replace(/^@/, "").toLowerCase();

/** A mention waits for an answer when somebody else wrote it and it opens, or stands in, a thread we know. */
function answeredSql(accounts: readonly Account[]): string {
  const pairs = accounts.flatMap(({ topic, names }) =>
    names.map((name) => `(${literal(topic)}, ${literal(bare(name))})`),
  );
  return `
    with accounts as (select * from (values ${pairs.join(", ")}) as own (topic, name)),
    replies as (
      select accounts.topic, mentions.thread_id, mentions.platform, mentions.published_at
      from mentions inner join accounts
        on lower(ltrim(mentions.author_name, '@')) = accounts.name or lower(mentions.author_id) = accounts.name
      where mentions.thread_id is not null and mentions.date_quality = 'ok'
    ),
    asked as (
      select found.period, found.topic, found.mention_id, found.published_at, found.thread_id, found.platform
      from topic_mentions as found
      where found.thread_id is not null and found.is_original
        and found.topic in (select topic from accounts)
        and not exists (
          select 1 from accounts
          where accounts.topic = found.topic
            and (lower(ltrim(found.author_name, '@')) = accounts.name or lower(found.author_id) = accounts.name)
        )
        and exists (select 1 from replies where replies.platform = found.platform and replies.topic = found.topic)
    ),
    answers as (
      select asked.period, asked.topic, asked.mention_id,
        min(date_diff('second', asked.published_at, replies.published_at)) / 60 as minutes
      from asked left join replies
        on replies.topic = asked.topic and replies.thread_id = asked.thread_id
        and replies.platform = asked.platform and replies.published_at >= asked.published_at
      group by all
    )
    select period, topic, count(*) as threads, count(minutes) as answered,
      count(*) filter (where minutes <= 60) as within_hour,
      median(minutes) as median_minutes, quantile_cont(minutes, 0.9) as p90_minutes
    from answers group by all order by all`;
}

/** A share with Wilson's bounds; each thread is asked and answered by its own people. */
function shareCells(name: string, part: number, whole: number) {
  if (whole < FEWEST_MENTIONS) return {};
  const { low, high } = wilsonInterval(part / whole, whole);
  return { [name]: rounded(part / whole), [`${name}_low`]: rounded(low), [`${name}_high`]: rounded(high) };
}

export default defineStep({
  description:
    "How fast a topic's own accounts answer: first reply in the same thread minus the mention. Only mentions in threads " +
    "of platforms where the own accounts are seen to reply; without thread ids or accounts there are no rows.",
  grain: "period and topic",
  reads: ["mentions", "topic_mentions"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period of the mention" },
    topic: { type: "VARCHAR", description: "topic whose accounts answer" },
    threads: { type: "BIGINT", description: "mentions by others that stand in a thread" },
    answered: { type: "BIGINT", description: "of these, answered by an own account" },
    median_minutes: { type: "DOUBLE", description: "median minutes to the first answer, of the answered" },
    p90_minutes: { type: "DOUBLE", description: "minutes within which nine of ten answers came" },
    within_hour: {
      type: "DOUBLE",
      description:
        "answered within one hour, by mentions in threads, answered or not; NULL under 30 mentions",
    },
    within_hour_low: { type: "DOUBLE", description: "lower 95 % bound (Wilson)" },
    within_hour_high: { type: "DOUBLE", description: "upper 95 % bound (Wilson)" },
    answered_share: {
      type: "DOUBLE",
      description: "answered by mentions in threads, needing an answer or not; NULL under 30 mentions",
    },
    answered_share_low: { type: "DOUBLE", description: "lower 95 % bound (Wilson)" },
    answered_share_high: { type: "DOUBLE", description: "upper 95 % bound (Wilson)" },
  },
  parameters: (study): Account[] =>
    study.topics
      .filter((topic) => topic.accounts.length > 0)
      .map((topic) => ({ topic: topic.id, names: topic.accounts })),
  async run({ parameters, rows, write }) {
    if (parameters.length === 0) return write([]);
    const found = await rows<Answered>(answeredSql(parameters));
    await write(
      found.map((row) => {
        const { period, topic, threads, answered } = row;
        return {
          ...{ period, topic, threads, answered },
          median_minutes: rounded(row.median_minutes),
          p90_minutes: rounded(row.p90_minutes),
          ...shareCells("within_hour", row.within_hour, threads),
          ...shareCells("answered_share", answered, threads),
        };
      }),
    );
  },
});
