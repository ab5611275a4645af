import { detectSpikes, type Random, seededRandom } from "../../src/statistics/index.ts";

interface Kind {
  /** Places in a season, and in the series. */
  period: number;
  length: number;
  /** Counts from a rate, or measurements as they are. */
  counted: boolean;
  level(place: number, slow: number): number;
  /** Autocorrelation and size of what moves slowly. */
  slow: readonly [number, number];
  /** Share of places of five times the usual, which ought to be found. */
  loud?: number;
}

const WEEK = [1, 1.1, 1.05, 1, 1.2, 0.6, 0.5];
const wave = (place: number, period: number) => Math.sin((2 * Math.PI * place) / period);

const KINDS: Record<string, Kind> = {
  "days, level drifting": {
    ...{ period: 7, length: 365, counted: true, slow: [0.95, 0.06], loud: 0.005 },
    level: (day, slow) => 40 * WEEK[day % 7]! * (1 + day / 365) * Math.exp(slow),
  },
  "days, small and drifting": {
    ...{ period: 7, length: 365, counted: true, slow: [0.95, 0.06], loud: 0.005 },
    level: (day, slow) => 4 * WEEK[day % 7]! * (1 + day / 365) * Math.exp(slow),
  },
  hours: {
    ...{ period: 168, length: 12 * 168, counted: true, slow: [0.8, 0.15] },
    level: (hour, slow) =>
      12 * WEEK[Math.floor(hour / 24) % 7]! * (1 + 0.7 * wave(hour, 24)) * Math.exp(slow),
  },
  "five minutes, counts": {
    ...{ period: 288, length: 30 * 288, counted: true, slow: [0.9, 0.15] },
    level: (place, slow) => 10 * (1 + 0.6 * wave(place, 288)) * Math.exp(slow),
  },
  "five minutes, sparse": {
    ...{ period: 288, length: 30 * 288, counted: true, slow: [0.9, 0.15] },
    level: (place, slow) => 0.7 * (1 + 0.6 * wave(place, 288)) * Math.exp(slow),
  },
  "five minutes, load in %": {
    ...{ period: 288, length: 30 * 288, counted: false, slow: [0.8, 3] },
    level: (place, slow) => 45 + 12 * wave(place, 288) + slow,
  },
  "hours, temperature": {
    ...{ period: 24, length: 60 * 24, counted: false, slow: [0.98, 0.5] },
    level: (hour, slow) => 70 + 4 * wave(hour, 24) + slow,
  },
};

function series(random: Random, kind: Kind): { values: number[]; loud: Set<number> } {
  const loud = new Set<number>();
  let slow = 0;
  const values = Array.from({ length: kind.length }, (_, place) => {
    slow = kind.slow[0] * slow + kind.slow[1] * random.normal();
    const level = kind.level(place, slow);
    if (!kind.counted) return level + random.normal();
    if (kind.loud && place > 60 && random.uniform() < kind.loud) loud.add(place);
    return random.negativeBinomial(level * (loud.has(place) ? 5 : 1), 15);
  });
  return { values, loud };
}

/**
 * False alarms in simulated series of all kinds in which nothing happens but what is usual for them, and in some a planted spike now and
 * then: `quiet-series [RUNS] [SEED]`, causal mode. Share of quiet places with p at or below .01 and .001, places
 * flagged (q ≤ .05) a series, and the share of the planted spikes that is found.
 */
export async function main(args: string[]): Promise<void> {
  const runs = Number(args[0] ?? 20);
  const seed = Number(args[1] ?? 20260713);
  const random = seededRandom(seed);
  console.log(`quiet-series: ${runs} simulated series a row, seed ${seed}, causal mode`);
  console.log(
    "series                     p ≤ .01   p ≤ .001  flagged a series  series flagged  planted found",
  );
  for (const [name, kind] of Object.entries(KINDS)) {
    const sum = { places: 0, hundredth: 0, thousandth: 0, flagged: 0, series: 0, planted: 0, found: 0 };
    for (let run = 0; run < runs; run++) {
      const { values, loud } = series(random, kind);
      sum.planted += loud.size;
      let flagged = 0;
      for (const { index, p, q } of detectSpikes(values, { mode: "causal", period: kind.period })) {
        if (loud.has(index)) {
          if (q <= 0.05) sum.found++;
          continue;
        }
        sum.places++;
        if (p <= 0.01) sum.hundredth++;
        if (p <= 0.001) sum.thousandth++;
        if (q <= 0.05) flagged++;
      }
      sum.flagged += flagged;
      if (flagged > 0) sum.series++;
    }
    const percent = (part: number, whole: number, digits: number) =>
      whole === 0 ? "" : `${((100 * part) / whole).toFixed(digits)} %`;
    const cells = [
      percent(sum.hundredth, sum.places, 2).padEnd(9),
      percent(sum.thousandth, sum.places, 3).padEnd(9),
      (sum.flagged / runs).toFixed(2).padEnd(17),
      percent(sum.series, runs, 0).padEnd(15),
      percent(sum.found, sum.planted, 0),
    ];
    console.log(`${name.padEnd(26)} ${cells.join(" ")}`);
  }
}
