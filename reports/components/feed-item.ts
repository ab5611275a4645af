import {
  type FeedIndex,
  type FeedRow,
  LABELS,
  labelTowards,
  type ShownText,
  UNKNOWN,
} from "./feed-columns.ts";
import { fitsWord, type SearchClause } from "./feed-query.ts";
import { placedWords } from "./feed-words.ts";
import { type Child, element, type Markup } from "./markup.ts";
import type { Text } from "./text.ts";

type Lists = "platforms" | "languages" | "countries" | "kinds";

/** What every item of the feed is shown with. */
export interface ItemLook {
  text: Text;
  index: Pick<FeedIndex, Lists | "topics" | "sets" | "clauses">;
  topics: Readonly<Record<string, string>>;
  names: Readonly<Record<Lists, Readonly<Record<string, string>>>>;
  /** Writes a moment in the study's zone. */
  time: Intl.DateTimeFormat;
}

export interface ItemPlace {
  /** Number of the row, which buttons in the item refer to. */
  number: number;
  /** Place in the list, from 1, and length of the list; null for an item inside another. */
  position: number | null;
  total: number;
  /** Others that stand behind it. */
  behind: number;
}

/** How moments are written in the feed. */
export const timeFormat = (language: string, zone: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: zone });

/** A text of so many characters is shown in part at first. */
const LONG = 700;

/**
 * One mention as an item of the list. Pure: made when the site is built and in the browser alike.
 * @param shown null while the text is on its way
 */
export function feedItem(
  look: ItemLook,
  row: FeedRow,
  shown: ShownText | null,
  at: ItemPlace,
  clauses: readonly SearchClause[] = [],
): Markup {
  const { text } = look;
  const [author, words, title, url] = shown ?? [null, null, null, null];
  const language = look.index.languages[row.language] ?? "";
  const spoken = { lang: /^[a-z]{2}$/.test(language) ? language : null, dir: "auto" };
  const said = shown ? (words === null ? text.say("feed.no-text") : marked(words, clauses)) : "…";
  const long = words !== null && words.length > LONG;
  return element(
    "li",
    {
      class: shown ? null : "pending",
      "data-number": at.number,
      ...(at.position === null ? {} : { "aria-posinset": at.position, "aria-setsize": at.total }),
    },
    element("p", { class: "feed-meta" }, source(look, row, author === null ? null : marked(author, clauses))),
    title !== null && element("p", { class: "feed-title", ...spoken }, marked(title, clauses)),
    element("p", { class: long ? "feed-text long" : "feed-text", ...spoken }, said),
    long && element("button", { type: "button", class: "feed-whole" }, text.say("feed.whole")),
    element("p", { class: "feed-meta" }, facts(look, row, url)),
    at.behind > 0 &&
      element(
        "button",
        { type: "button", class: "feed-behind", "aria-expanded": "false" },
        text.say("feed.behind", { n: at.behind }),
      ),
  );
}

/** When, where, by whom. */
function source(look: ItemLook, row: FeedRow, author: Child): Child[] {
  const named = (kind: Lists, place: number) => {
    const value = look.index[kind][place] ?? "";
    return value === ""
      ? null
      : ((Object.hasOwn(look.names[kind], value) ? look.names[kind][value] : value) ?? null);
  };
  const at = row.minute * 60_000;
  const parts: Child[] = [
    element("time", { datetime: `${new Date(at).toISOString().slice(0, 16)}Z` }, look.time.format(at)),
    named("platforms", row.platform),
    author,
    named("languages", row.language),
    named("countries", row.country),
    named("kinds", row.kind),
  ];
  return dotted(parts);
}

/** Sentiment, topics, counts and the way to the post itself. */
function facts(look: ItemLook, row: FeedRow, url: string | null): Child[] {
  const { text, index } = look;
  const topics = (index.sets[row.topics] ?? []).map((place) => topicOf(look, row, place));
  const amounts = (["reposts", "engagement", "reach"] as const).flatMap((name) =>
    row[name] === UNKNOWN || row[name] === 0 ? [] : [text.say(`feed.${name}`, { n: row[name] })],
  );
  return dotted([
    labelMark(text, row.label),
    ...topics,
    ...amounts,
    url !== null && element("a", { href: url, rel: "noopener noreferrer nofollow" }, text.say("feed.open")),
  ]);
}

function labelMark(text: Text, place: number): Markup {
  const label = LABELS[place] ?? "not_scored";
  return element("span", { class: `label ${label}` }, text.say(`label.${label}`));
}

/** A topic's name, with the sentiment towards it where that differs from the whole text's. */
function topicOf({ text, index, topics }: ItemLook, row: FeedRow, place: number): Child {
  const id = index.topics[place] ?? "";
  const topic = Object.hasOwn(topics, id) ? (topics[id] as string) : id;
  const own = labelTowards(index, row, place);
  if (own === row.label) return topic;
  return text.markup("feed.towards", { topic, label: labelMark(text, own) });
}

const dotted = (parts: readonly Child[]): Child[] =>
  parts.filter((part) => part).flatMap((part, place) => (place === 0 ? [part] : [" · ", part]));

/** A text in which what a search found is marked. */
function marked(text: string, clauses: readonly SearchClause[]): Child[] {
  const asked = clauses.filter((clause) => !clause.not);
  if (asked.length === 0) return [text];
  const words = placedWords(text);
  const parts: Child[] = [];
  let done = 0;
  for (let i = 0; i < words.length; i++) {
    const start = words[i]?.start ?? 0;
    const lengths = asked
      .filter((clause) => clause.words.every((_, k) => fitsWord(clause, k, words[i + k]?.word ?? "")))
      .map((clause) => clause.words.length);
    if (lengths.length === 0) continue;
    i += Math.max(...lengths) - 1;
    const end = words[i]?.end ?? start;
    parts.push(text.slice(done, start), element("mark", {}, text.slice(start, end)));
    done = end;
  }
  return [...parts, text.slice(done)];
}
