import { type FeedIndex, LABELS } from "./feed-columns.ts";
import { FACETS, type Facet, type FeedFilter, forFacets, type Sort } from "./feed-filter.ts";

/** What the fields say where the address says nothing. */
const DEFAULTS: Readonly<Record<string, string>> = { sort: "time", grouped: "1" };
const FIELDS = ["q", ...FACETS, "sort", "grouped"] as const;

/** The values of each facet in the order of its options; the empty one stands for what is not known. */
export type FacetValues = Readonly<Record<Facet, readonly string[]>>;

/** The values that the feed can be filtered by. */
export function facetValues(index: FeedIndex, periods: readonly string[]): FacetValues {
  return {
    topic: index.topics,
    sentiment: LABELS,
    period: periods,
    platform: index.platforms,
    language: index.languages,
    country: index.countries,
    kind: index.kinds,
  };
}

/** The filters of the feed as a form, and their place in the address. */
export class FeedForm {
  private readonly form: HTMLFormElement;
  private readonly values: FacetValues;
  private readonly names = new Map<HTMLOptionElement, string>();
  private typing = false;

  /** @param changed called after a filter changed and stands in the address */
  constructor(form: HTMLFormElement, values: FacetValues, changed: () => void) {
    this.form = form;
    this.values = values;
    for (const option of form.querySelectorAll("option")) this.names.set(option, option.text);
    this.read();
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      const typed = event.target instanceof HTMLInputElement && event.target.type === "search";
      this.keep(typed && this.typing);
      this.typing = typed;
      changed();
    });
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const name of FIELDS) this.set(name, DEFAULTS[name] ?? "");
      this.typing = false;
      this.keep(false);
      changed();
    });
    // The hint comes with the first visit to the search field and stays: what moves as one clicks elsewhere is missed.
    const field = form.querySelector('[type="search"]');
    field?.addEventListener("focus", () => field.closest(".feed-search")?.classList.add("asked"));
    window.addEventListener("popstate", () => {
      this.typing = false;
      this.read();
      changed();
    });
  }

  /** What was typed into the search box. */
  get search(): string {
    return this.value("q");
  }

  /** True where everything is as it is on opening the page. */
  get plain(): boolean {
    return FIELDS.every((name) => this.value(name) === (DEFAULTS[name] ?? ""));
  }

  get filter(): FeedFilter {
    const place = (facet: Facet) => {
      const value = this.value(facet);
      return value === "" ? -1 : this.values[facet].indexOf(value === "-" ? "" : value);
    };
    return {
      chosen: forFacets(place),
      sort: this.value("sort") as Sort,
      grouped: this.value("grouped") === "1",
    };
  }

  /** The filters that are set, each with what its field shows. */
  get active(): { field: string; shown: string }[] {
    return ["q", ...FACETS].flatMap((field) => {
      const value = this.value(field);
      const input = this.form.elements.namedItem(field);
      if (value === "" || !(input instanceof HTMLElement)) return [];
      const label = input.closest("label")?.querySelector("span")?.textContent ?? "";
      const option = input instanceof HTMLSelectElement ? input.selectedOptions[0] : undefined;
      const shown = option ? (this.names.get(option) ?? value) : value;
      return [{ field, shown: `${label}: ${shown}` }];
    });
  }

  /** Take one filter back. */
  drop(field: string): void {
    this.set(field, DEFAULTS[field] ?? "");
    this.form.dispatchEvent(new Event("input"));
  }

  /** Write behind each option how many mentions it would give. */
  count(counts: Readonly<Record<Facet, Uint32Array>>, format: (count: number) => string): void {
    for (const facet of FACETS) {
      const select = this.form.elements.namedItem(facet);
      if (!(select instanceof HTMLSelectElement)) continue;
      for (const option of select.options) {
        if (option.value === "") continue;
        const place = this.values[facet].indexOf(option.value === "-" ? "" : option.value);
        const label = `${this.names.get(option)} (${format(counts[facet][place] ?? 0)})`;
        if (option.text !== label) option.text = label;
      }
    }
    const clear = this.form.querySelector<HTMLButtonElement>('button[type="reset"]');
    if (clear) clear.disabled = this.plain;
  }

  private value(name: string): string {
    const field = this.form.elements.namedItem(name);
    if (field === null) return DEFAULTS[name] ?? "";
    if (field instanceof HTMLInputElement && field.type === "checkbox") return field.checked ? "1" : "0";
    return (field as HTMLInputElement | HTMLSelectElement).value.trim();
  }

  private set(name: string, value: string): void {
    const field = this.form.elements.namedItem(name);
    if (field instanceof HTMLSelectElement) {
      const there = [...field.options].some((option) => option.value === value);
      field.value = there ? value : (DEFAULTS[name] ?? "");
    } else if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = value === "1";
    else if (field instanceof HTMLInputElement) field.value = value;
  }

  /** Take what the address says; unknown names and values are passed over. */
  private read(): void {
    const asked = new URLSearchParams(location.search);
    for (const name of FIELDS) this.set(name, asked.get(name) ?? DEFAULTS[name] ?? "");
  }

  /** Put the filters into the address, as a new entry of the history or in the place of this one. */
  private keep(replace: boolean): void {
    const kept = new URLSearchParams();
    for (const name of FIELDS) {
      const value = this.value(name);
      if (value !== (DEFAULTS[name] ?? "")) kept.set(name, value);
    }
    const query = kept.toString();
    const address = query ? `?${query}` : location.pathname;
    if (replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  }
}
