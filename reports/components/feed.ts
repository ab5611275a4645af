import { element, type Markup } from "./markup.ts";
import { type Catalogue, Text } from "./text.ts";

interface Settings {
  base: string;
  language: string;
  zone: string;
  periods: [string, string, string][];
  topics: Record<string, string>;
  names: Record<"platforms" | "languages" | "countries" | "kinds", Record<string, string>>;
  messages: Catalogue;
}

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

interface Index {
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

const UNKNOWN = 0xffffffff;
const LABELS = ["negative", "neutral", "positive", "not_scored"];
const PAGE = 40;

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
  const by = filter.sort === "reach" ? columns.reach : columns.engagement;
  const value = (row: number) => (by[row] === UNKNOWN ? -1 : by[row]!);
  return found.sort((a, b) => value(b) - value(a) || a - b);
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

type Block = [string | null, string | null, string | null, string | null][];

class Feed {
  private readonly root: HTMLElement;
  private readonly settings: Settings;
  private readonly text: Text;
  private readonly index: Index;
  private readonly columns: FeedColumns;
  private readonly blocks = new Map<number, Promise<Block>>();
  private searchable: string[] | null = null;
  private found: number[] = [];
  private shown = 0;
  private turn = 0;

  constructor(root: HTMLElement, settings: Settings, index: Index, columns: FeedColumns) {
    this.root = root;
    this.settings = settings;
    this.text = new Text(settings.language, settings.messages);
    this.index = index;
    this.columns = columns;
  }

  get form(): HTMLFormElement {
    return this.root.querySelector("form") as HTMLFormElement;
  }

  start(): void {
    const asked = new URLSearchParams(location.search);
    for (const [name, value] of asked) {
      const field = this.form.elements.namedItem(name);
      if (field instanceof HTMLSelectElement && [...field.options].some((o) => o.value === value))
        field.value = value;
      else if (field instanceof HTMLInputElement && field.type === "search") field.value = value;
      else if (field instanceof HTMLInputElement) field.checked = value === "1";
    }
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => void this.apply());
    const more = this.root.querySelector(".feed-more") as HTMLButtonElement;
    more.addEventListener("click", () => void this.show());
    if ("IntersectionObserver" in window)
      new IntersectionObserver((entries) => {
        if (entries.some((entry) => entry.isIntersecting) && !more.hidden) void this.show();
      }).observe(more);
    void this.apply();
  }

