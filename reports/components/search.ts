const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** How well an entry fits the words: all must begin some word of it; names count more than details. */
export function searchScore(label: string, detail: string, words: readonly string[]): number {
  const parts = (text: string) => fold(text).split(/[^\p{L}\p{N}#]+/u);
  const names = parts(label);
  const details = parts(detail);
  let score = 0;
  for (const word of words) {
    if (names.some((part) => part === word)) score += 4;
    else if (names.some((part) => part.startsWith(word))) score += 3;
    else if (details.some((part) => part.startsWith(word))) score += 1;
    else return 0;
  }
  return score;
}

/** Words of a query as they are compared: lower case, without accents. */
export function searchWords(query: string): string[] {
  return fold(query)
    .split(/[^\p{L}\p{N}#]+/u)
    .filter(Boolean);
}

/** Filter and order the list of the search page while one types; the query is kept in the address. */
export function startSearch(root: Document = document): void {
  const section = root.querySelector(".site-search");
  const input = section?.querySelector("input");
  const list = section?.querySelector("ul");
  const none = section?.querySelector<HTMLElement>(".search-none");
  if (!input || !list || !none) return;
  const items = [...list.children].map((item, place) => ({
    item,
    place,
    label: item.querySelector("a")?.textContent ?? "",
    detail: item.querySelector("p")?.textContent ?? "",
  }));
  const apply = () => {
    const words = searchWords(input.value);
    const scored = items
      .map((each) => ({
        ...each,
        score: words.length === 0 ? 1 : searchScore(each.label, each.detail, words),
      }))
      .filter((each) => each.score > 0)
      .sort((a, b) => b.score - a.score || a.place - b.place);
    list.replaceChildren(...scored.map((each) => each.item));
    none.hidden = scored.length > 0;
    history.replaceState(null, "", input.value ? `?q=${encodeURIComponent(input.value)}` : location.pathname);
  };
  input.form?.addEventListener("submit", (event) => event.preventDefault());
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  input.addEventListener("input", apply);
  if (input.value) apply();
}
