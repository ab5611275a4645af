/**
 * In a preview: parts of the open page are put in anew as the server tells that they changed. No built site holds this.
 * Runs in the browser only.
 */
import { enhancePart } from "./enhance.ts";

const BLOCK = /^\s*<(?:figure|div|section|table|ol|ul|dl|p|h[1-6]|nav|form|details)[\s>]/;

/** Put markup into its place. A paragraph that holds nothing but places makes way where blocks come into it. */
function put(slot: Element, markup: string): void {
  const paragraph = slot.parentElement;
  if (paragraph?.tagName === "P" && BLOCK.test(markup) && paragraph.textContent?.trim() === "") {
    const parts = document.createElement("earshot-parts");
    parts.append(...paragraph.childNodes);
    paragraph.replaceWith(parts);
  }
  slot.innerHTML = markup;
  enhancePart(slot);
}

function putAll(parts: Readonly<Record<string, string>>): void {
  for (const [number, markup] of Object.entries(parts)) {
    for (const slot of document.querySelectorAll(`earshot-slot[data-number="${Number(number)}"]`))
      put(slot, markup);
  }
}

/** Fill places that came with a page's own update. */
async function fillEmpty(): Promise<void> {
  const empty = () => [...document.querySelectorAll<HTMLElement>("main earshot-slot:empty")];
  if (empty().length === 0) return;
  const found = await fetch(`/_earshot/parts?path=${encodeURIComponent(location.pathname)}`);
  const parts = (await found.json()) as string[];
  for (const slot of empty()) {
    const markup = parts[Number(slot.dataset["number"])];
    if (markup) put(slot, markup);
  }
}

/**
 * Follow the changes of this page while it is looked at.
 * @param shown version of the parts that it came with
 */
export function follow(shown: string): void {
  let version = shown;
  let source: EventSource | null = null;
  const path = encodeURIComponent(location.pathname);
  const open = () => {
    source ??= new EventSource(`/_earshot/live?path=${path}&version=${encodeURIComponent(version)}`);
    source.onmessage = (event: MessageEvent<string>) => {
      version = event.lastEventId;
      putAll(JSON.parse(event.data) as Record<string, string>);
    };
  };
  const close = () => {
    source?.close();
    source = null;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  const main = document.querySelector("main");
  if (main) new MutationObserver(() => void fillEmpty()).observe(main, { childList: true });
  if (!document.hidden) open();
}
