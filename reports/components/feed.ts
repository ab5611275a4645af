import { startCells } from "./feed-cells.ts";
import { type FeedColumns, type FeedIndex, readColumns, rowAt, type ShownText } from "./feed-columns.ts";
import { offerDrops } from "./feed-drop.ts";
import { FeedOrders, type FeedSelection, SORTS, selectRows } from "./feed-filter.ts";
import { FeedForm, facetValues } from "./feed-form.ts";
import { feedItem, type ItemLook, type ItemPlace, timeFormat } from "./feed-item.ts";
import { FeedList } from "./feed-list.ts";
import { parseSearch, type SearchClause } from "./feed-query.ts";
import { refill, standBehind, startButtons } from "./feed-reposts.ts";
import { FeedSearch } from "./feed-search.ts";
import { FeedTexts } from "./feed-texts.ts";
import { type PeriodDays, periodCodes } from "./feed-time.ts";
import { type Catalogue, Text } from "./text.ts";

/** What the page tells the feed; see `feed-page.ts` of the site. */
export interface FeedSettings {
  base: string;
  language: string;
  zone: string;
  periods: PeriodDays[];
  topics: Record<string, string>;
  names: ItemLook["names"];
  messages: Catalogue;
}

/** Milliseconds after which a search that still reads files says so. */
const PATIENCE = 150;
/** Milliseconds after the start at which the orders are worked out. */
const IDLE = 200;

class Feed {
  private readonly status: HTMLElement;
  private readonly drops: HTMLElement;
  private readonly text: Text;
  private readonly columns: FeedColumns;
  private readonly look: ItemLook;
  private readonly form: FeedForm;
  private readonly list: FeedList;
  private readonly facets: ReturnType<typeof facetColumns>;
  private readonly orders: FeedOrders;
  private readonly search: FeedSearch;
  private readonly texts: FeedTexts;
  private selection: FeedSelection | null = null;
  private clauses: SearchClause[] = [];
  private found: Awaited<ReturnType<FeedSearch["find"]>> = null;
  private turn = 0;

  constructor(root: HTMLElement, settings: FeedSettings, index: FeedIndex, columns: FeedColumns) {
    const part = <T extends HTMLElement>(selector: string) => root.querySelector(selector) as T;
    this.status = part(".feed-count");
    this.drops = part(".feed-drops");
    this.text = new Text(settings.language, settings.messages);
    this.columns = columns;
    const time = timeFormat(settings.language, settings.zone);
    this.look = { text: this.text, index, topics: settings.topics, names: settings.names, time };
    this.facets = facetColumns(index, columns, settings);
    this.orders = new FeedOrders(columns);
    const file = (name: string) => get(`${settings.base}${name}`);
    this.search = new FeedSearch(index.rows, index.words, async (name) => bytesOf(await file(name)));
    this.texts = new FeedTexts(index, async (name) => (await file(name)).json() as Promise<ShownText[]>);
    const values = facetValues(
      index,
      settings.periods.map(([id]) => id),
    );
    this.form = new FeedForm(part("form"), values, () => void this.apply());
    this.list = new FeedList(
      part(".feed-list"),
      part(".feed-more"),
      (from, to) => this.render(from, to),
      (items, from) => this.fill(items, from),
    );
    startButtons(part(".feed-list"), this.text, (number, from, to) => this.behind(number, from, to));
  }

  /** Show what the address asks for; the newest mentions, which the page came with, stay as they are. */
  async start(kept: number): Promise<void> {
    await this.apply(this.form.plain ? kept : 0);
    this.list.restore();
    // Sorting is what takes longest: it is done before anybody asks for it.
    for (const sort of SORTS) setTimeout(() => this.orders.by(sort), IDLE);
  }

  private async apply(kept = 0): Promise<void> {
    const turn = ++this.turn;
    const clauses = parseSearch(this.form.search);
    const waiting = setTimeout(() => {
      if (turn === this.turn) this.status.textContent = this.text.say("feed.searching");
    }, PATIENCE);
    try {
      const found = await this.search.find(clauses);
      if (turn !== this.turn) return;
      const { filter } = this.form;
      this.found = found;
      this.clauses = clauses;
      this.selection = selectRows(this.columns, this.facets, this.orders, filter, found);
      this.form.count(this.selection.counts, (count) => this.text.number(count));
      this.tell(this.selection);
      this.list.reset(this.selection.entries.length, kept);
    } catch {
      if (turn === this.turn) this.fail();
    } finally {
      clearTimeout(waiting);
    }
  }

