import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { SENTIMENT_LABELS, type SentimentModel } from "../../../src/text/sentiment.ts";
import { scoreTopics, type TopicMention } from "../../../src/text/topics/topic-sentiment.ts";
import { Confusion } from "../../../src/text/training/metrics.ts";
import { literal } from "../../../src/warehouse/sql-text.ts";

/** How the airlines are written in tweets; the rows labelled Delta are addressed to JetBlue. */
const AIRLINES: Readonly<Record<string, RegExp>> = {
  United: /\bunited\b/giu,
  "US Airways": /\bus ?air(?:ways)?\b/giu,
  American: /\bamerican ?air(?:lines)?\b|\baa\b/giu,
  Southwest: /\bsouthwest(?:air)?\b/giu,
  Delta: /\bjetblue\b/giu,
  "the other Delta": /\bdelta\b/giu,
  "Virgin America": /\bvirgin ?america\b/giu,
};

/** A labelled tweet that names at least two airlines. */
export interface TwoAirlines {
  text: string;
  /** The airline that the label is about. */
  airline: string;
  label: number;
  mentions: TopicMention[];
}

function mentionsIn(text: string): TopicMention[] {
  return Object.entries(AIRLINES).flatMap(([topic, pattern]) =>
    Array.from(text.matchAll(pattern), (match) => ({
      topic,
      span: { from: match.index, to: match.index + match[0].length },
    })),
  );
}

/** The labelled tweets of the airline set that name their airline and another. */
export async function readTwoAirlines(data: string): Promise<TwoAirlines[]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `select distinct text, airline, airline_sentiment
     from read_csv(${literal(join(data, "mentions", "airline_tweets_2015.csv"))})
     where airline_sentiment is not null
     order by all`,
  );
  const rows = reader.getRows() as [string, string, string][];
  connection.closeSync();
  instance.closeSync();
  return rows.flatMap(([text, airline, sentiment]) => {
    const mentions = mentionsIn(text);
    const topics = new Set(mentions.map(({ topic }) => topic));
    const label = (SENTIMENT_LABELS as readonly string[]).indexOf(sentiment);
    return topics.size >= 2 && topics.has(airline) && label >= 0 ? [{ text, airline, label, mentions }] : [];
  });
}

/** Labels by the clauses of the labelled airline, and by the whole text. */
export function scoreTwoAirlines(
  model: SentimentModel,
  tweets: readonly TwoAirlines[],
): { clause: Confusion; text: Confusion; parted: number } {
  const clause = new Confusion(3);
  const text = new Confusion(3);
  let parted = 0;
  for (const tweet of tweets) {
    const own = scoreTopics(model, tweet.text, "en", tweet.mentions).find(
      ({ topic }) => topic === tweet.airline,
    );
    if (!own) continue;
    if (own.scope === "clause") parted++;
    clause.add(tweet.label, SENTIMENT_LABELS.indexOf(own.score.label));
    text.add(tweet.label, SENTIMENT_LABELS.indexOf(model.score(tweet.text, "en").label));
  }
  return { clause, text, parted };
}
