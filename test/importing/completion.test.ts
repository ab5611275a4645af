import { expect, test } from "vitest";
import { imported, sourceWith } from "./import-folder.ts";

const COLUMNS = {
  native_id: "id",
  published_at: "time",
  text: "text",
  author_name: "author",
  author_id: "author_id",
  author_followers: "followers",
  thread_id: "thread",
  title: "title",
  vendor_language: "language",
  vendor_sentiment: "sentiment",
  country: "country",
  likes: "likes",
  views: "views",
  reach: "reach",
};
type Cells = Partial<Record<string, string | number>>;
const NAMES = Object.values(COLUMNS);
const table = (...rows: Cells[]) =>
  `${NAMES.join(",")}\n${rows.map((row) => NAMES.map((name) => row[name] ?? "").join(",")).join("\n")}\n`;

const FULL = { id: 1, time: "2026-03-01T10:00:00Z", author: "anna", text: "The whole of the text" };
/** The same post, cut short, with what only this export knows. */
const KNOWING = {
  ...FULL,
  text: "The whole of…",
  author_id: 77,
  followers: 500,
  thread: "t1",
  title: "On texts",
  language: "en",
  sentiment: "positive",
  country: "FIN",
  likes: 5,
  views: 100,
  reach: 9000,
};
const SOURCES = [sourceWith({ match: "*.csv", platform: "x", mapping: COLUMNS })];
const LOOK = `select author_id, author_followers, thread_id, title, text, vendor_language, vendor_sentiment, country,
  likes, views, reach, engagement from mentions`;
const look = (files: Record<string, string>) =>
  imported(files, (folder) => folder.rows(LOOK), { sources: SOURCES });

const COMPLETE = {
  author_id: "77",
  author_followers: 500,
  thread_id: "t1",
  title: "On texts",
  text: FULL.text,
  vendor_language: "en",
  vendor_sentiment: "positive",
  country: "FI",
  likes: 5,
  views: 100,
  reach: 9000,
  engagement: 5,
};

test("a kept mention takes over what only its duplicates know, in any order of files", async () => {
  expect(await look({ "a.csv": table(FULL), "b.csv": table(KNOWING) })).toEqual([COMPLETE]);
  expect(await look({ "a.csv": table(KNOWING), "b.csv": table(FULL) })).toEqual([COMPLETE]);
  expect(await look({ "a.csv": table(KNOWING, FULL) })).toEqual([COMPLETE]);
});

test("what the kept row knows stays, and the fullest duplicate that knows is asked", async () => {
  const kept = { ...FULL, country: "SWE", likes: 0 };
  const other = { ...KNOWING, text: "The whole…", thread: "t2", country: "NOR", followers: "" };
  const found = await look({ "a.csv": table(other, kept), "b.csv": table({ ...KNOWING, thread: "" }) });
  expect(found).toMatchObject([
    { country: "SE", likes: 0, engagement: 0, thread_id: "t2", author_followers: 500 },
  ]);
});

test("a date that only a duplicate can say is taken over", async () => {
  const found = await imported(
    { "a.csv": table({ ...FULL, time: "" }, KNOWING) },
    (folder) => folder.rows("select text, date_quality, published_on::varchar as day from mentions"),
    { sources: SOURCES },
  );
  expect(found).toEqual([{ text: FULL.text, date_quality: "ok", day: "2026-03-01" }]);
});

test("another vendor's reach and sentiment stay with that vendor", async () => {
  const media = "Date,URL,Influencer,Hit Sentence,Source,Sentiment,Reach,Document ID,Country,Views\n";
  const url = "https://x.com/anna/status/1";
  const found = await imported(
    {
      "a.csv": `${media}01-Mar-2026 10:00AM,${url},anna,The whole of,X,Positive,9000,,Finland,12\n`,
      "b.csv": table(FULL),
    },
    (folder) => folder.rows("select vendor, vendor_sentiment, reach, country from mentions"),
    { sources: [sourceWith({ match: "b.csv", platform: "x", mapping: COLUMNS })] },
  );
  expect(found).toEqual([{ vendor: "generic", vendor_sentiment: null, reach: null, country: "FI" }]);
});
