import { stringify } from "yaml";
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

interface Clue {
  target: Target;
  /** Names that speak for it, the best first. */
  names: RegExp[];
  /** Must hold for the values. */
  fits?: (values: readonly string[]) => boolean;
}

const share = (values: readonly string[], test: (value: string) => boolean) => {
  const filled = values.filter((value) => value !== "");
  return filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
};
const numeric = (values: readonly string[]) =>
  share(values, (value) => /^-?[\d,]+(\.\d+)?$/.test(value)) > 0.9;
const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
const timely = (values: readonly string[]) =>
  share(
    values,
    (value) =>
      /\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(value) ||
      new RegExp(`${MONTH}[a-z]*\\.? \\d|\\d[- ]${MONTH}`, "i").test(value) ||
      /^1\d{9}(\d{3})?(\.\d+)?$/.test(value),
  ) > 0.8;
const mostlyDistinct = (values: readonly string[]) => {
  const filled = values.filter((value) => value !== "");
  return (
    filled.length > 0 &&
    new Set(filled).size > filled.length * 0.5 &&
    share(filled, (value) => value.length <= 120) > 0.95
  );
};
const links = (values: readonly string[]) =>
  share(values, (value) => /^(https?:\/\/|www\.|[a-z0-9-]+\.[a-z]{2,}\/)/i.test(value)) > 0.7;
const wordy = (values: readonly string[]) =>
  !numeric(values) && !timely(values) && !links(values) && values.some((value) => /\p{L}{2}/u.test(value));
const truthy = (values: readonly string[]) =>
  share(values, (value) => /^(true|false|yes|no|0|1|t|f)$/i.test(value)) > 0.95;

const CLUES: Clue[] = [
  {
    target: "published_at",
    fits: timely,
    names: [
      /^(tweet|post|message|comment|review|article)?[ _]?(created|published|posted)([ _](at|on|date|time|utc))?$/,
      /^(date|datetime|timestamp|created_utc|publish(ed)?_?(date|at|on)|created|time|pubdate|status_published|at)$/,
      /publi(sh|c)|posted|fecha|datum|päivä|data$/,
      /date|time|created/,
    ],
  },
  {
    target: "native_id",
    fits: mostlyDistinct,
    names: [
      /^(tweet|status|post|message|comment|review|mention|video|story|article|item)[ _]?id(_str)?$/,
      /^(id_str|id|guid|uuid|permalink_id|_id)$/,
    ],
  },
  {
    target: "url",
    fits: links,
    names: [
      /^(permalink|perma_?link|(tweet|post|status|comment|message|mention|article|review|video)[ _]?(url|link))$/,
      /^(url|link|source_url|address|web_?url)$/,
    ],
  },
  { target: "author_id", names: [/^(author|user|from|account|sender|profile|channel)[ _.]?id(_str)?$/] },
  {
    target: "author_name",
    fits: wordy,
    names: [
      /^(author|user|account|screen|from_user|tweet_user)?[ _.]?(screen_?name|username|user_?name|handle)$/,
      /^(author|from_user|user|account|author_name|account_name|page_name|page name|page|poster|sender|influencer|reviewer|by|profile|channel)$/,
      /^(name|full_?name|display_?name|channel_?title|source|outlet|party)$/,
    ],
  },
  {
    target: "text",
    fits: wordy,
    names: [
      /^(full_?text|text|tweet|tweet_?text|message|content|body|status_message|selftext|post_?text|comment_?text|review_?text|mention)$/,
      /^(comment|post|review|caption|snippet|description|summary|opening text|excerpt|reply|status)$/,
      /text|content|message|body|texto|teksti|tekst|szöveg/,
    ],
  },
  {
    target: "title",
    fits: wordy,
    names: [/^(title|headline|subject|link_name|story_title|post_title|video_?title)$/],
  },
  {
    target: "likes",
    fits: numeric,
    names: [
      /^(likes?|like_?count|num_likes|favou?rites?|favou?rite_?count|likes_count|num_reactions|reactions?|total_reactions|num_points|points|score|upvotes|ups|thumbs_?up(_?count)?)$/,
    ],
  },
  {
    target: "shares",
    fits: numeric,
    names: [
      /^(shares?|share_?count|num_shares|retweets?|retweet_?count|reposts?|repost_?count|forwards|num_retweets|shares_count)$/,
    ],
  },
  {
    target: "comments",
    fits: numeric,
    names: [
      /^(comments?|comment_?count|num_comments|replies|reply_?count|num_replies|comments_count|answers)$/,
    ],
  },
  { target: "quotes", fits: numeric, names: [/^(quotes?|quote_?count)$/] },
  {
    target: "views",
    fits: numeric,
    names: [/^(views?|view_?count|impressions?|impression_?count|plays?|play_?count|num_views)$/],
  },
  { target: "reach", fits: numeric, names: [/^(reach|potential reach|estimated reach|audience)$/] },
  {
    target: "author_followers",
    fits: numeric,
    names: [/^(author|user|account|from_user)?[ _.]?followers?(_count| count)?$/, /followers/],
  },
  { target: "author_verified", fits: truthy, names: [/^(author|user|account)?[ _.]?(is_)?verified$/] },
  {
    target: "vendor_language",
    fits: (values) => share(values, (value) => value.length <= 20) > 0.95,
    names: [/^(lang|language|language_code|iso_language_code|text_?language)$/],
  },
  {
    target: "vendor_sentiment",
    fits: (values) => share(values, (value) => value.length <= 20) > 0.95,
    names: [/^([a-z]+_)?sentiment(_label)?$/, /^polarity$/],
  },
  {
    target: "country",
    fits: (values) => share(values, (value) => value.length <= 40) > 0.95,
    names: [/^(country|country_?code)$/],
  },
  { target: "thread_id", names: [/^(conversation_id|conversation_id_str|thread_id|thread)$/] },
];

