import { findChangePoints, type Random, seededRandom } from "../../src/statistics/index.ts";

/** Mean 0, variance 1. */
function autoregressive(random: Random, n: number, rho: number): number[] {
  let last = random.normal();
  return Array.from({ length: n }, () => {
    last = rho * last + Math.sqrt(1 - rho * rho) * random.normal();
    return last;
  });
}

const WEEK = [1, 1.1, 1.05, 1, 1.2, 0.6, 0.5];

interface Kind {
  name: string;
  /** The level is multiplied by `factor(day)`; a share's odds are. */
  make(random: Random, n: number, factor: (day: number) => number): number[];
  period?: number;
}

const noise = (rho: number): Kind => ({
  name: rho === 0 ? "white noise" : `autoregressive, ${rho}`,
  make: (random, n, factor) =>
    autoregressive(random, n, rho).map((value, day) => value + 2 * Math.log2(factor(day))),
});

/** Counts by day, negative-binomial, with a week's rhythm; `rho`: their level wanders. */
const counts = (mean: number, size: number, rho: number): Kind => ({
  name: `counts, ${mean} a day${rho > 0 ? `, wandering ${rho}` : ""}`,
  period: 7,
  make: (random, n, factor) => {
    const level = autoregressive(random, n, rho).map((value) => (rho > 0 ? Math.exp(0.25 * value) : 1));
    return level.map((value, day) =>
      random.negativeBinomial(mean * WEEK[day % 7]! * value * factor(day), size),
    );
  },
});

/**
 * Daily shares of mentions with a property: `authors` a day, each with one to some hundred mentions and a leaning of his own,
 * as alike as in the simulation of intervals; people at weekends differ by `weekend` (of the odds).
 */
const shares = (authors: number, share: number, weekend: number): Kind => ({
  name: `share ${share}, ${authors} authors a day${weekend === 1 ? "" : ", other at weekends"}`,
  period: 7,
  make: (random, n, factor) =>
    Array.from({ length: n }, (_, day) => {
      const odds = (share / (1 - share)) * factor(day) * (day % 7 >= 5 ? weekend : 1);
      const mean = odds / (1 + odds);
      let [y, x] = [0, 0];
      for (let author = random.poisson(authors * WEEK[day % 7]!); author > 0; author--) {
        const leaning = random.beta(4 * mean, 4 * (1 - mean));
        const mentions = Math.min(200, Math.floor((1 - random.uniform()) ** -1));
        x += mentions;
        for (let mention = 0; mention < mentions; mention++) if (random.uniform() < leaning) y += 1;
      }
      return x > 0 ? y / x : Number.NaN;
    }),
});

const KINDS: Kind[] = [
  noise(0),
  noise(0.6),
  noise(0.8),
  counts(3, 5, 0),
  counts(40, 10, 0),
  counts(40, 10, 0.6),
  counts(400, 20, 0.8),
  shares(20, 0.3, 1),
  shares(100, 0.3, 1),
  shares(100, 0.05, 1),
  shares(100, 0.3, 0.6),
];

/**
 * Change points of simulated daily series: `change-points [RUNS] [SEED]`. How many series without a change are given one (aim:
 * at most 5 % at 100 days for white noise and autocorrelation 0.6), and in how many the level's doubling in the middle is found
 * within a week.
 */
export async function main(args: string[]): Promise<void> {
  const runs = Number(args[0] ?? 500);
  const seed = Number(args[1] ?? 20260709);
  const random = seededRandom(seed);
  const lengths = [30, 60, 100, 200, 365];
  console.log(
    `change-points: ${runs} simulated series a cell, seed ${seed}; false alarms, then doubling found`,
  );
  console.log(`${"series".padEnd(42)} ${lengths.map((n) => `${n} days`.padEnd(13)).join(" ")}`);
  for (const { name, make, period } of KINDS) {
    const options = period ? { period } : {};
    const cells = lengths.map((n) => {
      let [alarms, found] = [0, 0];
      for (let run = 0; run < runs; run++) {
        if (
          findChangePoints(
            make(random, n, () => 1),
            options,
          ).length > 0
        )
          alarms++;
        const middle = Math.floor(n / 2);
        const points = findChangePoints(
          make(random, n, (day) => (day < middle ? 1 : 2)),
          options,
        );
        if (points.some(({ index }) => Math.abs(index - middle) <= 7)) found++;
      }
      const percent = (count: number) => `${((100 * count) / runs).toFixed(1)} %`;
      return `${percent(alarms)} ${percent(found)}`.padEnd(13);
    });
    console.log(`${name.padEnd(42)} ${cells.join(" ")}`);
  }
}
