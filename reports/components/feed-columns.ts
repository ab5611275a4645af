/** Columns of the feed, a value per mention, newest first; see `feed-data.ts` of the site. */
export interface FeedColumns {
  rows: number;
  minute: Uint32Array;
  topics: Uint32Array;
  engagement: Uint32Array;
  reach: Uint32Array;
  reposts: Uint32Array;
  original: Uint32Array;
  platform: Uint16Array;
  language: Uint16Array;
  country: Uint16Array;
  kind: Uint8Array;
  label: Uint8Array;
}

/** `index.json`: what the numbers in the columns mean. */
export interface FeedIndex {
  rows: number;
  block: number;
  topics: string[];
  platforms: string[];
  languages: string[];
  countries: string[];
  kinds: string[];
}

export interface FeedFilter {
  topic: number;
  label: number;
  from: number;
  to: number;
  platform: number;
  language: number;
  country: number;
  kind: number;
  grouped: boolean;
  sort: "time" | "engagement" | "reach";
}

/** What stands in a column of numbers where nothing is known. */
export const UNKNOWN = 0xffffffff;
/** Sentiment by the number in its column. */
export const LABELS = ["negative", "neutral", "positive", "not_scored"];
/** The columns of `columns.bin` as views on its bytes. */
export function readColumns(buffer: ArrayBuffer, rows: number): FeedColumns {
  let at = 0;
  const take = (width: number) => {
    at += rows * width;
    return buffer.slice(at - rows * width, at);
  };
  const wide = () => new Uint32Array(take(4));
  const middle = () => new Uint16Array(take(2));
  const small = () => new Uint8Array(take(1));
  return {
    rows,
    minute: wide(),
    topics: wide(),
    engagement: wide(),
    reach: wide(),
    reposts: wide(),
    original: wide(),
    platform: middle(),
    language: middle(),
    country: middle(),
    kind: small(),
    label: small(),
  };
}

/**
 * Rows that pass the filter, in the order asked for. −1 in the filter lets everything pass. Grouped: a repost whose
 * original passes too is left out, since the original shows its number of reposts.
 */
export function filterRows(
  columns: FeedColumns,
  filter: FeedFilter,
  matches: (row: number) => boolean,
): number[] {
  const passes = new Uint8Array(columns.rows);
  for (let row = 0; row < columns.rows; row++) {
    if (filter.topic >= 0 && !((columns.topics[row]! >>> filter.topic) & 1)) continue;
    if (filter.label >= 0 && columns.label[row] !== filter.label) continue;
    if (filter.platform >= 0 && columns.platform[row] !== filter.platform) continue;
    if (filter.language >= 0 && columns.language[row] !== filter.language) continue;
    if (filter.country >= 0 && columns.country[row] !== filter.country) continue;
    if (filter.kind >= 0 && columns.kind[row] !== filter.kind) continue;
    const minute = columns.minute[row]!;
    if (minute < filter.from || minute >= filter.to) continue;
    if (matches(row)) passes[row] = 1;
  }
  const found: number[] = [];
  for (let row = 0; row < columns.rows; row++) {
    if (!passes[row]) continue;
    const original = columns.original[row]!;
    if (filter.grouped && original > 0 && passes[original - 1]) continue;
    found.push(row);
  }
  if (filter.sort === "time") return found;
  return largestFirst(found, filter.sort === "reach" ? columns.reach : columns.engagement);
}

/**
 * Rows by falling value, unknown last, equal ones in their order. Value and place are packed into one number each,
 * since numbers sort many times faster without a comparison of our own.
 */
function largestFirst(rows: readonly number[], values: Uint32Array): number[] {
  const places = 2 ** Math.ceil(Math.log2(rows.length + 1));
  const most = Math.min(UNKNOWN, Math.floor(Number.MAX_SAFE_INTEGER / places) - 1);
  const keys = new Float64Array(rows.length);
  for (let place = 0; place < keys.length; place++) {
    const value = values[rows[place]!]!;
    keys[place] = (value === UNKNOWN ? most : most - 1 - Math.min(value, most - 1)) * places + place;
  }
  keys.sort();
  const sorted = new Array<number>(keys.length);
  for (let i = 0; i < sorted.length; i++) sorted[i] = rows[keys[i]! % places]!;
  return sorted;
}

/** Minutes at which a day starts in a zone, by asking `Intl` what the clock there shows at midnight UTC. */
export function dayStart(date: string, zone: string): number {
  const utc = Date.parse(`${date}T00:00:00Z`);
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
  } as Intl.DateTimeFormatOptions);
  const offset = (at: number) => {
    const parts = Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
    const shown = Date.parse(
      `${parts["year"]}-${parts["month"]}-${parts["day"]}T${parts["hour"]}:${parts["minute"]}:00Z`,
    );
    return shown - at;
  };
  const first = utc - offset(utc);
  return Math.round((utc - offset(first)) / 60_000);
}
