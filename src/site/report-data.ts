import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { EarshotError, EXIT } from "../errors.ts";
import type { Row } from "../warehouse/index.ts";
import { careFigures } from "./care-figures.ts";
import type { FeedIndex } from "./feed-data.ts";
import type { RunFacts } from "./run-facts.ts";

export interface PeriodRow {
  period: string;
  starts_on: string;
  ends_on: string;
  position: number;
  partial: boolean;
  /** Days of the period with data. */
  covered_days?: number;
}

export interface TopicRow {
  topic: string;
  label: string;
  role: string;
  category: string;
  parent: string | null;
  query: string;
  position: number;
  /** Colour number, 0 for the first own topic; 7 and more share the last colour. */
  colour: number;
}

export interface FigureRow {
  id: string;
  topic: string;
  period: string;
  value: number | null;
  low: number | null;
  high: number | null;
  numerator: number | null;
  denominator: number | null;
  unit: string;
  definition: string;
  step: string;
  withheld?: boolean;
}

/** What a run published, read back from `reports/data`: all that the pages may know. */
export class ReportData {
  readonly run: RunFacts;
  readonly periods: readonly PeriodRow[];
  readonly topics: readonly TopicRow[];
  readonly figures: ReadonlyMap<string, FigureRow>;
  /** What the mentions feed holds; null where no mention may be shown. */
  readonly feed: FeedIndex | null;
  private readonly tables: ReadonlyMap<string, readonly Row[]>;

  constructor(run: RunFacts, tables: ReadonlyMap<string, readonly Row[]>, feed: FeedIndex | null = null) {
    this.feed = feed;
    this.run = run;
    this.tables = tables;
    this.periods = this.table<PeriodRow>("periods").toSorted((a, b) => a.position - b.position);
    this.topics = orderTopics(this.table<TopicRow>("topics"));
    const cared = careFigures(this.table("care"), this.table("response_times"));
    const headlines = this.table<FigureRow>("figures");
    this.figures = new Map([...headlines, ...cared].map((figure) => [figure.id, figure]));
    this.current = this.findCurrent();
  }

  /** Rows of a published table; none when it was not published. */
  table<T = Row>(name: string): readonly T[] {
    return (this.tables.get(name) ?? []) as readonly T[];
  }

  has(name: string): boolean {
    return this.table(name).length > 0;
  }

  names(): string[] {
    return [...this.tables.keys()];
  }

  /**
   * The newest period covered to its end that has enough mentions for a share of voice or a net sentiment; where none
   * has, the newest covered to its end, else the one with the most days of data, the newest of such.
   */
  readonly current: PeriodRow | undefined;

  /** The newest period covered to its end, whether or not it has enough mentions to tell about. */
  get newestWhole(): PeriodRow | undefined {
    return this.periods.findLast((period) => !period.partial);
  }

  private findCurrent(): PeriodRow | undefined {
    const told = this.panel.length > 0 ? this.panel : this.topics;
    const tells = (period: PeriodRow) =>
      told.some(({ topic }) =>
        ["sov", "net"].some((metric) => this.figure(metric, topic, period.period)?.value != null),
      );
    const most = Math.max(...this.periods.map((period) => period.covered_days ?? 0));
    return (
      this.periods.findLast((period) => !period.partial && tells(period)) ??
      this.newestWhole ??
      this.periods.findLast((period) => (period.covered_days ?? 0) === most)
    );
  }

  /** The period before the current one, where there is one. */
  get previous(): PeriodRow | undefined {
    const current = this.current;
    return current && this.periods[this.periods.indexOf(current) - 1];
  }

  topic(id: string): TopicRow | undefined {
    return this.topics.find((topic) => topic.topic === id);
  }

  /** Topics that share of voice compares (roles own and competitor), own first. */
  get panel(): readonly TopicRow[] {
    return this.topics.filter((topic) => topic.role === "own" || topic.role === "competitor");
  }

  figure(metric: string, topic: string, period: string | undefined): FigureRow | undefined {
    return this.figures.get(`${metric}.${topic}.${period ?? ""}`);
  }
}

const ROLES = ["own", "competitor", "product", "campaign", "category"];

function orderTopics(rows: readonly TopicRow[]): TopicRow[] {
  return rows
    .toSorted((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.position - b.position)
    .map((row, index) => ({ ...row, colour: Math.min(index, 7) }));
}

/** Files parsed so far, by name, with what they held; a watch keeps it, so that files that stand are read once. */
export type ParsedFiles = Map<string, { stamp: string; held: unknown }>;

function parsedOnce<T>(parsed: ParsedFiles, path: string, parse: (bytes: Buffer) => T): T {
  const { size, mtimeNs } = statSync(path, { bigint: true });
  const stamp = `${size}:${mtimeNs}`;
  const known = parsed.get(path);
  if (known?.stamp === stamp) return known.held as T;
  const held = parse(readFileSync(path));
  parsed.set(path, { stamp, held });
  return held;
}

function arrowRows(bytes: Buffer): Row[] {
  const table = tableFromIPC(bytes);
  const names = table.schema.fields.map((field) => field.name);
  const columns = names.map((name) => table.getChild(name));
  return Array.from({ length: table.numRows }, (_, i) =>
    Object.fromEntries(names.map((name, column) => [name, columns[column]?.get(i) ?? null])),
  );
}

/** Read everything under `folder`. Throws when nothing was published there. */
export function readReportData(folder: string, parsed: ParsedFiles = new Map()): ReportData {
  const run = join(folder, "run.json");
  if (!existsSync(run)) {
    throw new EarshotError(`nothing to show yet: ${run} is missing`, {
      exitCode: EXIT.siteFailed,
      remedy: "Run `earshot run` first; it publishes the tables that the site is made of.",
    });
  }
  const tables = new Map<string, Row[]>();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith(".arrow")) continue;
    tables.set(file.slice(0, -".arrow".length), parsedOnce(parsed, join(folder, file), arrowRows));
  }
  const feed = join(folder, "feed", "index.json");
  const json = (bytes: Buffer): unknown => JSON.parse(bytes.toString());
  const index = existsSync(feed) ? (parsedOnce(parsed, feed, json) as FeedIndex) : null;
  return new ReportData(parsedOnce(parsed, run, json) as RunFacts, tables, index);
}