const REPOST = /^(is_?(re-?tweet|repost|rt)|retweeted_?(id|status_id|status_id_str)|retweet_of|rt)$/;
const QUOTE = /^(is_?quote(_status|_tweet)?|quoted_?(id|status_id|status_id_str))$/;
const REPLY =
  /^(is_?reply|in_?reply_?to(_status_id|_status_id_str|_screen_name|_user_id|_tweet_id|_id)?|in_response_to_tweet_id|parent_id|reply_?to)$/;

const quote = (name: string) => (/[|@{}`]|^=|^\s|\s$/.test(name) ? `\`${name}\`` : name);

function find(sample: Sample, taken: ReadonlySet<number>, clue: Clue): number {
  for (const pattern of clue.names) {
    const index = sample.names.findIndex(
      (name, i) =>
        !taken.has(i) &&
        name.trim() !== "" &&
        pattern.test(lastPart(name)) &&
        (clue.fits?.(sample.values[i] ?? []) ?? true),
    );
    if (index >= 0) return index;
  }
  return -1;
}

/** The name that clues are tried on: normal, the last part of a dotted path with its parent for `user.name`. */
function lastPart(name: string): string {
  return normalName(name).replace(/^.*\.((?:user|author|account)\.[^.]+)$/, "$1");
}

function kindMapping(names: readonly string[]): { kind: string; original: string } | null {
  const found = (pattern: RegExp) => names.filter((name) => pattern.test(normalName(name)));
  const [reposts, quotes, replies] = [found(REPOST), found(QUOTE), found(REPLY)];
  if (reposts.length + quotes.length + replies.length === 0) return null;
  const kind = [
    ...reposts.map((name) => `=repost if ${quote(name)}`),
    ...quotes.map((name) => `=quote if ${quote(name)}`),
    ...replies.map((name) => `=reply if ${quote(name)}`),
    "=original",
  ].join(" | ");
  const ids = [...reposts, ...quotes, ...replies].filter(
    (name) => /id(_str)?$/.test(normalName(name)) && !/user_id/.test(normalName(name)),
  );
  return { kind, original: ids.map(quote).join(" | ") };
}

function guessPlatform(sample: Sample): string | null {
  const names = sample.names.map(normalName);
  const values = sample.values.flat().slice(0, 4000);
  if (names.some((name) => /tweet|retweet/.test(name)) || values.some((value) => /^RT @\w+/.test(value)))
    return "x";
  if (names.some((name) => /subreddit/.test(name))) return "reddit";
  if (
    names.some((name) => /facebook/.test(name)) ||
    (names.includes("status_id") && names.some((name) => /reactions|angrys/.test(name)))
  )
    return "facebook";
  if (names.includes("num_points") && names.includes("num_comments")) return "hacker-news";
  return null;
}

/** Guess a mapping from column names and values. Nothing is guessed for a column whose values speak against it. */
export function proposeMapping(sample: Sample): Proposal {
  const taken = new Set<number>();
  const mapping: Proposal["mapping"] = {};
  for (const clue of CLUES) {
    const index = find(sample, taken, clue);
    if (index < 0) continue;
    taken.add(index);
    mapping[clue.target] = quote(sample.names[index] as string);
  }
  if (!mapping.text) {
    const longest = sample.names
      .map((name, index) => ({ name, index, size: (sample.values[index] ?? []).join("").length }))
      .filter(
        ({ index, name }) => !taken.has(index) && name.trim() !== "" && wordy(sample.values[index] ?? []),
      )
      .sort((a, b) => b.size - a.size)[0];
    if (longest && longest.size > 20 * (sample.values[longest.index]?.length ?? 1))
      mapping.text = quote(longest.name);
  }
  const kind = kindMapping(sample.names);
  if (kind) {
    mapping.kind = kind.kind;
    if (kind.original !== "") mapping.original_native_id = kind.original;
  }
  return { platform: mapping.url ? (guessPlatform(sample) ?? null) : guessPlatform(sample), mapping };
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
