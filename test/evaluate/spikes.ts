import { detectSpikes, type Random, type SpikeMode, seededRandom } from "../../src/statistics/index.ts";

const WEEK = [1, 1.1, 1.05, 1, 1.2, 0.6, 0.5];
const DAYS = 180;
/** Mean mentions a day, and size of the negative binomial (dispersion is 1/size; 0 stands for Poisson). */
const KINDS = [
  { mean: 2, size: 0 },
  { mean: 3, size: 2 },
  { mean: 20, size: 0 },
  { mean: 20, size: 10 },
  { mean: 200, size: 20 },
  { mean: 200, size: 5 },
];
/** Planted days and by how much they exceed the usual. */
const PLANTED = new Map([
  [90, 5],
  [130, 4],
  [131, 3],
  [160, 4],
]);
const SHIFT = 100;

function series(
  random: Random,
  { mean, size }: { mean: number; size: number },
  factor: (day: number) => number,
) {
  return Array.from({ length: DAYS }, (_, day) => {
    const usual = mean * WEEK[day % 7]! * factor(day);
    return size > 0 ? random.negativeBinomial(usual, size) : random.poisson(usual);
  });
}

function measure(random: Random, kind: (typeof KINDS)[number], mode: SpikeMode, runs: number) {
  const result = { alarmed: 0, found: 0, falseShare: 0, afterShift: 0 };
  const flagged = (counts: number[]) => detectSpikes(counts, { mode }).filter((point) => point.q <= 0.05);
  for (let run = 0; run < runs; run++) {
    if (flagged(series(random, kind, () => 1)).length > 0) result.alarmed += 1 / runs;
    const planted = series(random, kind, (day) => PLANTED.get(day) ?? 1);
    for (const gap of [70, 71, 72]) planted[gap] = Number.NaN;
    const points = flagged(planted);
    const right = points.filter((point) => PLANTED.has(point.index) && point.direction === "spike").length;
    result.found += right / PLANTED.size / runs;
    if (points.length > 0) result.falseShare += (points.length - right) / points.length / runs;
    result.afterShift += flagged(series(random, kind, (day) => (day < SHIFT ? 1 : 2))).length / runs;
  }
  return result;
}

/** Lengths of series too short for weekdays. */
const SHORT = [7, 10, 13, 16];

/** Share of short series without spike that get a false alarm, and of those with one of ten times the usual where it is found. */
function measureShort(random: Random, kind: (typeof KINDS)[number], days: number, runs: number) {
  const flagged = (counts: number[]) =>
    detectSpikes(counts, { mode: "retrospective" }).filter((point) => point.q <= 0.05);
  const [result, planted] = [{ alarmed: 0, found: 0 }, days - 2];
  for (let run = 0; run < runs; run++) {
    const start = run % 7;
    const sample = (factor: (day: number) => number) =>
      series(random, kind, (day) => factor(day - start)).slice(start, start + days);
    if (flagged(sample(() => 1)).length > 0) result.alarmed += 1 / runs;
    const found = flagged(sample((day) => (day === planted ? 10 : 1)));
    if (found.some((point) => point.index === planted)) result.found += 1 / runs;
  }
  return result;
}

function reportShort(random: Random, runs: number, percent: (share: number) => string): void {
  console.log("short series   mean  dispersion  alarmed and found (10 times the usual), by days");
  for (const kind of KINDS) {
    const cells = SHORT.map((days) => {
      const { alarmed, found } = measureShort(random, kind, days, runs);
      return `${days}: ${percent(alarmed)}${percent(found)}`;
    });
    const dispersion = String(kind.size > 0 ? 1 / kind.size : 0).padEnd(11);
    console.log(`${"".padEnd(14)} ${String(kind.mean).padEnd(5)} ${dispersion} ${cells.join(" ")}`);
  }
}

/**
 * Spikes in simulated daily counts with a week's rhythm: `spikes [RUNS] [SEED]`. How many series without any spike get a
 * false alarm, how many of four planted spikes (3 to 5 times the usual) are found, the share of false ones among the
 * found (aim: at most 5 %), and days flagged where the level doubles for good. Then series of 7 to 16 days.
 */
export async function main(args: string[]): Promise<void> {
  const runs = Number(args[0] ?? 300);
  const seed = Number(args[1] ?? 20260601);
  const random = seededRandom(seed);
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padEnd(12);
  console.log(`spikes: ${runs} simulated series of ${DAYS} days a row, seed ${seed}`);
  reportShort(random, runs, (share) => `${(100 * share).toFixed(1)} %`.padEnd(9));
  console.log("mode           mean  dispersion  alarmed     found       false       days after doubling");
  for (const mode of ["causal", "retrospective"] as const) {
    for (const kind of KINDS) {
      const { alarmed, found, falseShare, afterShift } = measure(random, kind, mode, runs);
      console.log(
        `${mode.padEnd(14)} ${String(kind.mean).padEnd(5)} ${String(kind.size > 0 ? 1 / kind.size : 0).padEnd(11)} ` +
          percent(alarmed) +
          percent(found) +
          percent(falseShare) +
          afterShift.toFixed(2),
      );
    }
  }
}
