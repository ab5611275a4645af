import type { AuthorRatios, Random, Scale } from "../../../src/statistics/index.ts";

/** How many mentions an author writes: at least 1. */
export const ACTIVITIES: Record<string, (random: Random) => number> = {
  "negative binomial": (random) => 1 + random.negativeBinomial(2, 0.5),
  zipf: (random) => zipf(random, 2, 200),
};

/** Zipf's law P(k) ∝ k^−exponent for k = 1 … most, by inversion of a table. */
const tables = new Map<string, Float64Array>();
function zipf(random: Random, exponent: number, most: number): number {
  const key = `${exponent} ${most}`;
  let table = tables.get(key);
  if (!table) {
    table = Float64Array.from({ length: most }, (_, i) => (i + 1) ** -exponent);
    for (let i = 1; i < most; i++) table[i]! += table[i - 1]!;
    tables.set(key, table);
  }
  const at = random.uniform() * table[most - 1]!;
  let [low, high] = [0, most - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (table[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** An author's leaning, constant over his mentions: one number for a share, (negative, positive) for net. */
interface Leaning {
  negative: number;
  positive: number;
}

export interface Measure {
  name: string;
  scale: Scale;
  truth: number;
  /** Truth of the second period in a difference. */
  later: number;
  leaning(random: Random, truth: number): Leaning;
}

/** Leanings are spread between authors with an intra-author correlation of 1/(1 + concentration). */
let concentration = 4;

/** Sets how alike one author's mentions are: the correlation within authors. */
export function setCorrelation(correlation: number): void {
  concentration = 1 / correlation - 1;
}

const share = (name: string, truth: number, later: number): Measure => ({
  name,
  scale: "share",
  truth,
  later,
  leaning: (random, mean) => ({
    negative: 0,
    positive: random.beta(mean * concentration, (1 - mean) * concentration),
  }),
});

export const MEASURES: Measure[] = [
  share("share .30", 0.3, 0.36),
  share("share .08", 0.08, 0.12),
  {
    name: "net −.15",
    scale: "net",
    truth: -0.15,
    later: -0.05,
    leaning: (random, mean) => {
      const parts = [(0.5 - mean) / 2, 0.5, (0.5 + mean) / 2].map((part) =>
        random.gamma(part * concentration),
      );
      const total = parts[0]! + parts[1]! + parts[2]!;
      return { negative: parts[0]! / total, positive: parts[2]! / total };
    },
  },
];

function speak(random: Random, mentions: number, { negative, positive }: Leaning): number {
  let sum = 0;
  for (let i = 0; i < mentions; i++) {
    const at = random.uniform();
    if (at < negative) sum -= 1;
    else if (at < negative + positive) sum += 1;
  }
  return sum;
}

export function onePeriod(random: Random, n: number, measure: Measure, activity: string): AuthorRatios {
  const x = Array.from({ length: n }, () => ACTIVITIES[activity]!(random));
  const y = x.map((mentions) => speak(random, mentions, measure.leaning(random, measure.truth)));
  return { y, x };
}

/** Two periods; half of each period's authors speak in both, with leanings that move together. */
export function twoPeriods(random: Random, n: number, measure: Measure, activity: string) {
  const shared = Math.round(n / 2);
  const size = 2 * n - shared;
  const empty = (): { y: number[]; x: number[] } => ({
    y: new Array(size).fill(0),
    x: new Array(size).fill(0),
  });
  const [now, before] = [empty(), empty()];
  for (let i = 0; i < size; i++) {
    const mentions = ACTIVITIES[activity]!(random);
    const leaning = measure.leaning(random, measure.truth);
    if (i < n) {
      before.x[i] = mentions;
      before.y[i] = speak(random, mentions, leaning);
    }
    if (i < n - shared) continue;
    // The same person, as active as before, of the same leaning moved by the change of the mean.
    now.x[i] = 1 + random.poisson(mentions - 1);
    now.y[i] = speak(random, now.x[i]!, moved(leaning, measure));
  }
  return { now, before };
}

/** Leaning mixed with one that only the later mean has, so that its mean is `later`. */
function moved({ negative, positive }: Leaning, { truth, later, scale }: Measure): Leaning {
  if (scale === "share") {
    const weight = (later - truth) / (1 - truth);
    return { negative, positive: positive + weight * (1 - positive) };
  }
  const weight = (later - truth) / (1 - truth);
  return { negative: negative * (1 - weight), positive: positive + weight * (1 - positive) };
}
