import { element, type Markup } from "./markup.ts";
import { type Catalogue, Text } from "./text.ts";

/** Columns of `mention_cells.csv` that the feed's form filters. */
const FILTERED = ["topic", "sentiment", "platform", "language"] as const;
/** Most groups that are shown. */
const MOST = 60;

/** What the page tells the table of counts; see `feed-page.ts` of the site. */
export interface CellsSettings {
  /** Address of `mention_cells.csv`. */
  address: string;
  language: string;
  /** Period that is shown while none is chosen. */
  period: string;
  names: Record<(typeof FILTERED)[number], Record<string, string>>;
  messages: Catalogue;
}

type Cell = Readonly<Record<string, string>>;

/** Rows of a CSV file (RFC 4180) by the names in its first line. */
export function readCsv(contents: string): Cell[] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  const text = contents.replace(/^\ufeff/, "");
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match) break;
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "\r\n") rows.push([]);
    else if (match[3] === "") break;
  }
  const [head = [], ...lines] = rows;
  return lines
    .filter((line) => line.length === head.length)
    .map((line) => Object.fromEntries(head.map((name, place) => [name, line[place] ?? ""])));
}

/** The largest groups that fit what is chosen, as rows of a table. Withheld groups have no count and are left out. */
export function cellRows(
  cells: readonly Cell[],
  chosen: Cell,
  settings: CellsSettings,
  text: Text,
): Markup[] {
  const column = { topic: "topic", sentiment: "label", platform: "platform", language: "language" };
  const name = (kind: (typeof FILTERED)[number], value: string) =>
    Object.hasOwn(settings.names[kind], value) ? settings.names[kind][value] : value;
  return cells
    .filter((cell) => cell["period"] === (chosen["period"] || settings.period) && cell["mentions"] !== "")
    .filter((cell) =>
      FILTERED.every((kind) => {
        const wanted = chosen[kind] ?? "";
        return wanted === "" || cell[column[kind]] === (wanted === "-" ? "" : wanted);
      }),
    )
    .toSorted((a, b) => Number(b["mentions"]) - Number(a["mentions"]))
    .slice(0, MOST)
    .map((cell) =>
      element(
        "tr",
        {},
        (["topic", "platform", "language", "sentiment"] as const).map((kind) =>
          element("td", {}, name(kind, cell[column[kind]] ?? "")),
        ),
        ["mentions", "authors"].map((count) =>
          element("td", { class: "number" }, text.number(Number(cell[count]))),
        ),
      ),
    );
}

/** Let the table of counts follow the feed's filters; its file is read when first something is chosen. */
export function startCells(root: Document = document): void {
  const place = root.querySelector<HTMLElement>(".feed-cells");
  const form = root.querySelector<HTMLFormElement>("section.feed form");
  const body = place?.querySelector("tbody");
  const caption = place?.querySelector("caption");
  if (!place || !form || !body || !caption) return;
  const settings = JSON.parse(place.dataset["settings"] ?? "{}") as CellsSettings;
  const text = new Text(settings.language, settings.messages);
  let reading: Promise<Cell[]> | null = null;
  let shown = "";
  const chosen = (): Cell =>
    Object.fromEntries(
      [...FILTERED, "period"].map((name) => [
        name,
        (form.elements.namedItem(name) as HTMLSelectElement).value,
      ]),
    );
  const apply = async () => {
    const wanted = JSON.stringify(chosen());
    if (wanted === shown) return;
    shown = wanted;
    reading ??= fetch(settings.address).then(async (response) => readCsv(await response.text()));
    const rows = cellRows(await reading, JSON.parse(wanted) as Cell, settings, text);
    if (wanted !== shown) return;
    const none = element("tr", {}, element("td", { colspan: 6 }, text.say("feed.none")));
    body.innerHTML = (rows.length > 0 ? rows : [none]).map((row) => row.text).join("");
    const title = text.say("feed.cells", { period: text.period(chosen()["period"] || settings.period) });
    caption.textContent = title;
    place.querySelector(".table-scroll")?.setAttribute("aria-label", title);
  };
  shown = JSON.stringify({ ...Object.fromEntries(FILTERED.map((name) => [name, ""])), period: "" });
  const follow = () => void apply().catch(() => undefined);
  form.addEventListener("input", follow);
  // The form's own listeners put the values in order first.
  for (const event of ["popstate", "reset"])
    (event === "reset" ? form : window).addEventListener(event, () => setTimeout(follow));
  follow();
}
