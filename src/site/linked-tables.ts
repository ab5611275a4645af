import { type Cell, type Equation, FEWEST_AUTHORS, hiddenLinkedCells } from "../privacy/index.ts";
import type { Row, Warehouse } from "../warehouse/index.ts";
import { ensureCounts } from "./mention-counts.ts";
import { BREAKDOWN, LABEL_COUNTS, MENTION_CELLS, VIEW_COUNTS } from "./publication-sql.ts";

/** Keys of the cells that are hidden, see `linkedKey`, `volumeKey` and `labelKey`. */
export type LinkedCells = ReadonlySet<string>;

const PLACE = ["period", "topic", "dimension", "value", "platform", "language", "label"];

/** Names one row of `breakdown` or `mention_cells`. */
export const linkedKey = (row: Row): string => JSON.stringify(PLACE.map((name) => row[name] ?? null));

/** Names the mentions of a topic in one view, on a day or in a period. */
export const volumeKey = (time: unknown, topic: unknown, view: unknown): string =>
  JSON.stringify(["volume", time, topic, view]);

/** Names the mentions of a topic of one sentiment. */
export const labelKey = (period: unknown, topic: unknown, view: unknown, label: unknown): string =>
  JSON.stringify(["label", period, topic, view, label]);

interface Sum {
  cells: number[];
  signs: number[];
  /**
   * Whether mentions may stand in no cell of it, so that what is missing of the total is a number too, though none of
   * the site: `some` where one sees that some do, `perhaps` where a reader cannot know that none does.
   */
  rest: "none" | "some" | "perhaps";
}

/** Counts that are published about topics, and how they add up. */
export class PublishedSystem {
  readonly cells: Cell[] = [];
  readonly keys: string[] = [];
  private readonly place = new Map<string, number>();
  private readonly sums = new Map<string, Sum>();

  /** The cell of this key, made where there is none yet. */
  cell(key: string, cell: Cell): number {
    const known = this.place.get(key);
    if (known !== undefined) return known;
    this.place.set(key, this.cells.length);
    this.keys.push(key);
    return this.cells.push(cell) - 1;
  }

  at(key: string): number | undefined {
    return this.place.get(key);
  }

  /** Add a cell to the sum that makes this total; nothing where the total is no cell. */
  add(
    name: readonly unknown[],
    total: number | undefined,
    cell: number,
    sign: 1 | -1 = 1,
    rest: Sum["rest"] = "none",
  ): void {
    if (total === undefined) return;
    const key = JSON.stringify(name);
    const sum = this.sums.get(key) ?? { cells: [total], signs: [-1], rest };
    sum.cells.push(cell);
    sum.signs.push(sign);
    this.sums.set(key, sum);
  }

  get equations(): Equation[] {
    const value = (cell: number) => this.cells[cell]?.value ?? 0;
    return [...this.sums].map(([name, { cells, signs, rest }]) => {
      const missing = -cells.reduce((sum, cell, i) => sum + (signs[i] ?? 1) * value(cell), 0);
      const [total, only] = cells.map((cell) => this.cells[cell]);
      // A part that is the whole is the same number.
      if (cells.length === 2 && only && total && rest === "none") only.cost = WHOLE;
      if (rest === "none" || (rest === "some" && missing === 0)) return { cells, signs };
      const other = this.cell(`rest ${name}`, { authors: UNTOLD, value: missing, implied: true });
      return { cells: [...cells, other], signs: [...signs, 1] };
    });
  }
}

const cellOf = (row: Row, authors: string, value: string, cost = 0): Cell => ({
  authors: Number(row[authors] ?? 0),
  value: Number(row[value] ?? 0),
  cost,
});

/** Authors of mentions that stand in no cell: the reader knows of none, so they hide as well as five do. */
const UNTOLD = FEWEST_AUTHORS;

/** What is lost with a cell: those of three dimensions before those of one, these before days. */
const WHOLE = 9;
const COST = { cell: 0, breakdown: 1, whole: 2, day: 3 };
const isFew = (authors: number) => authors > 0 && authors < FEWEST_AUTHORS;

/** Views of the mentions of a topic; reposts are what all mentions have more than originals. */
const VIEWS = [
  ["all", "authors", "mentions"],
  ["originals", "original_authors", "originals"],
  ["reposts", "repost_authors", "reposts"],
] as const;

/** Whether a view of a period is withheld: few wrote, or few reposted, which would tell who. */
const isWithheld = (row: Row, view: string, authors: string) =>
  isFew(Number(row[authors])) || (view === "originals" && isFew(Number(row["repost_authors"])));

