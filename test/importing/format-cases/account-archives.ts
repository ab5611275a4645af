import { clean, csv, type FormatCase, ID, lines, statusId, utc } from "./format-case.ts";

const OLDER = statusId("2026-05-10T08:00:00Z");
const script = (name: string, value: unknown) =>
  `window.YTD.${name}.part0 = ${JSON.stringify(value, null, 2)};\n`;

/** A post as account archives have it: counts and ids are text, the author is nowhere. */
const archived = (id: string, text: string, more: Record<string, unknown> = {}) => ({
  retweeted: false,
  entities: { urls: [] },
  favorite_count: "4",
  retweet_count: "2",
  id_str: id,
  id,
  created_at: "Mon May 11 01:50:07 +0000 2026",
  full_text: text,
  lang: "en",
  ...more,
});

const note = (id: string, html: string, more: Record<string, unknown> = {}) => ({
  id: `https://social.example/users/anna/statuses/${id}/activity`,
  type: "Create",
  actor: "https://social.example/users/anna",
  published: "2026-05-11T01:50:07Z",
  to: [],
  object: {
    id: `https://social.example/users/anna/statuses/${id}`,
    type: "Note",
    url: `https://social.example/@anna/${id}`,
    published: "2026-05-11T01:50:07Z",
    inReplyTo: null,
    content: html,
    ...more,
  },
});

export const accountArchivesCases: FormatCase[] = [
  {
    name: "X archive: a script that assigns the list; a retweet's counts are not its own",
    format: "x-archive",
    file: "tweets.js",
    content: script("tweets", [
      { tweet: archived(ID, "Tea &amp; cake &lt;3") },
      { tweet: archived(OLDER, "RT @bob: cut…", { created_at: "Sun May 10 08:00:00 +0000 2026" }) },
    ]),
    ledger: clean(2),
    mentions: [
      {
        native_id: ID,
        text: "Tea & cake <3",
        published_at: utc("2026-05-11T01:50:07Z"),
        likes: 4,
        shares: 2,
        kind: "original",
        line: 2,
      },
      { native_id: OLDER, kind: "repost", likes: null, shares: null, author_name: null },
    ],
  },
  {
    name: "X archive of before 2019: posts without a wrapper",
    format: "x-archive",
    file: "tweet.js",
    content: script("tweet", [archived(ID, "@bob yes", { in_reply_to_status_id_str: OLDER })]),
    ledger: clean(1),
    mentions: [{ native_id: ID, kind: "reply", line: 2 }],
  },
  {
    name: "X archive by month, with the author",
    format: "x-v1",
    file: "2026_05.js",
    content: `Grailbird.data.tweets_2026_05 = \n ${JSON.stringify([
      {
        id_str: ID,
        id: 1,
        text: "hello",
        created_at: "2026-05-11 01:50:07 +0000",
        user: { screen_name: "anna", id_str: "9" },
      },
    ])}`,
    ledger: clean(1),
    mentions: [{ native_id: ID, author_name: "anna", published_at: utc("2026-05-11T01:50:07Z"), line: 2 }],
  },
  {
    name: "X archive as a table",
    format: "x-archive-csv",
    file: "tweets.csv",
    content: csv(
      ["tweet_id", "in_reply_to_status_id", "timestamp", "source", "text", "retweeted_status_id"],
      [ID, "", "2026-05-11 01:50:07 +0000", '<a href="x">web</a>', "RT @bob: hi", OLDER],
    ),
    ledger: clean(1),
    mentions: [
      { native_id: ID, kind: "repost", author_name: null, published_at: utc("2026-05-11T01:50:07Z") },
    ],
  },
  {
    name: "Mastodon archive: posts, answers and the addresses of boosts",
    format: "mastodon-outbox",
    file: "outbox.json",
    content: JSON.stringify({
      "@context": "https://www.w3.org/ns/activitystreams",
      type: "OrderedCollection",
      orderedItems: [
        note("1", "<p>one</p><p>two &hellip;</p>"),
        {
          ...note("2", ""),
          type: "Announce",
          object: "https://social.example/users/bob/statuses/7",
        },
        note("3", "<p>answer</p>", { inReplyTo: "https://social.example/users/anna/statuses/1" }),
        { ...note("4", ""), type: "Undo" },
      ],
    }),
    ledger: { rows_read: 4, mentions: 3, duplicates: 0, rejected: 1, not_posts: 1 },
    mentions: [
      {
        native_id: "https://social.example/users/anna/statuses/1",
        text: "one\ntwo …",
        author_name: "anna",
        kind: "original",
      },
      { kind: "repost", text: null, published_at: utc("2026-05-11T01:50:07Z") },
      { kind: "reply", text: "answer", url: "https://social.example/@anna/3" },
    ],
  },
  {
    name: "twarc's first generation of CSV: kinds by their own column",
    format: "twarc-v1-csv",
    file: "tweets.csv",
    content: csv(
      "id,tweet_url,created_at,user_screen_name,text,tweet_type,favorite_count,retweet_count,retweet_or_quote_id,user_id,user_followers_count".split(
        ",",
      ),
      [
        OLDER,
        `https://twitter.com/a/status/${OLDER}`,
        "Sun May 10 08:00:00 +0000 2026",
        "a",
        "so &amp; so",
        "original",
        1,
        2,
        "",
        5,
        8,
      ],
      [
        ID,
        `https://twitter.com/b/status/${ID}`,
        "Mon May 11 01:50:07 +0000 2026",
        "b",
        "see",
        "quote",
        0,
        2,
        OLDER,
        6,
        9,
      ],
      [
        statusId("2026-05-11T02:00:00Z"),
        "",
        "Mon May 11 02:00:00 +0000 2026",
        "c",
        "RT @a: so",
        "retweet",
        0,
        2,
        OLDER,
        7,
        1,
      ],
    ),
    ledger: clean(3),
    mentions: [
      { kind: "original", text: "so & so", likes: 1, author_followers: 8 },
      { kind: "quote", author_id: "6" },
      { kind: "repost", shares: null, author_name: "c" },
    ],
  },
  {
    name: "X API v1.1 with ids as numbers only, a stream's message beside it",
    format: "x-v1",
    file: "tweets.jsonl",
    content: lines(
      {
        created_at: "Mon May 11 01:50:07 +0000 2026",
        id: Number(ID),
        text: "RT @bob: a &amp; b",
        favorite_count: 3,
        retweet_count: 9,
        user: { id: 9, screen_name: "anna" },
        retweeted_status: { id: Number(OLDER), text: "a &amp; b", user: { screen_name: "bob" } },
      },
      { limit: { track: 5 } },
    ).replace(String(Number(ID)), ID),
    ledger: { rows_read: 2, mentions: 1, duplicates: 0, rejected: 1, not_posts: 1 },
    mentions: [
      { native_id: ID, author_id: "9", kind: "repost", likes: null, shares: null, text: "RT @bob: a & b" },
    ],
  },
];