  private tell({ mentions, entries }: FeedSelection): void {
    const { text } = this;
    const shown = entries.length;
    this.offerDrops(mentions === 0);
    if (mentions === 0) this.status.textContent = text.say("feed.none");
    else if (shown === mentions) this.status.textContent = text.say("feed.count", { n: mentions });
    else this.status.textContent = text.say("feed.count-grouped", { n: mentions, entries: shown });
  }

  /** Where nothing passes: what each filter, taken back alone, would let in. */
  private offerDrops(empty: boolean): void {
    const { filter, active } = this.form;
    const without = (field: string) => {
      const chosen = field === "q" ? filter.chosen : { ...filter.chosen, [field]: -1 };
      const found = field === "q" ? null : this.found;
      return selectRows(this.columns, this.facets, this.orders, { ...filter, chosen }, found).mentions;
    };
    const filters = empty ? active.map((each) => ({ ...each, mentions: without(each.field) })) : [];
    offerDrops(this.drops, filters, this.form, this.text);
  }

  private fail(): void {
    this.status.textContent = this.text.say("feed.failed");
  }

  private item(number: number, place: Omit<ItemPlace, "number">): string {
    const row = rowAt(this.columns, number);
    return feedItem(this.look, row, this.texts.get(number), { number, ...place }, this.clauses).text;
  }

  private entry(place: number): string {
    const { entries, behind } = this.selection as FeedSelection;
    const total = entries.length;
    return this.item(entries[place] as number, {
      position: place + 1,
      total,
      behind: behind[place] as number,
    });
  }

  private render(from: number, to: number): string {
    return Array.from({ length: to - from }, (_, i) => this.entry(from + i)).join("");
  }

  /** What the columns know is shown at once; texts that are still on their way follow into their places. */
  private fill(items: readonly HTMLElement[], from: number): void {
    const pending = items.filter((item) => item.classList.contains("pending"));
    if (pending.length === 0) return;
    const places = new Map(pending.map((item) => [Number(item.dataset["number"]), items.indexOf(item)]));
    const turn = this.turn;
    const arrived = (rows: number[]) => {
      if (turn !== this.turn) return;
      for (const row of rows) {
        const place = places.get(row) as number;
        refill(items[place] as HTMLElement, this.entry(from + place));
      }
    };
    this.texts.fetch([...places.keys()], arrived).catch(() => this.fail());
  }

  /** Some of the mentions behind an entry, as items, and how many there are. */
  private async behind(number: number, from: number, to: number): Promise<{ items: string; total: number }> {
    const selection = this.selection as FeedSelection;
    const rows = standBehind(this.columns, selection.passes, number);
    const shown = [...rows.subarray(from, to)];
    await this.texts.fetch(shown, () => {}).catch(() => this.fail());
    const place = { position: null, total: rows.length, behind: 0 };
    return { items: shown.map((row) => this.item(row, place)).join(""), total: rows.length };
  }
}

function facetColumns(index: FeedIndex, columns: FeedColumns, settings: FeedSettings) {
  const one = (codes: Uint8Array | Uint16Array, size: number) => {
    const options = Array.from({ length: size }, (_, code) => [code]);
    return { codes, options, size };
  };
  const periods = one(periodCodes(columns.minute, settings.periods, settings.zone), settings.periods.length);
  return {
    topic: { codes: columns.topics, options: index.sets, size: index.topics.length },
    sentiment: one(columns.label, 4),
    period: { ...periods, options: [...periods.options, []] },
    platform: one(columns.platform, index.platforms.length),
    language: one(columns.language, index.languages.length),
    country: one(columns.country, index.countries.length),
    kind: one(columns.kind, index.kinds.length),
  };
}

async function get(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

/** Start the feed where the page has one: read its columns, then show what the address asks for. */
export async function startFeed(root: Document = document): Promise<void> {
  const section = root.querySelector<HTMLElement>("section.feed");
  if (!section?.dataset["settings"]) return;
  const settings = JSON.parse(section.dataset["settings"]) as FeedSettings;
  try {
    const [index, bytes] = await Promise.all([
      get(`${settings.base}index.json`).then((response) => response.json() as Promise<FeedIndex>),
      get(`${settings.base}columns.bin`).then(bytesOf),
    ]);
    const feed = new Feed(section, settings, index, readColumns(bytes, index.rows));
    await feed.start(index.first.length);
    startCells(root);
  } catch {
    const status = section.querySelector(".feed-count");
    if (status) status.textContent = settings.messages["feed.failed"] ?? "";
  }
}