  private value(name: string): string {
    const field = this.form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === "checkbox") return field.checked ? "1" : "0";
    return (field as HTMLInputElement | HTMLSelectElement).value.trim();
  }

  private filter(): FeedFilter {
    const place = (name: string, list: readonly string[]) => {
      const value = this.value(name);
      return value === "" ? -1 : list.indexOf(value === "-" ? "" : value);
    };
    const period = this.settings.periods.find(([id]) => id === this.value("period"));
    const next =
      period && new Date(Date.parse(`${period[2]}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    return {
      topic: place("topic", this.index.topics),
      label: place("sentiment", LABELS),
      platform: place("platform", this.index.platforms),
      language: place("language", this.index.languages),
      country: place("country", this.index.countries),
      kind: place("kind", this.index.kinds),
      from: period ? dayStart(period[1], this.settings.zone) : 0,
      to: next ? dayStart(next, this.settings.zone) : UNKNOWN,
      grouped: this.value("grouped") === "1",
      sort: this.value("sort") as FeedFilter["sort"],
    };
  }

  private async apply(): Promise<void> {
    const turn = ++this.turn;
    this.keepAddress();
    const words = this.value("q").toLocaleLowerCase(this.settings.language).split(/\s+/).filter(Boolean);
    const status = this.root.querySelector(".feed-count") as HTMLElement;
    if (words.length > 0 && this.searchable === null) {
      status.textContent = this.text.say("feed.searching");
      this.searchable = await this.readAll();
      if (turn !== this.turn) return;
    }
    const texts = this.searchable;
    const matches =
      words.length > 0 && texts ? (row: number) => words.every((w) => texts[row]?.includes(w)) : () => true;
    this.found = filterRows(this.columns, this.filter(), matches);
    this.shown = 0;
    status.textContent =
      this.found.length > 0
        ? this.text.say("feed.count", { n: this.found.length })
        : this.text.say("feed.none");
    (this.root.querySelector(".feed-list") as HTMLElement).replaceChildren();
    await this.show();
  }

  private keepAddress(): void {
    const kept = new URLSearchParams();
    for (const name of [
      "q",
      "topic",
      "sentiment",
      "period",
      "platform",
      "language",
      "country",
      "kind",
      "sort",
      "grouped",
    ]) {
      const value = this.value(name);
      const plain = { sort: "time", grouped: "1" }[name] ?? "";
      if (value !== plain) kept.set(name, value);
    }
    const search = kept.toString();
    history.replaceState(null, "", search ? `?${search}` : location.pathname);
  }

  private block(number: number): Promise<Block> {
    const known = this.blocks.get(number);
    if (known) return known;
    const name = `text-${String(number).padStart(4, "0")}.json`;
    const loading = fetch(`${this.settings.base}${name}`).then((response) => {
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      return response.json() as Promise<Block>;
    });
    this.blocks.set(number, loading);
    return loading;
  }

  private async readAll(): Promise<string[]> {
    const count = Math.ceil(this.index.rows / this.index.block);
    const blocks = await Promise.all(Array.from({ length: count }, (_, i) => this.block(i)));
    return blocks.flat().map((row) => row.slice(0, 3).join(" ").toLocaleLowerCase(this.settings.language));
  }

  private async show(): Promise<void> {
    const turn = this.turn;
    const rows = this.found.slice(this.shown, this.shown + PAGE);
    this.shown += rows.length;
    const more = this.root.querySelector(".feed-more") as HTMLButtonElement;
    const texts = await Promise.all(
      rows.map(async (row) => (await this.block(Math.floor(row / this.index.block)))[row % this.index.block]),
    );
    if (turn !== this.turn) return;
    const list = this.root.querySelector(".feed-list") as HTMLElement;
    const html = rows.map((row, i) => this.item(row, texts[i]).text).join("");
    list.insertAdjacentHTML("beforeend", html);
    more.hidden = this.shown >= this.found.length;
  }

  private item(row: number, content: Block[number] | undefined): Markup {
    const { columns, index, settings, text } = this;
    const [author, words, title, url] = content ?? [null, null, null, null];
    const label = LABELS[columns.label[row] ?? 3] as string;
    const when = new Intl.DateTimeFormat(settings.language, {
      dateStyle: "medium",
      timeStyle: "short",
      timeZone: settings.zone,
    }).format((columns.minute[row] ?? 0) * 60_000);
    const named = (
      kind: keyof Settings["names"],
      list: readonly string[],
      column: Uint16Array | Uint8Array,
    ) => {
      const value = list[column[row] ?? 0] ?? "";
      return value === "" ? null : (settings.names[kind][value] ?? value);
    };
    const topics = index.topics.filter((_, bit) => ((columns.topics[row] ?? 0) >>> bit) & 1);
    const meta = [
      when,
      named("platforms", index.platforms, columns.platform),
      author,
      named("languages", index.languages, columns.language),
      named("countries", index.countries, columns.country),
      named("kinds", index.kinds, columns.kind),
    ].filter((part) => part);
    const amounts = (["reposts", "engagement", "reach"] as const).flatMap((name) => {
      const value = columns[name][row] ?? UNKNOWN;
      return value === UNKNOWN || value === 0 ? [] : [text.say(`feed.${name}`, { n: value })];
    });
    return element(
      "li",
      {},
      element("p", { class: "feed-meta" }, meta.join(" · ")),
      title && element("p", { class: "feed-title" }, title),
      element("p", { class: "feed-text" }, words ?? text.say("feed.no-text")),
      element(
        "p",
        { class: "feed-meta" },
        element("span", { class: `label ${label}` }, text.say(`label.${label}`)),
        " · ",
        [...topics.map((topic) => settings.topics[topic] ?? topic), ...amounts].join(" · "),
        url && [
          " · ",
          element("a", { href: url, rel: "noopener noreferrer nofollow" }, text.say("feed.open")),
        ],
      ),
    );
  }
}

/** Start the feed where the page has one: read its columns, then show the newest mentions. */
export async function startFeed(root: Document = document): Promise<void> {
  const section = root.querySelector<HTMLElement>("section.feed");
  if (!section) return;
  const settings = JSON.parse(section.dataset["settings"] ?? "{}") as Settings;
  try {
    const [index, buffer] = await Promise.all([
      fetch(`${settings.base}index.json`).then((response) => response.json() as Promise<Index>),
      fetch(`${settings.base}columns.bin`).then((response) => response.arrayBuffer()),
    ]);
    new Feed(section, settings, index, readColumns(buffer, index.rows)).start();
  } catch {
    const status = section.querySelector(".feed-count");
    if (status) status.textContent = settings.messages["feed.failed"] ?? "";
  }
}
