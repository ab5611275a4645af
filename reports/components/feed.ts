import {
  dayStart,
  type FeedColumns,
  type FeedFilter,
  type FeedIndex,
  filterRows,
  LABELS,
  readColumns,
  UNKNOWN,
} from "./feed-columns.ts";
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

const PAGE = 20;

type Block = [string | null, string | null, string | null, string | null][];

class Feed {
  private readonly root: HTMLElement;
  private readonly settings: Settings;
  private readonly text: Text;
  private readonly index: FeedIndex;
  private readonly columns: FeedColumns;
  private readonly blocks = new Map<number, Promise<Block>>();
  private readonly read = new Map<number, Block>();
  private searchable: string[] | null = null;
  private reading: Promise<string[]> | null = null;
  private found: number[] = [];
  private shown = 0;
  private turn = 0;

  constructor(root: HTMLElement, settings: Settings, index: FeedIndex, columns: FeedColumns) {
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
    // Who goes to the search field is about to need all texts.
    this.form.querySelector('[name="q"]')?.addEventListener("focus", () => void this.texts().catch(() => {}));
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
      this.searchable = await this.texts();
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
    loading.then(
      (block) => this.read.set(number, block),
      () => this.blocks.delete(number),
    );
    return loading;
  }

  /** All texts in lower case, read once; a failure is not remembered. */
  private texts(): Promise<string[]> {
    this.reading ??= this.readAll().catch((error: unknown) => {
      this.reading = null;
      throw error;
    });
    return this.reading;
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
    const list = this.root.querySelector(".feed-list") as HTMLElement;
    const place = (row: number) => Math.floor(row / this.index.block);
    const content = (row: number) => this.read.get(place(row))?.[row % this.index.block];
    const missing = rows.filter((row) => !this.read.has(place(row)));
    // What the columns know is shown at once; texts that are still on their way follow into their places.
    list.insertAdjacentHTML("beforeend", rows.map((row) => this.item(row, content(row)).text).join(""));
    more.hidden = this.shown >= this.found.length;
    if (missing.length === 0) return;
    const items = [...list.children].slice(-rows.length);
    await Promise.all([...new Set(missing.map(place))].map((number) => this.block(number)));
    if (turn !== this.turn) return;
    for (const row of missing) {
      const item = items[rows.indexOf(row)];
      if (item) item.outerHTML = this.item(row, content(row)).text;
    }
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
      { class: content ? null : "pending" },
      element("p", { class: "feed-meta" }, meta.join(" · ")),
      title && element("p", { class: "feed-title" }, title),
      element("p", { class: "feed-text" }, content ? (words ?? text.say("feed.no-text")) : "…"),
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
      fetch(`${settings.base}index.json`).then((response) => response.json() as Promise<FeedIndex>),
      fetch(`${settings.base}columns.bin`).then((response) => response.arrayBuffer()),
    ]);
    new Feed(section, settings, index, readColumns(buffer, index.rows)).start();
  } catch {
    const status = section.querySelector(".feed-count");
    if (status) status.textContent = settings.messages["feed.failed"] ?? "";
  }
}
