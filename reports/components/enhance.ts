/**
 * What scripts add to pages that are complete without them: values of a chart on hover, touch and arrow keys, and
 * the chosen view kept while one goes from page to page. Runs in the browser only.
 */
export function enhance(root: Document = document): void {
  keepView(root);
  openMenu(root);
  enhancePart(root);
}

/** The same for a part of the page that was put in later. */
export function enhancePart(root: ParentNode): void {
  if (root.querySelector("section.feed")) void import("./feed.ts").then((feed) => feed.startFeed());
  if (root.querySelector("section.compare")) void import("./compare.ts").then((page) => page.startCompare());
  if (root.querySelector(".site-search")) void import("./search.ts").then((page) => page.startSearch());
  for (const svg of root.querySelectorAll<SVGSVGElement>("figure.chart svg")) {
    if (svg.querySelector("rect.tip, rect.day title")) inspectable(svg);
  }
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

function inspectable(svg: SVGSVGElement): void {
  const places = [...svg.querySelectorAll<SVGRectElement>("rect.tip, rect.day")].flatMap((rect): Place[] => {
    const title = rect.querySelector("title");
    const lines = (title?.textContent ?? "").split("\n");
    title?.remove();
    return title ? [{ rect, lines }] : [];
  });
  const plot = svg.closest<HTMLElement>(".plot");
  const figure = svg.closest<HTMLElement>("figure.chart");
  if (!plot || !figure || places.length === 0) return;
  const tip = tooltip(figure);
  let current = -1;
  const show = (index: number) => {
    current = Math.max(0, Math.min(places.length - 1, index));
    for (const place of places) place.rect.classList.toggle("active", place === places[current]);
    place(tip, figure, places[current] as Place);
  };
  const hide = () => {
    tip.hidden = true;
    for (const each of places) each.rect.classList.remove("active");
  };
  svg.addEventListener("pointermove", (event) => {
    const index = places.findIndex((each) => each.rect === event.target);
    if (index >= 0) show(index);
  });
  svg.addEventListener("pointerleave", hide);
  const box = svg.parentElement as HTMLElement;
  box.tabIndex = 0;
  box.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -1e6, End: 1e6 }[event.key];
    if (event.key === "Escape") hide();
    if (step === undefined) return;
    event.preventDefault();
    show(current < 0 && step > 0 && step < 2 ? 0 : current + step);
  });
  box.addEventListener("blur", hide);
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
