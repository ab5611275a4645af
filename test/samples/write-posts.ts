import { BRANDS, type BrandId } from "./brands.ts";
import { type Brief, compose, hasPhrases, phrase } from "./compose.ts";
import type { Dice } from "./dice.ts";
import { identify } from "./identifiers.ts";
import type { Crowd } from "./people.ts";
import type { Person, Post } from "./post.ts";
import type { Intent } from "./timeline.ts";

/** Writes every intent down as a post by someone; texts repeat only by accident. */
export function writePosts(dice: Dice, crowd: Crowd, intents: Intent[]): Post[] {
  const seen = new Set<string>();
  const posts: Post[] = [];
  const latest = new Map<string, Post[]>();
  for (const intent of intents) {
    const key = `${intent.platform}/${intent.language}`;
    const post = write(dice, crowd, intent, seen, latest.get(key) ?? []);
    posts.push(post);
    latest.set(key, [...(latest.get(key) ?? []), post].slice(-25));
  }
  return posts;
}

function write(dice: Dice, crowd: Crowd, intent: Intent, seen: Set<string>, latest: Post[]): Post {
  const author =
    intent.event === "refill" && dice.chance(0.97)
      ? crowd.newcomer(dice, intent.platform, intent.language)
      : crowd.someone(dice, intent.platform, intent.language);
  const other = dice.pick(BRANDS.filter((brand) => brand !== intent.brand));
  const brief: Brief = { ...intent, other, author };
  const answered = answers(dice, intent, latest);
  const text = freshText(dice, brief, seen, answered);
  const brands: BrandId[] = intent.theme === "compare" ? [intent.brand, other] : [intent.brand];
  const titled =
    ["reddit", "forum", "review", "news"].includes(intent.platform) && answered?.kind !== "reply";
  return {
    ...blank(dice, author, intent.at, answered?.kind === "reply"),
    language: intent.language,
    kind: answered?.kind ?? "original",
    of: answered?.of ?? null,
    title: titled ? title(dice, brief) : null,
    text,
    brands,
    sentiment: intent.sentiment,
    theme: intent.theme,
    event: intent.event,
  };
}

/** Some posts answer or quote a recent one on the same platform. */
function answers(dice: Dice, intent: Intent, latest: Post[]): { kind: "reply" | "quote"; of: Post } | null {
  if (latest.length === 0 || intent.platform === "review" || intent.platform === "news") return null;
  const share = { x: 0.14, bluesky: 0.16, reddit: 0.6, youtube: 0.2, telegram: 0.25, forum: 0 }[
    intent.platform
  ];
  if (!dice.chance(share)) return null;
  const of = dice.pick(latest);
  const top = intent.platform === "reddit" ? (of.kind === "reply" ? of.of! : of) : of;
  if (intent.platform === "youtube" && of.kind === "reply") return null;
  return { kind: intent.platform === "x" && dice.chance(0.22) ? "quote" : "reply", of: top };
}

function freshText(
  dice: Dice,
  brief: Brief,
  seen: Set<string>,
  answered: ReturnType<typeof answers>,
): string {
  let text = "";
  const limit = brief.platform === "x" ? 262 : brief.platform === "bluesky" ? 290 : 2000;
  for (let attempt = 0; attempt < 12; attempt++) {
    text = body(dice, brief);
    if (answered?.kind === "reply" && brief.platform === "x") text = `@${answered.of.author.handle} ${text}`;
    if (!seen.has(text.toLowerCase()) && text.length <= limit) break;
  }
  seen.add(text.toLowerCase());
  return text;
}

const body = (dice: Dice, brief: Brief) =>
  brief.platform === "news" && hasPhrases(brief.language, "newsbody")
    ? phrase(dice, "newsbody", brief)
    : compose(dice, brief);

function title(dice: Dice, brief: Brief): string {
  if (brief.platform === "news") return phrase(dice, "news", brief);
  return phrase(dice, "subject", brief);
}

/** A post with its address and its echo, yet without words. */
export function blank(dice: Dice, author: Person, at: number, reply: boolean): Post {
  const whole = Math.floor(at / 1000) * 1000;
  const reach = Math.sqrt(author.followers + 10);
  return {
    platform: author.platform,
    ...identify(dice, author, whole, reply),
    at: whole,
    author,
    language: author.language,
    kind: "original",
    of: null,
    title: null,
    text: "",
    brands: [],
    sentiment: "neutral",
    theme: "",
    event: null,
    likes: dice.heavy(reach * 0.11, 1.3),
    replies: dice.heavy(0.5 + reach * 0.02, 0.9),
    reposts: 0,
    quotes: 0,
    views: 20 + dice.heavy(author.followers * 0.4 + 30, 0.6),
    dateQuality: "ok",
  };
}
