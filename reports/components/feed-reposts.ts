import type { FeedColumns } from "./feed-columns.ts";
import { element } from "./markup.ts";
import type { Text } from "./text.ts";

/** So many of the reposts behind an entry are shown at a time. */
const STEP = 20;

/** Rows that pass and stand behind an entry: reposts of it, or other reposts of the same post; newest first. */
export function standBehind(columns: FeedColumns, passes: Uint8Array, row: number): Uint32Array {
  const { leader } = columns;
  const own = leader[row] as number;
  const found: number[] = [];
  for (let other = 0; other < columns.rows; other++) {
    if (!passes[other] || other === row) continue;
    const of = leader[other] as number;
    if (of === row || (own >= 0 && of === own)) found.push(other);
  }
  return Uint32Array.from(found);
}

/** Items from one place to another among those behind a row, and how many there are. */
export type ReadBehind = (row: number, from: number, to: number) => Promise<{ items: string; total: number }>;

/** Buttons inside items: show the whole of a long text, and unfold what stands behind an entry. */
export function startButtons(list: HTMLElement, text: Text, read: ReadBehind): void {
  list.addEventListener("click", (event) => {
    const button = (event.target as Element).closest("button");
    if (!button) return;
    if (button.matches(".feed-whole")) {
      const whole = button.parentElement?.querySelector<HTMLElement>(".feed-text");
      whole?.classList.remove("long");
      whole?.setAttribute("tabindex", "-1");
      whole?.focus();
      button.remove();
    } else if (button.matches(".feed-behind")) void unfold(button, text, read);
    else if (button.matches(".feed-further")) void further(button, text, read);
  });
}

/** Replace what an item shows, but for its button and what is unfolded: a reader may be there already. */
export function refill(item: HTMLElement, markup: string): void {
  const fresh = document.createElement("template");
  fresh.innerHTML = markup;
  const kept = item.querySelector(":scope > .feed-behind");
  for (const child of [...item.children]) if (!child.matches(".feed-behind, .feed-reposts")) child.remove();
  for (const child of [...(fresh.content.firstElementChild?.children ?? [])])
    if (!kept || !child.matches(".feed-behind")) item.insertBefore(child, kept);
  item.classList.remove("pending");
}

async function unfold(button: HTMLButtonElement, text: Text, read: ReadBehind): Promise<void> {
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  const there = button.parentElement?.querySelector(".feed-reposts");
  if (there) there.toggleAttribute("hidden", open);
  else button.insertAdjacentHTML("afterend", element("ol", { class: "feed-reposts" }).text);
  if (!there) await add(button.nextElementSibling as HTMLElement, text, read);
}

async function further(button: HTMLButtonElement, text: Text, read: ReadBehind): Promise<void> {
  const place = button.closest<HTMLElement>(".feed-reposts");
  button.closest("li")?.remove();
  if (!place) return;
  const next = place.children.length;
  await add(place, text, read);
  const item = place.children[next] as HTMLElement | undefined;
  if (item) item.tabIndex = -1;
  item?.focus();
}

async function add(place: HTMLElement, text: Text, read: ReadBehind): Promise<void> {
  const entry = place.closest<HTMLElement>("li[data-number]");
  const from = place.children.length;
  const { items, total } = await read(Number(entry?.dataset["number"]), from, from + STEP);
  place.insertAdjacentHTML("beforeend", items);
  if (place.children.length >= total) return;
  const button = element("button", { type: "button", class: "feed-further" }, text.say("feed.more"));
  place.insertAdjacentHTML("beforeend", element("li", {}, button).text);
}
