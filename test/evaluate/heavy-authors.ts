import { type AuthorRatios, type Random, ratioInterval, seededRandom } from "../../src/statistics/index.ts";

/** Mentions of each of n authors. */
type Activity = (random: Random, n: number) => number[];

const usual = (random: Random, n: number) =>
  Array.from({ length: n }, () => 1 + random.negativeBinomial(2, 0.5));

/** One author among the usual who writes this part of everything. */
const dominated =
  (part: number): Activity =>
  (random, n) => {
    const others = usual(random, n - 1);
    const sum = others.reduce((a, b) => a + b, 0);
    return [Math.round((part * sum) / (1 - part)), ...others];
  };

/** P(k) ∝ k^−exponent for the number of posts, up to 1000. */
const zipf = (exponent: number): Activity => {
  const table = Float64Array.from({ length: 1000 }, (_, k) => (k + 1) ** -exponent);
  for (let k = 1; k < table.length; k++) table[k]! += table[k - 1]!;
  const one = (random: Random) => {
    const at = random.uniform() * table.at(-1)!;
    return 1 + table.findIndex((sum) => sum > at);
  };
  return (random, n) => Array.from({ length: n }, () => one(random));
};

const ACTIVITIES: Record<string, Activity> = {
  "one author has 20 %": dominated(0.2),
  "one author has 40 %": dominated(0.4),
  "Zipf, exponent 2": zipf(2),
  "Zipf, exponent 1.2": zipf(1.2),
};

/** How alike one author's posts are: the correlation within authors. 1 = a bot that says one thing. */
const LIKENESS = { people: 0.2, bots: 1 };

/** Mentions with the property, each author leaning his own way; of every tenth author (and the loudest) all or none where `bots`. */
function speak(random: Random, x: number[], share: number, bots: boolean): AuthorRatios {
  const loudest = x.indexOf(Math.max(...x));
  const concentration = 1 / LIKENESS.people - 1;
  const y = x.map((mentions, author) => {
    if (bots && (author % 10 === 9 || author === loudest)) return random.uniform() < share ? mentions : 0;
    const leaning = random.beta(share * concentration, (1 - share) * concentration);
    let hits = 0;
    for (let i = 0; i < mentions; i++) if (random.uniform() < leaning) hits++;
    return hits;
  });
  return { x, y };
}

/**
 * Coverage of the 95 % intervals of a share where few authors write much of all: `heavy-authors [RUNS] [SEED]`. Under 93 % at 200
 * authors and more, or 90 % at 50, is marked with !. What is too few for a figure is left out: `told` is the rest.
 */
export async function main(args: string[]): Promise<void> {
  const runs = Number(args[0] ?? 1000);
  const seed = Number(args[1] ?? 20260723);
  const random = seededRandom(seed);
  console.log(`heavy-authors: ${runs} simulated periods a cell, seed ${seed}; coverage in % (mean width)`);
  const sizes = [50, 200, 1000];
  console.log(
    `${"activity".padEnd(22)} posts   share  ${sizes.map((n) => `${n} authors`.padEnd(16)).join("")}`,
  );
  for (const [name, activity] of Object.entries(ACTIVITIES)) {
    for (const bots of [false, true]) {
      for (const share of [0.01, 0.1, 0.5, 0.9]) {
        const cells = sizes.map((n) => {
          let [told, covered, width] = [0, 0, 0];
          for (let run = 0; run < runs; run++) {
            const { value, low, high } = ratioInterval(speak(random, activity(random, n), share, bots));
            if (value === null) continue;
            told += 1;
            width += high! - low!;
            if (low! <= share && share <= high!) covered += 1;
          }
          const rate = (100 * covered) / told;
          const few = rate < (n >= 200 ? 93 : 90) ? "!" : " ";
          return `${rate.toFixed(1)}${few} (${(width / told).toFixed(2)})`.padEnd(16);
        });
        console.log(
          `${name.padEnd(22)} ${(bots ? "bots" : "people").padEnd(7)} ${String(share).padEnd(6)} ${cells.join("")}`,
        );
      }
    }
  }
}
