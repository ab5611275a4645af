import { isGap } from "./answers.ts";
import { BRANDS, type BrandId } from "./brands.ts";
import { datesBetween } from "./calendar.ts";
import { hasPhrases, phrase } from "./compose.ts";
import type { Dice } from "./dice.ts";
import type { Crowd } from "./people.ts";
import { writtenLanguages } from "./phrasebook.ts";
import { PLAN, type Platform } from "./plan.ts";
import type { Person, Post } from "./post.ts";
import { momentOn } from "./timeline.ts";
import { blank } from "./write-posts.ts";

interface NoiseKind {
  event: "spam" | "homonym";
  perDay: number;
}

/** What the tools' queries drag in: spam that uses the brands' names, and a handball player called Dolvan. */
export function noise(dice: Dice, crowd: Crowd): Post[] {
  const posts: Post[] = [];
  const kinds: NoiseKind[] = [
    { event: "spam", perDay: 1.15 },
    { event: "homonym", perDay: 0.5 },
  ];
  for (const { event, perDay } of kinds) {
    const languages = writtenLanguages().filter((language) => hasPhrases(language, event));
    const spammers = Array.from({ length: 9 }, () => crowd.newcomer(dice, "x", dice.pick(languages)));
    for (const date of collectedDays()) {
      for (let n = dice.poisson(perDay); n > 0; n--) {
        const platform: Platform = event === "spam" ? "x" : dice.pick(["x", "x", "bluesky"] as const);
        const someone = () => crowd.someone(dice, platform, dice.pick(languages));
        const author = event === "spam" ? dice.pick(spammers) : someone();
        const at = momentOn(dice, date);
        if (at < PLAN.takenAt) posts.push(noisePost(dice, author, at, event, dice.pick(BRANDS)));
      }
    }
  }
  return posts;
}

/** One chain letter, copied word for word by many hands: copies, not duplicates. */
export function copies(dice: Dice, crowd: Crowd): Post[] {
  const text =
    "Copy and paste, don't share: from tomorrow Dolvan will keep your shopping lists unless you post this text on your page. Better safe than sorry.";
  const days = collectedDays().filter((date) => date >= "2026-11-03" && date <= "2026-11-10");
  return Array.from({ length: 14 }, () => {
    const author = crowd.someone(dice, "bluesky", "en");
    const post = blank(dice, author, momentOn(dice, dice.pick(days)), false);
    return { ...post, text, brands: ["dolvan" as BrandId], theme: "copy", event: "copy" as const };
  });
}

/** Comments whose text is gone: counted, on no topic, not scored. */
export function removedComments(dice: Dice, crowd: Crowd, posts: Post[]): Post[] {
  const threads = posts.filter(
    (post) => post.platform === "reddit" && post.kind === "original" && !isGap(post.at + 7_200_000),
  );
  return Array.from({ length: Math.min(24, threads.length) }, () => {
    const of = dice.pick(threads);
    const author = crowd.someone(dice, "reddit", of.language);
    const at = Math.min(of.at + dice.between(600_000, 7_000_000), PLAN.takenAt - 60_000);
    return {
      ...blank(dice, author, at, true),
      kind: "reply" as const,
      of,
      text: dice.pick(["[deleted]", "[removed]"]),
      theme: "removed",
      event: "removed" as const,
    };
  });
}

function noisePost(dice: Dice, author: Person, at: number, event: NoiseKind["event"], brand: BrandId): Post {
  const brief = {
    brand,
    other: brand,
    theme: event,
    sentiment: "neutral" as const,
    platform: author.platform,
    author,
  };
  const text = phrase(dice, event, { ...brief, language: author.language });
  const link =
    event === "spam" ? ` https://win-now.example.net/${dice.letters("abcdefghjkmnpqrstuvwxyz", 8)}` : "";
  return { ...blank(dice, author, at, false), text: text + link, theme: event, event };
}

const collectedDays = () =>
  datesBetween(PLAN.from, PLAN.to).filter((date) => !(PLAN.gapDays as readonly string[]).includes(date));
