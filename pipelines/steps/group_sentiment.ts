import { ratioInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { groupRows } from "../analysis/groups.ts";
import { profileSums } from "../analysis/profile-sums.ts";
import { keyOf, rounded } from "../analysis/sums.ts";

/** So many authors of a group scored alike. */
interface Profile extends Record<string, string | number> {
  topic: string;
  dimension: string;
  value: string;
  negative: number;
  neutral: number;
  positive: number;
  authors: number;
}

const grain = ["topic", "dimension", "value"];

const PROFILES = `
  with by_author as (
    select topic, author, case grouping(platform, language, country) when 3 then 'platform' when 5 then 'language' else 'country' end
        as dimension,
      coalesce(platform, language, country) as value,
      count(*) filter (where label = 'negative') as negative, count(*) filter (where label = 'neutral') as neutral,
      count(*) filter (where label = 'positive') as positive
    from topic_mentions
    where label <> 'not_scored'
    group by grouping sets ((topic, author, platform), (topic, author, language), (topic, author, country))
  )
  select topic, dimension, value, negative, neutral, positive, count(*) as authors
  from by_author
  where value is not null and value <> 'und'
  group by all
  order by all`;

export default defineStep({
  description:
    "Net sentiment of a topic by channel, language and country over the whole time, with 95 % intervals clustered by author; NULL " +
    "where there is too little to say. What a source does not tell is in no group.",
  grain: "topic, dimension and value",
  reads: ["topic_mentions"],
  columns: {
    topic: { type: "VARCHAR", description: "topic" },
    dimension: { type: "VARCHAR", description: "platform, language or country" },
    value: { type: "VARCHAR", description: "the platform, language or country" },
    scored: { type: "BIGINT", description: "scored mentions" },
    authors: { type: "BIGINT", description: "authors of these" },
    net: {
      type: "DOUBLE",
      description: "net sentiment, −1 to +1; NULL under 30 scored mentions or 10 authors",
    },
    low: { type: "DOUBLE", description: "lower 95 % bound" },
    high: { type: "DOUBLE", description: "upper 95 % bound" },
  },
  async run({ rows, write }) {
    const profiles = await rows<Profile>(PROFILES);
    const groups = groupRows(profiles, (profile) => keyOf({ ...profile }, grain));
    await write(
      [...groups.values()].map((own) => {
        const { topic, dimension, value } = own[0]!;
        const sums = profileSums(
          own.map(({ negative, neutral, positive, authors }) => ({
            ...{ y: positive - negative, x: positive + neutral + negative, authors },
          })),
        );
        const net = ratioInterval(sums, { scale: "net" });
        return {
          ...{ topic, dimension, value, scored: sums.x, authors: sums.n },
          ...{ net: rounded(net.value), low: rounded(net.low), high: rounded(net.high) },
        };
      }),
    );
  },
});
