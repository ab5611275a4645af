import { search, searchWords } from "./search-match.ts";
import { type Catalogue, Text } from "./text.ts";

/** Filter and order the list of the search page while one types; the query is kept in the address. */
export function startSearch(root: Document = document): void {
  const section = root.querySelector<HTMLElement>(".site-search");
  const input = section?.querySelector("input");
  const list = section?.querySelector("ul");
  const status = section?.querySelector<HTMLElement>(".search-count");
  if (!section || !input || !list || !status) return;
  const { language, messages, feed } = JSON.parse(section.dataset["settings"] ?? "{}") as {
    language: string;
    messages: Catalogue;
    feed: string | null;
  };
  const text = new Text(language, messages);
  const stop = new Set(searchWords(text.say("search.stop")));
  const texts = section.querySelector<HTMLAnchorElement>(".search-texts");
  const items = [...list.children];
  const all = items.map((item) => ({
    name: searchWords(item.querySelector("a")?.textContent ?? ""),
    detail: searchWords(item.querySelector("p")?.textContent ?? ""),
    also: searchWords((item as HTMLElement).dataset["also"] ?? ""),
  }));
  const apply = () => {
    const empty = searchWords(input.value).length === 0;
    const { places, similar } = empty
      ? { places: [...items.keys()], similar: [] }
      : search(all, input.value, stop);
    list.replaceChildren(...places.map((place) => items[place] as Element));
    const count =
      places.length > 0 ? text.say("search.count", { n: places.length }) : text.say("search.none");
    const note = similar.length > 0 ? text.say("search.similar", { words: text.list(similar) }) : "";
    status.textContent = empty ? "" : `${count} ${note}`.trim();
    if (texts && feed) {
      texts.hidden = empty;
      texts.href = `${feed}?q=${encodeURIComponent(input.value.trim())}`;
      texts.textContent = text.say("search.all-texts", { words: input.value.trim() });
    }
    history.replaceState(null, "", input.value ? `?q=${encodeURIComponent(input.value)}` : location.pathname);
  };
  input.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.focus();
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  input.addEventListener("input", apply);
  if (input.value) apply();
}
