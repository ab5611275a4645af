import { BRANDS, type BrandId } from "./brands.ts";
import { datesBetween, momentOf } from "./calendar.ts";
import type { Dice } from "./dice.ts";
import {
  BASE_VOLUME,
  HOUR,
  LANGUAGE_TILT,
  LANGUAGES,
  NOT_THERE,
  PLAN,
  PLATFORM,
  type Platform,
  SENTIMENT,
  SENTIMENT_AFTER_CAMPAIGN,
  type Sentiment,
  THEME_WEIGHT,
  WEEKDAY,
} from "./plan.ts";
import type { PostEvent } from "./post.ts";

/** What a post is to be, before anyone writes it. */
export interface Intent {
  brand: BrandId;
  at: number;
  platform: Platform;
  language: string;
  sentiment: Sentiment;
  theme: string;
  event: PostEvent | null;
}

const within = (date: string, span: { from: string; to?: string }) =>
  date >= span.from && (!span.to || date <= span.to);

/** Mentions expected on a day before chance. */
export function expectedVolume(brand: BrandId, date: string): number {
  let volume = BASE_VOLUME[brand] * WEEKDAY[(new Date(date).getUTCDay() + 6) % 7]!;
  if (brand === PLAN.campaign.brand && date >= PLAN.campaign.from) volume *= PLAN.campaign.lasting;
  if (brand === PLAN.crisis.brand && within(date, PLAN.crisis)) volume *= PLAN.crisis.volume;
  if (brand === PLAN.level.brand && date >= PLAN.level.from) volume *= PLAN.level.factor;
  return volume;
}

/** Everything that will be said, in order of time, without reposts of it. */
export function timeline(dice: Dice): Intent[] {
  const intents: Intent[] = [];
  for (const date of datesBetween(PLAN.from, PLAN.to)) {
    if ((PLAN.gapDays as readonly string[]).includes(date)) continue;
    for (const brand of BRANDS) {
      const n = dice.count(expectedVolume(brand, date), 0.1);
      for (let i = 0; i < n; i++) intents.push(intent(dice, brand, date));
    }
    intents.push(...refillPosts(dice, date));
  }
  return intents.filter((one) => one.at < PLAN.takenAt).sort((a, b) => a.at - b.at);
}

/** A moment of the local day, more likely when people are awake. */
export function momentOn(dice: Dice, date: string): number {
  const hour = Number(
    dice.weighted(Object.fromEntries(HOUR.map((weight, index) => [String(index), weight]))),
  );
  return momentOf(date, hour * 3600 + dice.between(0, 3599), PLAN.zone);
}

function intent(dice: Dice, brand: BrandId, date: string): Intent {
  const language = dice.weighted(LANGUAGES);
  const platform = place(dice, language);
  const crisis = brand === PLAN.crisis.brand && within(date, PLAN.crisis);
  const campaign =
    brand === PLAN.campaign.brand && within(date, PLAN.campaign) && dice.chance(PLAN.campaign.themeShare);
  let sentiment = dice.weighted(sentimentMix(brand, date, language));
  let theme: string = dice.weighted(THEME_WEIGHT[brand]);
  let event: PostEvent | null = null;
  if (campaign) {
    sentiment = dice.chance(0.68) ? "positive" : "neutral";
    [theme, event] = ["campaign", "campaign"];
  } else if (crisis && sentiment === "negative") {
    event = "crisis";
    if (dice.chance(0.6)) theme = "crisis";
  } else if (sentiment === "neutral" && platform !== "review" && dice.chance(0.4)) {
    theme = dice.weighted({ compare: 0.45, question: 0.35, lead: 0.2 });
  }
  if (platform === "news") [sentiment, theme, event] = ["neutral", "news", null];
  return { brand, at: momentOn(dice, date), platform, language, sentiment, theme, event };
}

function place(dice: Dice, language: string): Platform {
  for (;;) {
    const platform = dice.weighted(PLATFORM);
    if (!NOT_THERE[platform]?.includes(language)) return platform;
  }
}

function sentimentMix(brand: BrandId, date: string, language: string): Record<Sentiment, number> {
  if (brand !== PLAN.campaign.brand) return SENTIMENT[brand];
  if (within(date, PLAN.crisis)) {
    const rest = 1 - PLAN.crisis.negative;
    return { negative: PLAN.crisis.negative, neutral: rest * 0.6, positive: rest * 0.4 };
  }
  const mix = date >= PLAN.campaign.from ? SENTIMENT_AFTER_CAMPAIGN : SENTIMENT[brand];
  const tilt = LANGUAGE_TILT[language] ?? 0;
  return { positive: mix.positive + tilt, neutral: mix.neutral, negative: mix.negative - tilt };
}

function refillPosts(dice: Dice, date: string): Intent[] {
  const { brand, date: day, posts, nextDay } = PLAN.refill;
  const after = Date.parse(date) - Date.parse(day) === 86_400_000;
  const n = date === day ? posts : after ? nextDay : 0;
  return Array.from({ length: n }, () => {
    const language = dice.weighted(LANGUAGES);
    const platform = dice.weighted({
      x: 0.54,
      bluesky: 0.19,
      reddit: 0.09,
      youtube: 0.06,
      telegram: 0.07,
      forum: 0.05,
    });
    const sentiment: Sentiment = dice.chance(0.34) ? "positive" : "neutral";
    return {
      brand,
      at: momentOn(dice, date),
      platform,
      language,
      sentiment,
      theme: "refill",
      event: "refill" as const,
    };
  });
}
