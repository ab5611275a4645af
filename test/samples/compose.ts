import { BRAND, type BrandId, brandForm } from "./brands.ts";
import type { Dice } from "./dice.ts";
import { type Phrasebook, phrasebook, phrases } from "./phrasebook.ts";
import { type Platform, type Sentiment, THEMES } from "./plan.ts";
import type { Person } from "./post.ts";
import { EMOJI, HASHTAGS, SIGN, slip } from "./spice.ts";

export interface Brief {
  brand: BrandId;
  other: BrandId;
  theme: string;
  sentiment: Sentiment;
  platform: Platform;
  author: Person;
  language: string;
}

/** How people end sentences who do not care. */
const LOOSE = [",", ".", "..", "!", "."];
const LONG: Platform[] = ["reddit", "forum", "review"];

/** A post's text: a phrase on the theme that names the brand, with more of the same mood around it. */
export function compose(dice: Dice, brief: Brief): string {
  const book = phrasebook(brief.language);
  const sentences = [opening(dice, book, brief), ...elaboration(dice, book, brief)];
  const sign = SIGN[brief.sentiment];
  const plain = LONG.includes(brief.platform) ? 0.12 : 0.3;
  if (dice.chance(plain)) sentences[0] = `${opener(dice, book, sign)} ${sentences[0]}`;
  if (dice.chance(plain)) sentences.push(dice.pick(phrases(book, `closer ${sign}`)));
  const filled = sentences.map((sentence) => fill(dice, book, sentence, brief));
  return finish(dice, filled, brief);
}

/** One phrase of a section, filled: a title, a reply, a line of spam. */
export function phrase(dice: Dice, heading: string, brief: Brief): string {
  const book = phrasebook(brief.language);
  const list = phrases(book, heading);
  return capital(fill(dice, book, dice.pick(list), brief));
}

export function hasPhrases(language: string, heading: string): boolean {
  return phrases(phrasebook(language), heading).length > 0;
}

function opening(dice: Dice, book: Phrasebook, brief: Brief): string {
  const pool = phrases(book, `${brief.theme} ${SIGN[brief.sentiment]}`);
  const bare = pool.filter((line) => !named(line));
  if (brief.platform === "x" && bare.length > 0 && dice.chance(0.14)) {
    return `@${BRAND[brief.brand].handle} ${dice.pick(bare)}`;
  }
  return dice.pick(pool.filter(named));
}

function elaboration(dice: Dice, book: Phrasebook, brief: Brief): string[] {
  const sign = SIGN[brief.sentiment];
  const more = LONG.includes(brief.platform) ? dice.between(1, 3) : dice.chance(0.35) ? 1 : 0;
  const themes = dice.shuffle(THEMES.filter((theme) => theme !== brief.theme)).slice(0, more);
  const lines = themes.map((theme) => phrases(book, `${theme} ${sign}`).filter((line) => !named(line)));
  return lines.filter((list) => list.length > 0).map((list) => dice.pick(list));
}

function opener(dice: Dice, book: Phrasebook, sign: string): string {
  const moody = phrases(book, `opener ${sign}`);
  return dice.pick(moody.length > 0 && dice.chance(0.6) ? moody : phrases(book, "opener"));
}

/** Names the brand whatever alternatives are drawn. */
const named = (line: string) => line.replace(/\([^()]*\|[^()]*\)/g, "").includes("{B");

/** Alternatives `(a|b|)` are drawn and slots `{product}`, `{B.gen}` filled. */
export function fill(dice: Dice, book: Phrasebook, line: string, brief: Brief): string {
  const drawn = line.replace(/\(([^()]*\|[^()]*)\)/g, (_, inside: string) => dice.pick(inside.split("|")));
  const filled = drawn.replace(/\{(\w+)(?:\.(\w+))?\}/g, (_, slot: string, form: string | undefined) => {
    if (slot === "B") return brandForm(brief.brand, form ?? "nom", brief.language);
    if (slot === "B2") return brandForm(brief.other, form ?? "nom", brief.language);
    if (slot === "b") return brief.brand;
    return dice.pick(phrases(book, form ? `${slot}.${form}` : slot));
  });
  return filled
    .replace(/ {2,}/g, " ")
    .replace(/ ([,.!])/g, "$1")
    .trim();
}

function finish(dice: Dice, sentences: string[], brief: Brief): string {
  const { author, sentiment, platform } = brief;
  const marks =
    sentiment === "neutral" ? [".", "."] : sentiment === "negative" ? [".", "!", ".", "…"] : ["!", ".", "!"];
  const stop = () => dice.pick(author.lowerCase ? LOOSE : marks);
  let text = sentences
    .map((sentence) => (author.lowerCase ? sentence : capital(sentence)))
    .map((sentence) => (/[.!?…)\p{Extended_Pictographic}]$/u.test(sentence) ? sentence : sentence + stop()))
    .join(LONG.includes(platform) && dice.chance(0.25) ? "\n\n" : " ");
  if (author.lowerCase) text = text.replace(/[,.]$/, "");
  if (dice.chance(author.slips)) text = slip(dice, text, [BRAND[brief.brand].name, BRAND[brief.other].name]);
  if (platform === "review") return text.replace(/ ?\p{Extended_Pictographic}️?/gu, "");
  if (dice.chance(author.emoji)) text += ` ${dice.pick(EMOJI[sentiment])}`;
  if (platform === "x" || platform === "bluesky") text += tail(dice, brief);
  return text;
}

function tail(dice: Dice, brief: Brief): string {
  const tags: string[] = [];
  if (dice.chance(0.1)) tags.push(`#${brief.brand}`);
  if (brief.theme === "crisis" && dice.chance(0.35)) tags.push("#doublecharge");
  if (dice.chance(0.08)) tags.push(dice.pick(HASHTAGS[brief.language] ?? HASHTAGS["en"]!));
  const link = dice.chance(0.06)
    ? ` https://t.co/${dice.letters("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 10)}`
    : "";
  return (tags.length > 0 ? ` ${tags.join(" ")}` : "") + link;
}

const capital = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
