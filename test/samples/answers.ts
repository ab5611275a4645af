import { BRAND } from "./brands.ts";
import { dateIn } from "./calendar.ts";
import { phrase } from "./compose.ts";
import type { Dice } from "./dice.ts";
import type { Crowd } from "./people.ts";
import { PLAN } from "./plan.ts";
import type { Post } from "./post.ts";
import { blank } from "./write-posts.ts";

/** What the own brand's account answers to complaints on X: half of them, the median within three quarters of an hour. */
export function ownAnswers(dice: Dice, crowd: Crowd, posts: Post[]): Post[] {
  const brand = PLAN.crisis.brand;
  const account = crowd.newcomer(dice, "x", "en");
  Object.assign(account, {
    handle: BRAND[brand].handle,
    name: BRAND[brand].name,
    followers: 41_200,
    verified: true,
  });
  const complaints = posts.filter(
    (post) =>
      post.platform === "x" &&
      post.kind === "original" &&
      post.brands[0] === brand &&
      post.sentiment === "negative",
  );
  const answers: Post[] = [];
  for (const of of complaints) {
    const at = of.at + Math.exp(Math.log(45 * 60_000) + dice.normal());
    const missed = dice.chance(0.5) || at > PLAN.takenAt || isGap(at);
    if (missed) continue;
    const brief = {
      brand,
      other: brand,
      theme: "answer",
      sentiment: "neutral" as const,
      platform: "x" as const,
    };
    const words = phrase(dice, "answer", { ...brief, author: account, language: of.language });
    answers.push({
      ...blank(dice, account, at, true),
      kind: "reply",
      of,
      language: of.language,
      text: `@${of.author.handle} ${words}`,
      theme: "answer",
      event: "answer",
    });
  }
  return answers;
}

export const isGap = (at: number) => (PLAN.gapDays as readonly string[]).includes(dateIn(at, PLAN.zone));
