import { ByteWriter } from "../../reports/components/feed-bytes.ts";
import { type FeedColumns, type FeedIndex, LABELS, UNKNOWN } from "../../reports/components/feed-columns.ts";

/** A mention as `feed-data.ts` selects it, newest first. */
export interface FeedMention {
  minute: number;
  /** Ids of topics, sorted. */
  topics: string[];
  /** Sentiment towards each of the topics: that of the clauses which name it, where the text names several. */
  clauses: string[];
  platform: string | null;
  language: string | null;
  country: string | null;
  kind: string | null;
  /** Sentiment of the whole mention. */
  label: string | null;
  engagement: number | null;
  reach: number | null;
  reposts: number | null;
  /** Row of the post that this one reposts, or of the oldest repost of it; null for none. */
  leader: number | null;
}

/** What the numbers in the columns stand for. */
export interface FeedLists {
  topics: string[];
  sets: number[][];
  clauses: FeedIndex["clauses"];
  platforms: string[];
  languages: string[];
  countries: string[];
  kinds: string[];
}

const NAMED = ["platform", "language", "country", "kind"] as const;

/** Numbers given to values in the order in which they come. */
class Numbered {
  readonly values: string[] = [];
  private readonly places = new Map<string, number>();

  place(value: string): number {
    const known = this.places.get(value);
    if (known !== undefined) return known;
    this.places.set(value, this.values.length);
    return this.values.push(value) - 1;
  }

  /** For each number its place once the values are sorted. */
  sortedPlaces(): number[] {
    const sorted = this.values.toSorted();
    return this.values.map((value) => sorted.indexOf(value));
  }
}

/** Place of a sentiment in {@link LABELS}; any other word counts as not scored. */
const labelPlace = (label: string | null | undefined) =>
  (LABELS.indexOf((label ?? "not_scored") as "neutral") + LABELS.length) % LABELS.length;

const amount = (value: number | null) =>
  value === null ? UNKNOWN : Math.max(0, Math.min(UNKNOWN - 1, Math.round(value)));

/** Columns of the feed from mentions that come one by one, so that no more than numbers is held of each. */
export class ColumnBuilder {
  private readonly columns: FeedColumns;
  private readonly named = NAMED.map(() => new Numbered());
  private readonly sets = new Numbered();
  private readonly clauses = new Numbered();
  private readonly topics: readonly string[];
  private at = 0;

  /** @param topics ids of the study's topics in its order */
  constructor(rows: number, topics: readonly string[]) {
    this.topics = topics;
    this.columns = emptyColumns(rows);
    this.clauses.place("[]");
  }

  add(mention: FeedMention): void {
    const row = this.at++;
    const { columns } = this;
    const places = mention.topics.map((topic) => this.topics.indexOf(topic)).filter((place) => place >= 0);
    columns.minute[row] = mention.minute;
    columns.topics[row] = this.sets.place(JSON.stringify(places.sort((a, b) => a - b)));
    columns.label[row] = labelPlace(mention.label);
    columns.clauses[row] = this.clauses.place(JSON.stringify(this.differing(mention)));
    for (const [i, name] of NAMED.entries())
      columns[name][row] = (this.named[i] as Numbered).place(mention[name] ?? "");
    columns.engagement[row] = amount(mention.engagement);
    columns.reach[row] = amount(mention.reach);
    columns.reposts[row] = amount(mention.reposts);
    columns.leader[row] = mention.leader ?? -1;
  }

  /** Topics towards which the sentiment is another than that of the whole mention, each with it. */
  private differing({ topics, clauses, label }: FeedMention): [topic: number, label: number][] {
    const whole = labelPlace(label);
    return topics
      .map((topic, i): [number, number] => [this.topics.indexOf(topic), labelPlace(clauses[i] ?? label)])
      .filter(([place, own]) => place >= 0 && own !== whole)
      .sort(([a], [b]) => a - b);
  }

  /** The columns, with values of each list in their order, and the lists. */
  finish(): { columns: FeedColumns; lists: FeedLists } {
    const { columns } = this;
    for (const [i, name] of NAMED.entries()) {
      const places = (this.named[i] as Numbered).sortedPlaces();
      const values = columns[name];
      for (let row = 0; row < values.length; row++) values[row] = places[values[row] as number] as number;
    }
    leadToTheEnd(columns.leader);
    const [platforms, languages, countries, kinds] = this.named.map((each) => each.values.toSorted());
    const lists = { platforms, languages, countries, kinds } as Omit<
      FeedLists,
      "topics" | "sets" | "clauses"
    >;
    const sets = this.sets.values.map((set) => JSON.parse(set) as number[]);
    const clauses = this.clauses.values.map((each) => JSON.parse(each) as [number, number][]);
    return { columns, lists: { topics: [...this.topics], sets, clauses, ...lists } };
  }
}

function emptyColumns(rows: number): FeedColumns {
  return {
    rows,
    minute: new Uint32Array(rows),
    topics: new Uint16Array(rows),
    label: new Uint8Array(rows),
    clauses: new Uint32Array(rows),
    platform: new Uint16Array(rows),
    language: new Uint16Array(rows),
    country: new Uint16Array(rows),
    kind: new Uint8Array(rows),
    engagement: new Uint32Array(rows),
    reach: new Uint32Array(rows),
    reposts: new Uint32Array(rows),
    leader: new Int32Array(rows),
  };
}

/** A repost of a repost belongs to the first post. A circle of posts is cut open. */
function leadToTheEnd(leader: Int32Array): void {
  const longest = 20;
  for (let row = 0; row < leader.length; row++) {
    let end = leader[row] as number;
    let steps = 0;
    while (end >= 0 && (leader[end] as number) >= 0 && steps++ < longest) end = leader[end] as number;
    leader[row] = steps >= longest || end === row ? -1 : end;
  }
}

/** The columns as `feed/columns.bin`; see `readColumns` for their form. */
export function writeColumns(columns: FeedColumns): Uint8Array {
  const writer = new ByteWriter();
  const known = (value: number) => (value === UNKNOWN ? 0 : value + 1);
  const put = (values: Iterable<number>, make: (value: number, row: number) => number = (value) => value) => {
    let row = 0;
    for (const value of values) writer.varint(make(value, row++));
  };
  let minute = 0;
  put(columns.minute, (value, row) => {
    const step = row === 0 ? value : minute - value;
    minute = value;
    return step;
  });
  for (const name of ["topics", "label", "clauses", "platform", "language", "country", "kind"] as const)
    put(columns[name]);
  for (const name of ["engagement", "reach", "reposts"] as const) put(columns[name], known);
  put(columns.leader, (leader, row) => {
    if (leader < 0) return 0;
    return leader > row ? (leader - row) * 2 : (row - leader) * 2 - 1;
  });
  return writer.result();
}
