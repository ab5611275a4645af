/**
 * What scripts add to pages that are complete without them: values of a chart on hover, touch and arrow keys, and
 * the chosen view kept while one goes from page to page. Runs in the browser only.
 */
export function enhance(root: Document = document): void {
  keepView(root);
  openMenu(root);
  enhancePart(root);
  openTarget(root);
  window.addEventListener("hashchange", () => openTarget(root));
}

/** What an address leads to may stand in something folded up. */
function openTarget(root: Document): void {
  const target = root.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target?.closest("details");
  if (!target || !folded || folded.open) return;
  folded.open = true;
  target.scrollIntoView();
}

/** The same for a part of the page that was put in later. */
export function enhancePart(root: ParentNode): void {
  if (root.querySelector("section.feed")) void import("./feed.ts").then((feed) => feed.startFeed());
  if (root.querySelector("section.compare")) void import("./compare.ts").then((page) => page.startCompare());
  if (root.querySelector(".site-search")) void import("./search.ts").then((page) => page.startSearch());
  for (const plot of root.querySelectorAll<HTMLElement>("figure.chart .plot")) {
    const drawn = [...plot.querySelectorAll<SVGSVGElement>("svg")].flatMap((svg) => inspectable(svg) ?? []);
    if (drawn.length > 0) steerable(plot, drawn);
  }
  for (const cite of root.querySelectorAll<HTMLElement>("details.cite")) copyable(cite);
}

/** A button that copies the citation with its whole address; browsers allow it on secure pages only. */
function copyable(cite: HTMLElement): void {
  const text = cite.querySelector(".cite-text")?.textContent ?? "";
  const link = cite.querySelector<HTMLAnchorElement>("a.cite-link");
  if (!navigator.clipboard || cite.querySelector("button")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = cite.dataset["copy"] ?? "";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText([text, link?.href].filter(Boolean).join(" "));
    button.textContent = cite.dataset["copied"] ?? "";
  });
  cite.append(button);
}

/** So much at the foot of the navigation fades out, in pixels. */
const HIDDEN = 40;

function openMenu(root: Document): void {
  const menu = root.querySelector<HTMLDetailsElement>("details.menu");
  const wide = window.matchMedia("(min-width: 1000px)");
  const set = () => {
    if (menu) menu.open = wide.matches;
  };
  set();
  wide.addEventListener("change", set);
  const here = menu?.querySelector<HTMLElement>('a[aria-current="page"]');
  const head = root.querySelector<HTMLElement>(".masthead");
  if (!here || !head || !wide.matches) return;
  const below = here.getBoundingClientRect().bottom - head.getBoundingClientRect().bottom;
  if (below > -HIDDEN) head.scrollTop += below + 2 * HIDDEN;
}

function keepView(root: Document): void {
  const inputs = [...root.querySelectorAll<HTMLInputElement>('.view-switch input[name="view"]')];
  const stored = new URLSearchParams(location.search).get("view") ?? sessionStorage.getItem("view");
  for (const input of inputs) {
    if (input.value === stored) input.checked = true;
    input.addEventListener("change", () => sessionStorage.setItem("view", input.value));
  }
}

interface Place {
  rect: SVGRectElement;
  lines: string[];
}

/** A picture whose places can be gone through one by one. */
interface Inspected {
  svg: SVGSVGElement;
  /** Goes so many places on; from nowhere to the newest. */
  step(by: number): void;
  hide(): void;
}

/** Reads and takes the titles of the places, and shows them where the pointer is; null where there are none. */
function inspectable(svg: SVGSVGElement): Inspected | null {
  const places = [...svg.querySelectorAll<SVGRectElement>("rect.tip, rect.day")].flatMap((rect): Place[] => {
    const title = rect.querySelector("title");
    const lines = (title?.textContent ?? "").split("\n");
    title?.remove();
    return title ? [{ rect, lines }] : [];
  });
  const plot = svg.closest<HTMLElement>(".plot");
  const figure = svg.closest<HTMLElement>("figure.chart");
  if (!plot || !figure || places.length === 0) return null;
  const tip = tooltip(figure);
  let current = -1;
  const show = (index: number) => {
    current = Math.max(0, Math.min(places.length - 1, index));
    for (const place of places) place.rect.classList.toggle("active", place === places[current]);
    place(tip, figure, places[current] as Place);
  };
  const hide = () => {
    tip.hidden = true;
    current = -1;
    for (const each of places) each.rect.classList.remove("active");
  };
  svg.addEventListener("pointermove", (event) => {
    const index = places.findIndex((each) => each.rect === event.target);
    if (index >= 0) show(index);
  });
  svg.addEventListener("pointerleave", hide);
  const step = (by: number) =>
    show(current < 0 ? (by === Number.NEGATIVE_INFINITY ? 0 : places.length - 1) : current + by);
  return { svg, step, hide };
}

const KEYS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The chart by keyboard: it can be focused, arrow keys go from place to place of the picture that is seen. */
function steerable(plot: HTMLElement, drawn: readonly Inspected[]): void {
  const seen = () => drawn.find(({ svg }) => svg.getClientRects().length > 0);
  const hide = () => {
    for (const each of drawn) each.hide();
  };
  plot.tabIndex = 0;
  plot.addEventListener("focus", () => plot.matches(":focus-visible") && seen()?.step(0));
  plot.addEventListener("blur", hide);
  plot.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    const by = KEYS[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    seen()?.step(by);
  });
}

function tooltip(figure: HTMLElement): HTMLElement {
  const known = figure.querySelector<HTMLElement>(".chart-tip");
  if (known) return known;
  const tip = document.createElement("div");
  tip.className = "chart-tip";
  tip.setAttribute("role", "status");
  tip.hidden = true;
  figure.append(tip);
  return tip;
}

function place(tip: HTMLElement, figure: HTMLElement, { rect, lines }: Place): void {
  tip.replaceChildren(
    ...lines.map((line, index) => {
      const row = document.createElement(index === 0 ? "strong" : "span");
      row.textContent = line;
      return row;
    }),
  );
  tip.hidden = false;
  const frame = figure.getBoundingClientRect();
  const box = rect.getBoundingClientRect();
  const left = box.left + box.width / 2 - frame.left;
  const right = left > frame.width / 2;
  tip.style.left = right ? "" : `${left + 12}px`;
  tip.style.right = right ? `${frame.width - left + 12}px` : "";
  tip.style.top = `${Math.max(0, box.top - frame.top)}px`;
}
