import { gzipSync } from "fflate";
import type { Dice } from "./dice.ts";
import { writeBluesky } from "./formats/bluesky.ts";
import { writeBrandwatch } from "./formats/brandwatch.ts";
import type { ExportFile, Written } from "./formats/export-file.ts";
import { writeMeltwater } from "./formats/meltwater.ts";
import { writeReddit } from "./formats/reddit.ts";
import { writeReviews } from "./formats/reviews.ts";
import { writeTalkwalker } from "./formats/talkwalker.ts";
import { writeTelegram } from "./formats/telegram.ts";
import { writeXApi } from "./formats/x-api.ts";
import { writeYoutube } from "./formats/youtube.ts";
import { PLAN } from "./plan.ts";
import type { Post } from "./post.ts";
import { repeated, type Shelf, shelve } from "./shelves.ts";

const HELSINKI = "Europe/Helsinki";
const AMSTERDAM = "Europe/Amsterdam";
const NEW_YORK = "America/New_York";
const FIRST = { from: Date.UTC(2026, 6, 26, 22), to: Date.UTC(2026, 8, 20, 22) };
const SECOND = { from: Date.UTC(2026, 8, 6, 22), to: PLAN.takenAt };

const PROVED_UTC = { encoding: "utf-8", zone: "UTC", zoneProof: "ids" } as const;
const STATED_UTC = { encoding: "utf-8", zone: "UTC", zoneProof: "format" } as const;

/** Puts every post into the export of one tool, some into two, and writes the files. */
export function writeExports(dice: Dice, posts: Post[]): ExportFile[] {
  const shelves = shelve(dice.fork("shelves"), posts);
  const on = (shelf: Shelf) => shelves.get(shelf) ?? [];
  return [...toolExports(dice, on), ...platformExports(dice, on)];
}

type OnShelf = (shelf: Shelf) => Post[];

/** What the listening tools exported. */
function toolExports(dice: Dice, on: OnShelf): ExportFile[] {
  const brandwatch = newest(on("brandwatch"));
  const early = brandwatch.filter((post) => post.at < FIRST.to);
  const late = brandwatch.filter((post) => post.at >= SECOND.from);
  const meltwater = repeated(dice.fork("meltwater"), newest(on("meltwater")), 9);
  const talkwalker = newest(on("talkwalker"));
  return [
    {
      ...{ name: "brandwatch_2026-07-27_2026-09-20.csv", format: "brandwatch", ...PROVED_UTC, rows: early },
      ...writeBrandwatch(early, dice.fork("brandwatch 1"), FIRST, true),
    },
    {
      ...{ name: "brandwatch_2026-09-07_2026-11-15.csv.gz", format: "brandwatch", ...PROVED_UTC, rows: late },
      ...gzipped(writeBrandwatch(late, dice.fork("brandwatch 2"), SECOND, false)),
    },
    {
      ...{
        name: "meltwater_explore_2026-11-15.csv",
        format: "meltwater",
        encoding: "utf-16",
        rows: meltwater,
      },
      ...{ zone: HELSINKI, zoneProof: "ids" },
      ...writeMeltwater(meltwater, dice.fork("meltwater rows"), HELSINKI),
    },
    {
      ...{
        name: "talkwalker_retail_2026-11-15.xlsx",
        format: "talkwalker",
        encoding: "utf-8",
        rows: talkwalker,
      },
      ...{ zone: AMSTERDAM, zoneProof: "ids" },
      ...writeTalkwalker(talkwalker, dice.fork("talkwalker rows"), AMSTERDAM),
    },
  ];
}

/** What was collected from the platforms themselves, and a review portal's spreadsheet. */
function platformExports(dice: Dice, on: OnShelf): ExportFile[] {
  const tweets = newest(on("x-api"));
  const reddit = oldest(on("reddit"));
  const bluesky = repeated(dice.fork("bluesky"), oldest(on("bluesky")), 6);
  const telegram = oldest(on("telegram"));
  const youtube = newest(on("youtube"));
  const reviews = repeated(dice.fork("reviews"), oldest(on("reviews")), 8);
  return [
    {
      ...{ name: "x-search-2026-11-15.jsonl.gz", format: "x-api", ...STATED_UTC, rows: tweets },
      ...writeXApi(tweets, dice.fork("x rows"), PLAN.takenAt),
    },
    {
      ...{ name: "reddit-arctic-shift.ndjson.gz", format: "reddit", ...STATED_UTC, rows: reddit },
      ...writeReddit(reddit, dice.fork("reddit rows"), PLAN.takenAt),
    },
    {
      ...{ name: "bluesky-jetstream.ndjson.gz", format: "bluesky", ...STATED_UTC, rows: bluesky },
      ...writeBluesky(bluesky, dice.fork("bluesky rows")),
    },
    {
      ...{ name: "telegram-group-result.json", format: "telegram", ...STATED_UTC, rows: telegram },
      ...writeTelegram(telegram, "Europe/Riga"),
    },
    {
      ...{ name: "youtube-comments.csv", format: "youtube", ...STATED_UTC, rows: youtube },
      ...writeYoutube(youtube),
    },
    {
      ...{ name: "shop-reviews.csv", format: "generic", encoding: "windows-1252", rows: reviews },
      ...{ zone: NEW_YORK, zoneProof: "study" },
      ...writeReviews(reviews, dice.fork("reviews rows"), NEW_YORK),
    },
  ];
}

const newest = (rows: Post[]) => [...rows].sort((a, b) => b.at - a.at);
const oldest = (rows: Post[]) => [...rows].sort((a, b) => a.at - b.at);

const gzipped = (written: Written): Written => ({
  ...written,
  bytes: gzipSync(written.bytes, { level: 9, mtime: 0 }),
});
