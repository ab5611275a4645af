import { type Random, seasonRhythm, seededRandom } from "../../src/statistics/index.ts";

const WEEKS: Record<string, number[]> = {
  "no rhythm": [1, 1, 1, 1, 1, 1, 1],
  "weekend lower": [1, 1, 1, 1, 1, 0.6, 0.5],
  "two days equally busy": [1.2, 0.9, 1.2, 0.9, 0.9, 0.9, 0.9],
  "one day 1.2 times": [1.2, 1, 1, 1, 1, 1, 1],
  "one day 1.5 times": [1.5, 1, 1, 1, 1, 0.6, 0.5],
};

/**
 * Weekdays said to be the busiest in simulated daily series: `rhythm [RUNS] [SEED]`. Levels that wander from day to day, counts
 * more spread than chance, one day in fifty of six times the usual. How often a rhythm is seen, a weekday called the busiest, and how often wrongly
 * (aim: at most 5 %).
 */
export async function main(args: string[]): Promise<void> {
  const runs = Number(args[0] ?? 500);
  const seed = Number(args[1] ?? 20260712);
  const random = seededRandom(seed);
  console.log(`rhythm: ${runs} simulated series a row, seed ${seed}`);
  console.log("week                    weeks  mean   rhythm seen  a busiest day  wrongly");
  for (const [name, week] of Object.entries(WEEKS)) {
    for (const weeks of [6, 13, 52]) {
      for (const mean of [3, 30]) report(random, name, week, { weeks, mean, runs });
    }
  }
}

function report(
  random: Random,
  name: string,
  week: readonly number[],
  { weeks, mean, runs }: { weeks: number; mean: number; runs: number },
): void {
  const best = Math.max(...week);
  const right = week.filter((factor) => factor === best).length === 1 ? week.indexOf(best) : null;
  let [seen, told, wrong] = [0, 0, 0];
  for (let run = 0; run < runs; run++) {
    let level = 0;
    const counts = Array.from({ length: 7 * weeks }, (_, day) => {
      level = 0.5 * level + 0.2 * random.normal();
      const loud = random.uniform() < 0.02 ? 6 : 1;
      return random.negativeBinomial(mean * week[day % 7]! * Math.exp(level) * loud, 10);
    });
    const rhythm = seasonRhythm(counts)!;
    if (rhythm.p < 0.05) seen++;
    if (rhythm.highest === null) continue;
    told++;
    if (rhythm.highest !== right) wrong++;
  }
  const percent = (n: number) => `${((100 * n) / runs).toFixed(1)} %`;
  console.log(
    `${name.padEnd(23)} ${String(weeks).padEnd(6)} ${String(mean).padEnd(6)} ${percent(seen).padEnd(12)} ${percent(told).padEnd(14)} ${percent(wrong)}`,
  );
}
