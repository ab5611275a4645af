import type { BrandId } from "./brands.ts";

/** What is planted. Everything random happens around these settings; `truth.ts` counts what came of it. */
export const PLAN = {
  zone: "Europe/Amsterdam",
  /** 16 ISO weeks. */
  from: "2026-07-27",
  to: "2026-11-15",
  /** The exports were taken at this moment: the last day is partial. */
  takenAt: Date.UTC(2026, 10, 15, 12, 40),
  gapDays: ["2026-08-19", "2026-08-20"],
  viral: { brand: "kestrino" as BrandId, date: "2026-08-26", reposts: 175, nextDay: 8 },
  refill: {
    brand: "dolvan" as BrandId,
    date: "2026-09-24",
    posts: 125,
    nextDay: 9,
    terms: ["#refillday", "refill"],
  },
  campaign: {
    brand: "sulmora" as BrandId,
    from: "2026-09-07",
    to: "2026-09-20",
    lasting: 1.4,
    themeShare: 0.24,
  },
  crisis: { brand: "sulmora" as BrandId, from: "2026-10-05", to: "2026-10-18", volume: 1.3, negative: 0.68 },
  level: { brand: "kestrino" as BrandId, from: "2026-10-19", factor: 1.7 },
} as const;

/** Mentions a day before any event. */
export const BASE_VOLUME: Record<BrandId, number> = { sulmora: 29, dolvan: 27, kestrino: 19 };

/** Monday … Sunday. */
export const WEEKDAY = [1.06, 1.05, 1.0, 1.04, 1.1, 0.92, 0.83];

/** Weight of each hour of the local day. */
export const HOUR = [
  0.6, 0.3, 0.2, 0.2, 0.3, 0.6, 1.6, 3.0, 4.4, 4.8, 4.9, 5.2, 5.8, 5.4, 5.0, 5.0, 5.3, 6.0, 6.6, 7.0, 6.6,
  5.4, 3.6, 1.8,
];

export type Sentiment = "positive" | "neutral" | "negative";
type Mix = Record<Sentiment, number>;

export const SENTIMENT: Record<BrandId, Mix> = {
  sulmora: { positive: 0.38, neutral: 0.36, negative: 0.26 },
  dolvan: { positive: 0.22, neutral: 0.38, negative: 0.4 },
  kestrino: { positive: 0.47, neutral: 0.37, negative: 0.16 },
};

/** The campaign's lasting effect on how the own brand is talked about. */
export const SENTIMENT_AFTER_CAMPAIGN: Mix = { positive: 0.44, neutral: 0.34, negative: 0.22 };

/** Added to the positive share (and taken from the negative one) by language, for the own brand. */
export const LANGUAGE_TILT: Record<string, number> = { fi: -0.08, lv: 0.07, hu: 0.03, de: -0.04 };

export const LANGUAGES: Record<string, number> = {
  en: 0.27,
  nl: 0.17,
  fi: 0.12,
  hu: 0.11,
  lv: 0.1,
  de: 0.1,
  es: 0.07,
  fr: 0.06,
};

export const COUNTRIES: Record<string, Record<string, number>> = {
  en: { GB: 0.62, IE: 0.22, US: 0.16 },
  nl: { NL: 0.8, BE: 0.2 },
  fi: { FI: 1 },
  hu: { HU: 1 },
  lv: { LV: 1 },
  de: { DE: 0.8, AT: 0.2 },
  es: { ES: 1 },
  fr: { FR: 0.8, BE: 0.2 },
};

export const THEMES = ["price", "delivery", "service", "app", "quality", "store", "ads"] as const;

export const THEME_WEIGHT: Record<BrandId, Record<(typeof THEMES)[number], number>> = {
  sulmora: { price: 0.16, delivery: 0.26, service: 0.16, app: 0.16, quality: 0.12, store: 0.08, ads: 0.06 },
  dolvan: { price: 0.24, delivery: 0.12, service: 0.16, app: 0.08, quality: 0.14, store: 0.2, ads: 0.06 },
  kestrino: { price: 0.22, delivery: 0.1, service: 0.1, app: 0.12, quality: 0.24, store: 0.14, ads: 0.08 },
};

export type Platform = "x" | "bluesky" | "reddit" | "review" | "youtube" | "telegram" | "forum" | "news";

export const PLATFORM: Record<Platform, number> = {
  x: 0.49,
  bluesky: 0.13,
  review: 0.14,
  reddit: 0.075,
  youtube: 0.065,
  telegram: 0.05,
  forum: 0.03,
  news: 0.02,
};

/** Languages that a place for posts does not have. */
export const NOT_THERE: Partial<Record<Platform, string[]>> = {
  review: ["lv", "hu"],
  reddit: ["lv"],
};
