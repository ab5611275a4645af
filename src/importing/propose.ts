import { stringify } from "yaml";
import { CLUES, type Clue, SCORES } from "./column-clues.ts";
import {
  isDayOnly,
  isHtml,
  isNumeric,
  isTimely,
  isTimeOfDay,
  isWordy,
  isWrittenTime,
} from "./column-values.ts";
import { kindMapping, mappedName } from "./propose-kind.ts";
import { normalName } from "./recognise.ts";
import type { Target } from "./targets.ts";

/** Column names of an unknown file with values of its first rows. */
export interface Sample {
  names: string[];
  /** Values per column, in the order of `names`; empty text where there is none. */
  values: string[][];
}

/** A proposed source for study.yaml. */
export interface Proposal {
  platform: string | null;
  mapping: Partial<Record<Target, string>>;
}

/** Parts of a record that say who wrote it; their names and addresses are not the post's. */
const PERSON =
  "(?:user|author|account|channel|owner|profile|creator|sender|consumer|reviewer|poster|publisher)";

/**
 * The name that clues are tried on: in lower case, without accents and units in brackets; of a dotted path the last
 * part, with its parent for `user.name`; the parent alone for `likes.count`.
 */
function clueName(name: string): string {
  return normalName(name)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/ ?\([^)]*\)$/, "")
    .replace(/\.\$(?:date|numberlong|oid)$/, "")
    .replace(/^(.+)\.(?:count|total|total_count|summary\.total_count|value|label)$/, "$1")
    .replace(new RegExp(`^${PERSON}\\.(?=[^.]*(?:follower|verified|country|lang)[^.]*$)`), "x.")
    .replace(new RegExp(`^.*\\.(${PERSON}\\.[^.]+)$`), "$1")
    .replace(new RegExp(`^(?!${PERSON}\\.).*\\.([^.$]+)$`), "$1");
}

/** Columns of a sample that are still to be given out. */
class Columns {
  readonly mapping: Proposal["mapping"] = {};
  private readonly taken = new Set<number>();
  private readonly names: string[];
  private readonly sample: Sample;

  constructor(sample: Sample) {
    this.sample = sample;
    this.names = sample.names.map(clueName);
  }

  values(index: number): string[] {
    return this.sample.values[index] ?? [];
  }

  find(fits: (values: string[], name: string) => boolean): number {
    return this.names.findIndex(
      (name, index) => !this.taken.has(index) && name !== "" && fits(this.values(index), name),
    );
  }

  /** Give out a column; nothing for none. */
  take(target: Target, index: number): void {
    if (index < 0 || this.mapping[target]) return;
    this.taken.add(index);
    this.mapping[target] = mappedName(this.sample.names[index] as string);
  }

  follow({ target, names, fits }: Clue): void {
    for (const pattern of names)
      this.take(
        target,
        this.find((values, name) => pattern.test(name) && (fits?.(values) ?? true)),
      );
  }

  has(pattern: RegExp): boolean {
    return this.names.some((name) => pattern.test(name));
  }

  /** A day whose time stands in another column becomes both. */
  joinTimeOfDay(): void {
    const day = this.mapping.published_at;
    if (!day) return;
    const index = this.sample.names.findIndex((name) => mappedName(name) === day);
    const time = this.find(isTimeOfDay);
    if (time < 0 || !isDayOnly(this.values(index))) return;
    if ([index, time].some((each) => /[{}|`@]/.test(this.sample.names[each] as string))) return;
    this.taken.add(time);
    this.mapping.published_at = `={${this.sample.names[index]}} {${this.sample.names[time]}}`;
  }

  /** The column of a target, as its values stand in the sample. */
  private mapped(target: Target): string[] {
    return this.values(this.sample.names.findIndex((name) => mappedName(name) === this.mapping[target]));
  }

  /** The column of texts, where some begin as reposts do. */
  repostText(): string | null {
    return this.mapped("text").some((value) => /^RT @\w/.test(value)) ? (this.mapping.text ?? null) : null;
  }

  /** Texts and titles that are HTML are read as such. */
  readHtml(): void {
    for (const target of ["text", "title"] as const)
      if (isHtml(this.mapped(target))) this.mapping[target] = `${this.mapping[target]} @ html`;
  }

  /** Where no name spoke for a text, the column with the most words, if it has more than names do. */
  longestText(): void {
    if (this.mapping.text) return;
    const sizes = this.names.map((name, index) => {
      const values = this.values(index).filter((value) => value !== "");
      const free = !this.taken.has(index) && name !== "" && isWordy(values);
      return free ? values.join("").length / values.length : 0;
    });
    const most = Math.max(0, ...sizes);
    if (most > 20) this.take("text", sizes.indexOf(most));
  }
}

const NAMED: [RegExp, string][] = [
  [/tweet|retweet/, "x"],
  [/subreddit/, "reddit"],
  [/facebook/, "facebook"],
];

/** Ids that hold their time, as X's do: that time is the one of the row, to a day. */
function hasTimesOfX(sample: Sample, proposal: Proposal["mapping"]): boolean {
  const column = (name: string | undefined) =>
    sample.values[sample.names.findIndex((each) => mappedName(each) === name)] ?? [];
  const ids = column(proposal.native_id);
  const times = column(proposal.published_at);
  const pairs = ids.flatMap((id, index) => {
    const time = Date.parse(times[index] ?? "");
    return /^[1-9]\d{14,18}$/.test(id) && !Number.isNaN(time)
      ? [Math.abs(Number(BigInt(id) >> 22n) + 1_288_834_974_657 - time)]
      : [];
  });
  return pairs.length > 0 && pairs.every((apart) => apart <= 86_400_000);
}

function guessPlatform(sample: Sample, mapping: Proposal["mapping"]): string | null {
  const names = sample.names.map(normalName);
  const values = sample.values.flat().slice(0, 4000);
  const named = NAMED.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (named) return named[1];
  if (values.some((value) => /^at:\/\/did:/.test(value))) return "bluesky";
  if (values.some((value) => /^RT @\w+/.test(value)) || hasTimesOfX(sample, mapping)) return "x";
  if (names.includes("status_id") && names.some((name) => /reactions|angrys/.test(name))) return "facebook";
  if (names.includes("num_points") && names.includes("num_comments")) return "hacker-news";
  return null;
}

/** Guess a mapping from column names and values. Nothing is guessed for a column whose values speak against it. */
export function proposeMapping(sample: Sample): Proposal {
  const columns = new Columns(sample);
  for (const clue of CLUES) columns.follow(clue);
  if (columns.has(SCORES.beside)) columns.follow({ ...SCORES, names: [SCORES.name], fits: isNumeric });
  if (!columns.mapping.published_at) columns.take("published_at", columns.find(isWrittenTime));
  if (!columns.mapping.published_at) columns.take("published_at", columns.find(isTimely));
  columns.joinTimeOfDay();
  columns.longestText();
  const { mapping } = columns;
  const kind = kindMapping(sample.names, columns.repostText());
  if (kind) {
    mapping.kind = kind.kind;
    if (kind.original !== "") mapping.original_native_id = kind.original;
  }
  const platform = mapping.platform ? null : guessPlatform(sample, mapping);
  columns.readHtml();
  return { platform, mapping };
}

/** The proposal as YAML to paste into study.yaml. */
export function proposalYaml(match: string, proposal: Proposal): string {
  const source = {
    match,
    format: "generic",
    ...(proposal.platform ? { platform: proposal.platform } : {}),
    mapping: proposal.mapping,
  };
  return stringify({ sources: [source] }, { lineWidth: 0 });
}
