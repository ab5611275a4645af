import { type Direction, type Random, seededRandom, seriesDirection } from "../../src/statistics/index.ts";

const WEEK = [1, 1.1, 1.05, 1, 1.2, 0.6, 0.5];

/** How the level moves over the time from 0 to 1. */
const MOVEMENTS: Record<string, (part: number) => number> = {
  nothing: () => 1,
  "line to 1.5 times": (part) => 1 + 0.5 * part,
  "line to 2 times": (part) => 1 + part,
  "growth to 3 times": (part) => 3 ** part,
  "step to 1.5 at half": (part) => (part < 0.5 ? 1 : 1.5),
  "step to 2 at half": (part) => (part < 0.5 ? 1 : 2),
  "step to half at 1/4": (part) => (part < 0.25 ? 1 : 0.5),
  "step to 2 at 3/4": (part) => (part < 0.75 ? 1 : 2),
  "up to 2 and back": (part) => (part > 0.35 && part < 0.65 ? 2 : 1),
};

const DIRECTIONS: Direction["direction"][] = ["none", "up", "down", "level_change"];

/** Days with a week's rhythm, counts more spread than chance, autocorrelated levels, and a day of five times the usual now and then. */
function series(random: Random, days: number, mean: number, movement: (part: number) => number): number[] {
  let level = 0;
  return Array.from({ length: days }, (_, day) => {
    level = 0.3 * level + 0.12 * random.normal();
    const outlier = random.uniform() < 0.01 ? 5 : 1;
    const usual = mean * WEEK[day % 7]! * movement(day / days) * Math.exp(level) * outlier;
    return random.negativeBinomial(usual, 20);
  });
}

/**
 * Directions of simulated daily series: `direction [RUNS] [SEED]`. How often each movement is called what: a line ought to be
 * up, a step a change of level, nothing none (5 % may be something).
 */
export async function main(args: string[]): Promise<void> {
  const runs = Number(args[0] ?? 200);
  const seed = Number(args[1] ?? 20260711);
  const random = seededRandom(seed);
  console.log(`direction: ${runs} simulated series a row, seed ${seed}; share of them called`);
  console.log(
    `movement             days  mean  ${DIRECTIONS.map((name) => name.padEnd(13)).join("")}date off by`,
  );
  for (const [name, movement] of Object.entries(MOVEMENTS)) {
    for (const days of [90, 180]) {
      for (const mean of [10, 100]) report(random, name, movement, { days, mean, runs });
    }
  }
}

function report(
  random: Random,
  name: string,
  movement: (part: number) => number,
  { days, mean, runs }: { days: number; mean: number; runs: number },
): void {
  const called = new Map<string, number>();
  const off: number[] = [];
  const step = Array.from({ length: days }, (_, day) => day).findLast(
    (day) => day > 0 && Math.abs(movement(day / days) - movement((day - 1) / days)) > 0.3,
  );
  for (let run = 0; run < runs; run++) {
    const { direction, change } = seriesDirection(series(random, days, mean, movement));
    called.set(direction, (called.get(direction) ?? 0) + 1);
    if (change && step !== undefined) off.push(Math.abs(change.index - step));
  }
  const cells = DIRECTIONS.map((each) =>
    `${((100 * (called.get(each) ?? 0)) / runs).toFixed(0)} %`.padEnd(13),
  );
  const median = off.sort((a, b) => a - b)[off.length >> 1];
  const distance = median === undefined ? "" : `${median} days (median)`;
  console.log(
    `${name.padEnd(20)} ${String(days).padEnd(5)} ${String(mean).padEnd(5)} ${cells.join("")}${distance}`,
  );
}
