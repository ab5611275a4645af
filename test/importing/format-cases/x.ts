import { clean, csv, type FormatCase, ID, lines, statusId } from "./format-case.ts";

const tweet = {
  id: ID,
  text: "Hello Acme",
  author_id: "9",
  conversation_id: ID,
  created_at: "2026-05-11T01:50:07.000Z",
  lang: "en",
  public_metrics: { retweet_count: 1, reply_count: 2, like_count: 3, quote_count: 0 },
};

const LONG =
  "A very long original text that a retweet cuts off at one hundred and forty characters, as the interface has always done, alas, to this day, still.";

const retweetId = statusId("2026-05-11T02:50:07Z");

export const xCases: FormatCase[] = [
  {
    name: "twarc CSV: a retweet's counts are not its own",
    format: "twarc-csv",
    file: "twarc.csv",
    content: csv(
      [
        "id",
        "conversation_id",
        "referenced_tweets.retweeted.id",
        "author_id",
        "created_at",
        "text",
        "lang",
        "public_metrics.like_count",
        "public_metrics.retweet_count",
        "author.username",
        "author.public_metrics.followers_count",
        "__twarc.retrieved_at",
      ],
      [
        ID,
        ID,
        "12345",
        "9",
        "2026-05-11T01:50:07.000Z",
        "RT @bob: hi",
        "en",
        0,
        500,
        "anna",
        12,
        "2026-06-01T00:00:00Z",
      ],
    ),
    ledger: clean(1),
    mentions: [{ kind: "repost", shares: null, author_followers: 12, native_id: ID }],
  },
  {
    name: "X API v2 pages: a cut retweet takes the text from the includes",
    format: "x-v2",
    file: "x.jsonl",
    content: `${lines({
      data: [
        tweet,
        {
          ...tweet,
          id: retweetId,
          text: `RT @bob: ${LONG.slice(0, 100)}…`,
          created_at: "2026-05-11T02:50:07.000Z",
          referenced_tweets: [{ type: "retweeted", id: "77" }],
        },
      ],
      includes: {
        users: [{ id: "9", username: "anna", public_metrics: { followers_count: 10 } }],
        tweets: [{ id: "77", text: LONG }],
      },
      meta: { result_count: 2 },
    })}{"errors":[{"title":"operational-disconnect"}]}\n{"data": {"id": "1", "te`,
    ledger: { rows_read: 4, mentions: 2, duplicates: 0, rejected: 2, not_posts: 0 },
    mentions: [
      { native_id: ID, author_name: "anna", author_followers: 10, kind: "original", engagement: 6 },
      { kind: "repost", text: LONG, shares: null },
    ],
  },
  {
    name: "X API v2 flattened",
    format: "x-v2",
    file: "flat.jsonl",
    content: lines({
      ...tweet,
      author: { username: "anna", public_metrics: { followers_count: 10 } },
      __twarc: { url: "u" },
    }),
    ledger: clean(1),
    mentions: [{ native_id: ID, author_name: "anna", author_followers: 10 }],
  },
  {
    name: "X API answers without posts are no mentions",
    format: "x-v2-other",
    file: "counts.jsonl",
    content: lines({ data: [{ tweet_count: 5, start: "a", end: "b" }], meta: {} }),
    ledger: { rows_read: 1, mentions: 0, duplicates: 0, rejected: 1, not_posts: 1 },
    mentions: [],
  },
  {
    name: "X API v1.1",
    format: "x-v1",
    file: "v1.json",
    content: JSON.stringify(
      [
        {
          created_at: "Mon May 11 01:50:07 +0000 2026",
          id_str: ID,
          full_text: "Hello",
          user: { id_str: "9", screen_name: "anna", followers_count: 3, verified: false },
          retweet_count: 1,
          favorite_count: 0,
          lang: "en",
        },
      ],
      null,
      1,
    ),
    ledger: clean(1),
    mentions: [{ native_id: ID, author_name: "anna", likes: 0, shares: 1, author_verified: false }],
  },
];