/**
 * Mentions of the whole time, by period and by day in each view. Those of periods stay, so that what adds up to them
 * must be safe with them known, unless few people wrote or reposted them. The whole comes before its parts.
 */
function addVolumes(system: PublishedSystem, rows: readonly Row[]): void {
  const gone = new Set<string>();
  for (const row of rows) {
    if (row["date"] || row["period"] === "all") continue;
    for (const [view, authors] of VIEWS)
      if (isWithheld(row, view, authors)) gone.add(`${row["topic"]} ${view}`);
  }
  for (const row of rows) {
    const { period, topic, date } = row;
    const time = date ?? period;
    const cells = VIEWS.map(([view, authors, mentions]) => {
      const cell = cellOf(row, authors, mentions, COST.day + (view === "all" ? 1 : 0));
      const whole = period === "all" && gone.has(`${topic} ${view}`);
      const withheld = !date && (whole || isWithheld(row, view, authors));
      const kind = view === "reposts" ? { implied: true } : { open: !date && !withheld, withheld };
      return system.cell(volumeKey(time, topic, view), { ...cell, ...kind });
    });
    for (const [index, cell] of cells.entries()) {
      const view = VIEWS[index]?.[0];
      if (index > 0) system.add(["views", time, topic], cells[0], cell);
      const above = date ? period : period === "all" ? undefined : "all";
      if (above) system.add(["time", above, topic, view], system.at(volumeKey(above, topic, view)), cell);
    }
  }
}

/**
 * Mentions of one sentiment are known from the net sentiment and its denominator, or nearly so: the cells that make
 * them must be safe with them known.
 */
function addLabels(system: PublishedSystem, rows: readonly Row[]): void {
  for (const { period, topic, view, label, ...row } of rows)
    system.cell(labelKey(period, topic, view, label), { ...cellOf(row, "authors", "mentions"), open: true });
}

/** Kinds of the whole time go before those of a period, which add up to originals and reposts that are known. */
function costOf({ dimension, period }: Row): number {
  if (dimension === "cell") return COST.cell;
  return period === "all" && dimension !== "kind"
    ? COST.whole
    : COST.breakdown - (period === "all" ? 0.5 : 0);
}

/** Counts by channel, language, country and kind, and those of channel × language × sentiment. */
function addBreakdowns(system: PublishedSystem, rows: readonly Row[]): void {
  for (const row of rows) {
    system.cell(linkedKey(row), { ...cellOf(row, "authors", "mentions", costOf(row)), nameless: true });
  }
  for (const row of rows) {
    const cell = system.at(linkedKey(row)) as number;
    const { period = null, topic = null, dimension = null, value = null, label = null } = row;
    if (dimension === "cell") {
      for (const name of ["platform", "language"]) {
        const of = row[name] ?? null;
        const total = system.at(linkedKey({ period, topic, dimension: name, value: of }));
        // Mentions that are not scored stand in no cell.
        system.add(["cell", period, topic, name, of], total, cell, 1, "perhaps");
      }
      const total = system.at(labelKey(period, topic, "all", label));
      system.add(["label", period, topic, label], total, cell, 1, "perhaps");
      continue;
    }
    const whole = period === "all" ? undefined : system.at(linkedKey({ ...row, period: "all" }));
    system.add(["periods", topic, dimension, value], whole, cell);
    const view = dimension !== "kind" ? "all" : value === "repost" ? "reposts" : "originals";
    const total = system.at(volumeKey(period, topic, view));
    system.add(["values", period, topic, dimension, view], total, cell, 1, "some");
  }
}

/** All counts about topics that would be published, and their equations. */
export async function publishedSystem(warehouse: Warehouse): Promise<PublishedSystem> {
  await ensureCounts(warehouse);
  const system = new PublishedSystem();
  addVolumes(
    system,
    await warehouse.rows(`${VIEW_COUNTS} order by date nulls first, period = 'all' desc, period, topic`),
  );
  addLabels(system, await warehouse.rows(`${LABEL_COUNTS} order by all`));
  addBreakdowns(system, [
    ...(await warehouse.rows(`${BREAKDOWN} order by all`)),
    ...(await warehouse.rows(`${MENTION_CELLS} order by all`)),
  ]);
  return system;
}

/** Keys of the counts that few authors stand behind, and of those that would give them away. */
export async function hiddenLinked(warehouse: Warehouse): Promise<LinkedCells> {
  const system = await publishedSystem(warehouse);
  const { equations } = system;
  const hidden = hiddenLinkedCells(system.cells, equations);
  return new Set([...hidden].map((cell) => system.keys[cell] as string));
}
