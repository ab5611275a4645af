import {
  type FeedColumns,
  type FeedIndex,
  type FirstEntry,
  rowAt,
  type ShownText,
} from "../../reports/components/feed-columns.ts";
import { FeedOrders, forFacets, selectRows } from "../../reports/components/feed-filter.ts";
import { textFile } from "../../reports/components/feed-texts.ts";
import { pseudonym, redactText } from "../privacy/index.ts";
import type { Study } from "../study/study.ts";
import { plainValue, type Warehouse } from "../warehouse/index.ts";
import { ColumnBuilder, type FeedMention, writeColumns } from "./feed-columns-file.ts";
import { dropFeedRows, FEED_COLUMNS, feedTexts, numberFeedRows } from "./feed-rows.ts";
import { WordIndex } from "./feed-words-file.ts";
import { type KnownPersons, withoutNames } from "./person-names.ts";

/**
 * A file of texts ends after so many characters or rows: sorted by reach, each row of a screen may need a file of its
 * own.
 */
const BLOCK_CHARACTERS = 32_000;
const BLOCK_ROWS = 200;
/** Entries that the page itself holds. */
const FIRST = 20;

export type { FeedIndex };

export interface FeedFile {
  name: string;
  contents: string | Uint8Array;
}

/** What the feed of the public profile needs to protect people; null under the internal profile. */
export interface FeedPrivacy {
  secret: Buffer;
  persons: KnownPersons;
}

interface TextRow {
  author_key: string;
  author_name: string | null;
  url: string | null;
  title: string | null;
  text: string | null;
}

/**
 * Files of the mentions feed, newest mention first, made one after the other so that texts are never all in memory.
 * Under the public profile only posts of public voices with many reposts, their texts redacted and their authors
 * under pseudonyms; under the internal profile all mentions. None where no mention may be shown. The warehouse may
 * not be asked anything else before the last file has come.
 */
export async function* feedFiles(
  warehouse: Warehouse,
  study: Study,
  privacy: FeedPrivacy | null,
): AsyncGenerator<FeedFile, void> {
  const rows = await numberFeedRows(warehouse, privacy !== null);
  try {
    if (rows === 0) return;
    const builder = new ColumnBuilder(
      rows,
      study.topics.map((topic) => topic.id),
    );
    for await (const mention of stream<FeedMention>(warehouse, FEED_COLUMNS)) builder.add(mention);
    const { columns, lists } = builder.finish();
    yield { name: "feed/columns.bin", contents: writeColumns(columns) };
    const { first, total } = firstEntries(columns);
    const texts = new Map<number, ShownText>();
    const words = new WordIndex();
    const blocks: number[] = [];
    for await (const block of textBlocks(warehouse, privacy)) {
      for (const [place, text] of block.texts.entries()) {
        words.add(text.slice(0, 3));
        if (first.some(({ number }) => number === block.start + place)) texts.set(block.start + place, text);
      }
      yield { name: `feed/${textFile(blocks.length)}`, contents: JSON.stringify(block.texts) };
      blocks.push(block.start);
    }
    const { firsts, files } = words.finish();
    for (const { name, contents } of files) yield { name: `feed/${name}`, contents };
    const index: FeedIndex = {
      ...{ rows, blocks, ...lists, words: firsts, entries: total },
      first: first.map((entry) => ({ ...entry, text: texts.get(entry.number) as ShownText })),
    };
    yield { name: "feed/index.json", contents: JSON.stringify(index) };
  } finally {
    await dropFeedRows(warehouse);
  }
}

/** Rows of a query, a chunk at a time. */
async function* stream<T>(warehouse: Warehouse, sql: string): AsyncGenerator<T, void> {
  const result = await warehouse.connection.stream(sql);
  for await (const rows of result.yieldConvertedRowObjects(plainValue)) yield* rows as T[];
}

async function* textBlocks(warehouse: Warehouse, privacy: FeedPrivacy | null) {
  let texts: ShownText[] = [];
  let start = 0;
  let characters = 0;
  for await (const row of stream<TextRow>(warehouse, await feedTexts(warehouse))) {
    const text = shownText(row, privacy);
    const length = text.reduce((sum, part) => sum + (part?.length ?? 4) + 3, 2);
    if (texts.length > 0 && (characters + length > BLOCK_CHARACTERS || texts.length === BLOCK_ROWS)) {
      yield { start, texts };
      start += texts.length;
      texts = [];
      characters = 0;
    }
    texts.push(text);
    characters += length;
  }
  if (texts.length > 0) yield { start, texts };
}

/** The entries that the list begins with before anything is filtered, without texts; and how many there are in all. */
function firstEntries(columns: FeedColumns): { first: Omit<FirstEntry, "text">[]; total: number } {
  const everything = { codes: new Uint8Array(columns.rows), options: [[]], size: 0 };
  const { entries, behind } = selectRows(
    columns,
    forFacets(() => everything),
    new FeedOrders(columns),
    { chosen: forFacets(() => -1), sort: "time", grouped: true },
    null,
  );
  const first = [...entries.subarray(0, FIRST)].map((number, place) => ({
    ...{ number, row: rowAt(columns, number), behind: behind[place] as number },
  }));
  return { first, total: entries.length };
}

/** Author, text, title and address of a row, as far as the profile allows. */
function shownText(row: TextRow, privacy: FeedPrivacy | null): ShownText {
  if (!privacy) return [row.author_name, row.text, row.title, safeAddress(row.url)];
  const clean = (text: string | null) =>
    text === null ? null : withoutNames(redactText(text), privacy.persons);
  return [pseudonym(privacy.secret, row.author_key), clean(row.text), clean(row.title), null];
}

function safeAddress(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null;
}
