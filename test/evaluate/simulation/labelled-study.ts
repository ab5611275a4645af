import { type Random, shuffled } from "../../../src/statistics/index.ts";

/** One mention: what a person would say (−1, 0, +1), what the model says, and in which language it is. */
export interface Mention {
  author: number;
  human: number;
  model: number;
  language: number;
  /** 0 = before, 1 = now; 0 where there is but one period. */
  period: number;
}

export interface Study {
  mentions: Mention[];
  authors: number;
}

export const LABELS = 400;
/** Mean class shares over authors (negative, neutral, positive) and how alike one author's posts are. */
export const SHARES = [0.25, 0.5, 0.25];
const CONCENTRATION = 3;
/** The model says neutral too often to negative posts, worse in the second language. Rows: truth; columns: model. */
const CONFUSION = [
  [
    [0.6, 0.3, 0.1],
    [0.05, 0.75, 0.2],
    [0.02, 0.18, 0.8],
  ],
  [
    [0.35, 0.45, 0.2],
    [0.05, 0.65, 0.3],
    [0.02, 0.13, 0.85],
  ],
];

export const ACTIVITIES: Record<string, (random: Random) => number> = {
  "negative binomial": (random) => 1 + random.negativeBinomial(9, 0.7),
  zipf: (random) => Math.min(100, Math.floor((1 - random.uniform()) ** (-1 / 0.9))),
};

function pick(random: Random, shares: readonly number[]): number {
  let at = random.uniform();
  for (let i = 0; i < shares.length - 1; i++) {
    at -= shares[i]!;
    if (at < 0) return i;
  }
  return shares.length - 1;
}

export function simulate(random: Random, authors: number, activity: (random: Random) => number): Study {
  const mentions: Mention[] = [];
  for (let author = 0; author < authors; author++) {
    const parts = SHARES.map((share) => random.gamma(share * CONCENTRATION));
    const total = parts.reduce((a, b) => a + b, 0);
    const leaning = parts.map((part) => part / total);
    const language = random.uniform() < 0.3 ? 1 : 0;
    for (let post = activity(random); post > 0; post--) {
      const human = pick(random, leaning);
      mentions.push({
        author,
        human: human - 1,
        model: pick(random, CONFUSION[language]![human]!) - 1,
        language,
        period: 0,
      });
    }
  }
  return { mentions, authors };
}

/** Chance of the second language, in which the machine is worse, before and now. */
const SECOND_LANGUAGE = [0.3, 0.5];
/** Part of those who were not negative who are so now. */
const MOVED = 0.1;
/** What net sentiment and the negative share truly change by. */
export const TRUE_CHANGE = {
  net: -MOVED * (SHARES[1]! + 2 * SHARES[2]!),
  negative: MOVED * (SHARES[1]! + SHARES[2]!),
};

/**
 * Two periods with `authors` each; half of them speak in both, leaning as they did but for the change, and as active.
 * More of the mentions are in the language in which the machine errs more, so that its error changes too.
 */
export function simulateTwo(random: Random, authors: number, activity: (random: Random) => number): Study {
  const mentions: Mention[] = [];
  const size = Math.round(1.5 * authors);
  for (let author = 0; author < size; author++) {
    const parts = SHARES.map((share) => random.gamma(share * CONCENTRATION));
    const total = parts.reduce((a, b) => a + b, 0);
    const posts = activity(random);
    for (const period of [0, 1]) {
      if (period === 0 ? author >= authors : author < size - authors) continue;
      const weight = period === 1 ? MOVED : 0;
      const leaning = parts.map((part, i) => (1 - weight) * (part / total) + (i === 0 ? weight : 0));
      const language = random.uniform() < SECOND_LANGUAGE[period]! ? 1 : 0;
      for (let post = period === 0 ? posts : 1 + random.poisson(posts - 1); post > 0; post--) {
        const human = pick(random, leaning);
        const model = pick(random, CONFUSION[language]![human]!) - 1;
        mentions.push({ author, human: human - 1, model, language, period });
      }
    }
  }
  return { mentions, authors: size };
}

/** Language × predicted class, the same number from each as far as it goes: known, unequal probabilities. */
export function draw(random: Random, mentions: Mention[]): (Mention & { probability: number })[] {
  const strata = new Map<string, Mention[]>();
  for (const mention of mentions) {
    const key = `${mention.language} ${mention.model}`;
    strata.set(key, [...(strata.get(key) ?? []), mention]);
  }
  const each = Math.ceil(LABELS / strata.size);
  return [...strata.values()].flatMap((stratum) => {
    const chosen = shuffled(stratum, random).slice(0, each);
    return chosen.map((mention) => ({ ...mention, probability: chosen.length / stratum.length }));
  });
}
