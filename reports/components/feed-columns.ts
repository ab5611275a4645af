import { ByteReader } from "./feed-bytes.ts";

/** Author, text, title and address of a mention, as far as the profile allows. */
export type ShownText = [
  author: string | null,
  text: string | null,
  title: string | null,
  url: string | null,
];

/** What a mention says of itself beside its text; numbers are places in the lists of {@link FeedIndex}. */
export interface FeedRow {
  /** Minutes since 1970, UTC. */
  minute: number;
  /** Which set of topics. */
  topics: number;
  /** Of the whole mention. */
  label: number;
  /** Which list of topics with a sentiment of their own. */
  clauses: number;
  platform: number;
  language: number;
  country: number;
  kind: number;
  /** {@link UNKNOWN} where nobody says. */
  engagement: number;
  reach: number;
  reposts: number;
  /** Row of the post that this one reposts, or of the oldest repost of it where the post is not there; −1 for none. */
  leader: number;
}

/** An entry of the list as it is before anything is filtered: row number, columns, text, how many stand behind it. */
export interface FirstEntry {
  number: number;
  row: FeedRow;
  text: ShownText;
  behind: number;
}

/** `feed/index.json`: what the numbers in `feed/columns.bin` mean, and what is needed to find texts. */
export interface FeedIndex {
  rows: number;
  /** First rows of the files of texts, `feed/text-0000.json` and so on. */
  blocks: number[];
  /** Ids of the topics, and each set of them that occurs, as places in that list. */
  topics: string[];
  sets: number[][];
  /** Topics, as places, towards which mentions have another sentiment than as a whole; the first list is empty. */
  clauses: [topic: number, label: number][][];
  platforms: string[];
  languages: string[];
  countries: string[];
  kinds: string[];
  /** First words of the files of words, `feed/words-000.bin` and so on. */
  words: string[];
  /** The first entries of the list, complete, so that a page shows them without anything else. */
  first: FirstEntry[];
  /** Entries of the list where reposts stand behind their posts. */
  entries: number;
}

/** Columns of the feed, a value per mention, newest first. */
export interface FeedColumns {
  rows: number;
  minute: Uint32Array;
  topics: Uint16Array;
  label: Uint8Array;
  clauses: Uint32Array;
  platform: Uint16Array;
  language: Uint16Array;
  country: Uint16Array;
  kind: Uint8Array;
  engagement: Uint32Array;
  reach: Uint32Array;
  reposts: Uint32Array;
  leader: Int32Array;
}

/** What stands in a column of numbers where nothing is known. */
export const UNKNOWN = 0xffffffff;
/** Sentiment by the number in its column. */
export const LABELS = ["negative", "neutral", "positive", "not_scored"] as const;

/**
 * The columns of `columns.bin`, one after the other, each number a varint: minutes as steps back from the row before;
 * sets of topics; sentiment, lists of topics with another one, channel, language, country and kind; engagement, reach and reposts plus one, 0 for
 * unknown; the leader as its distance times two, less one where it stands above, 0 for none.
 */
export function readColumns(bytes: Uint8Array, rows: number): FeedColumns {
  const reader = new ByteReader(bytes);
  const column = <T extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(
    values: T,
    make: (number: number, row: number) => number = (number) => number,
  ): T => {
    for (let row = 0; row < rows; row++) values[row] = make(reader.varint(), row);
    return values;
  };
  const amount = (number: number) => (number === 0 ? UNKNOWN : number - 1);
  let minute = 0;
  return {
    rows,
    minute: column(new Uint32Array(rows), (number, row) => {
      minute = row === 0 ? number : minute - number;
      return minute;
    }),
    topics: column(new Uint16Array(rows)),
    label: column(new Uint8Array(rows)),
    clauses: column(new Uint32Array(rows)),
    platform: column(new Uint16Array(rows)),
    language: column(new Uint16Array(rows)),
    country: column(new Uint16Array(rows)),
    kind: column(new Uint8Array(rows)),
    engagement: column(new Uint32Array(rows), amount),
    reach: column(new Uint32Array(rows), amount),
    reposts: column(new Uint32Array(rows), amount),
    leader: column(new Int32Array(rows), (number, row) =>
      number === 0 ? -1 : number % 2 === 0 ? row + number / 2 : row - (number + 1) / 2,
    ),
  };
}

/** One row of the columns. */
export function rowAt(columns: FeedColumns, row: number): FeedRow {
  const at = (values: { readonly [row: number]: number }) => values[row] as number;
  return {
    minute: at(columns.minute),
    topics: at(columns.topics),
    label: at(columns.label),
    clauses: at(columns.clauses),
    platform: at(columns.platform),
    language: at(columns.language),
    country: at(columns.country),
    kind: at(columns.kind),
    engagement: at(columns.engagement),
    reach: at(columns.reach),
    reposts: at(columns.reposts),
    leader: at(columns.leader),
  };
}

/** Sentiment of a mention towards one of its topics, as a place in {@link LABELS}. */
export function labelTowards(
  index: Pick<FeedIndex, "clauses">,
  row: Pick<FeedRow, "label" | "clauses">,
  topic: number,
): number {
  return index.clauses[row.clauses]?.find(([place]) => place === topic)?.[1] ?? row.label;
}
