import { type FeedColumns, UNKNOWN } from "./feed-columns.ts";

/** What the feed can be filtered by; of each at most one value is chosen. */
export const FACETS = ["topic", "sentiment", "period", "platform", "language", "country", "kind"] as const;
export type Facet = (typeof FACETS)[number];
/** A value for each facet. */
export function forFacets<T>(make: (facet: Facet) => T): Record<Facet, T> {
  return Object.fromEntries(FACETS.map((facet) => [facet, make(facet)])) as Record<Facet, T>;
}

export const SORTS = ["time", "engagement", "reach"] as const;
export type Sort = (typeof SORTS)[number];

/** One thing to filter by: a code per row, and which of its options each code belongs to. */
export interface FacetColumn {
  codes: Uint8Array | Uint16Array;
  /** Options of each code; a row of several topics belongs to several. */
  options: readonly (readonly number[])[];
  /** How many options there are. */
  size: number;
}

export interface FeedFilter {
  /** Chosen option of each facet; −1 lets everything pass. */
  chosen: Readonly<Record<Facet, number>>;
  sort: Sort;
  grouped: boolean;
}

export interface FeedSelection {
  /** Mentions that pass. */
  mentions: number;
  /** One 1 for each row that passes. */
  passes: Uint8Array;
  /** Rows to show, in order. */
  entries: Uint32Array;
  /** Per entry: how many others that pass stand behind it, being reposts of it or of the same post. */
  behind: Uint32Array;
  /** Per facet and option: mentions that would pass if that option were chosen and the other filters stayed. */
  counts: Record<Facet, Uint32Array>;
}

/**
 * Rows that pass the filter, in the order asked for. Grouped: a repost whose post passes too stands behind it, and of
 * reposts whose post does not pass the first in order stands for the others.
 * @param found rows that the search found, or null without a search
 */
export function selectRows(
  columns: FeedColumns,
  facets: Readonly<Record<Facet, FacetColumn>>,
  orders: FeedOrders,
  filter: FeedFilter,
  found: Uint8Array | null,
): FeedSelection {
  const { passes, counts, mentions } = passing(columns.rows, facets, filter.chosen, found);
  const order = orders.by(filter.sort);
  const entries = new Uint32Array(mentions);
  const behind = new Uint32Array(mentions);
  let n = 0;
  // Place + 1 of the entry that stands for a leader's group, by the leader's row.
  const heads = filter.grouped ? new Uint32Array(columns.rows) : null;
  // Leaders that pass come first in their group whatever the order says, so their reposts only count.
  const waiting = filter.grouped ? new Uint32Array(columns.rows) : null;
  for (let place = 0; place < columns.rows; place++) {
    const row = order ? (order[place] as number) : place;
    if (!passes[row]) continue;
    const leader = columns.leader[row] as number;
    if (heads && waiting && leader >= 0) {
      if (passes[leader]) {
        waiting[leader] = (waiting[leader] as number) + 1;
        continue;
      }
      const head = heads[leader] as number;
      if (head > 0) {
        behind[head - 1] = (behind[head - 1] as number) + 1;
        continue;
      }
      heads[leader] = n + 1;
    }
    entries[n++] = row;
  }
  if (waiting)
    for (let i = 0; i < n; i++) behind[i] = (behind[i] as number) + (waiting[entries[i] as number] as number);
  return { mentions, passes, entries: entries.subarray(0, n), behind: behind.subarray(0, n), counts };
}

/** Which rows pass, and what each option would give: a row that fails by one facet alone counts for that one. */
function passing(
  rows: number,
  facets: Readonly<Record<Facet, FacetColumn>>,
  chosen: FeedFilter["chosen"],
  found: Uint8Array | null,
) {
  const passes = new Uint8Array(rows);
  const failed = new Uint8Array(rows);
  FACETS.forEach((name, bit) => {
    if (chosen[name] < 0) return;
    const { codes, options } = facets[name];
    const fails = Uint8Array.from(options, (of) => (of.includes(chosen[name]) ? 0 : 1 << bit));
    for (let row = 0; row < rows; row++)
      failed[row] = (failed[row] as number) | (fails[codes[row] as number] as number);
  });
  const byCode = FACETS.map((name) => new Uint32Array(facets[name].options.length));
  const codes = FACETS.map((name) => facets[name].codes);
  const single = new Int8Array(1 << FACETS.length).fill(-1);
  FACETS.forEach((_, bit) => {
    single[1 << bit] = bit;
  });
  let mentions = 0;
  const count = (bit: number, row: number) => {
    const counts = byCode[bit] as Uint32Array;
    const code = (codes[bit] as Uint8Array)[row] as number;
    counts[code] = (counts[code] as number) + 1;
  };
  for (let row = 0; row < rows; row++) {
    if (found && !found[row]) continue;
    const bits = failed[row] as number;
    if (bits === 0) {
      passes[row] = 1;
      mentions++;
      for (let bit = 0; bit < FACETS.length; bit++) count(bit, row);
    } else if ((single[bits] as number) >= 0) count(single[bits] as number, row);
  }
  const counts = forFacets((name) => optionCounts(facets[name], byCode[FACETS.indexOf(name)] as Uint32Array));
  return { passes, counts, mentions };
}

function optionCounts({ options, size }: FacetColumn, byCode: Uint32Array): Uint32Array {
  const counts = new Uint32Array(size);
  options.forEach((of, code) => {
    for (const option of of) counts[option] = (counts[option] as number) + (byCode[code] as number);
  });
  return counts;
}

/** The orders of all rows, each worked out when it is first asked for. */
export class FeedOrders {
  private readonly known = new Map<Sort, Uint32Array>();
  private readonly columns: FeedColumns;

  constructor(columns: FeedColumns) {
    this.columns = columns;
  }

  /** Rows in order; null for the order that they have. */
  by(sort: Sort): Uint32Array | null {
    if (sort === "time") return null;
    let order = this.known.get(sort);
    if (!order) {
      order = largestFirst(this.columns[sort]);
      this.known.set(sort, order);
    }
    return order;
  }
}

/**
 * Rows by falling value, unknown last, equal ones newest first. Value and row are packed into one number each, since
 * numbers sort many times faster without a comparison of our own.
 */
function largestFirst(values: Uint32Array): Uint32Array {
  const places = 2 ** Math.ceil(Math.log2(values.length + 1));
  const most = Math.min(UNKNOWN, Math.floor(Number.MAX_SAFE_INTEGER / places) - 1);
  const keys = new Float64Array(values.length);
  for (let row = 0; row < keys.length; row++) {
    const value = values[row] as number;
    keys[row] = (value === UNKNOWN ? most : most - 1 - Math.min(value, most - 1)) * places + row;
  }
  keys.sort();
  return Uint32Array.from(keys, (key) => key % places);
}
