import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChangePoints, type Random, seededRandom } from "../../src/statistics/index.ts";
import { type Annotations, segmentationCover, segmentationF1 } from "./scoring/segmentation-score.ts";

const DEFAULT_FOLDER = fileURLToPath(new URL("../../../shared/data/series/tcpd", import.meta.url));

interface Series {
  name: string;
  values: number[];
  annotations: Annotations;
}

/** Univariate series of a folder in the form of the Turing Change Point Dataset, with `annotations.json` beside them. */
function readSeries(folder: string): Series[] {
  const annotations = JSON.parse(readFileSync(join(folder, "annotations.json"), "utf8")) as Record<
    string,
    Annotations
  >;
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json") && file !== "annotations.json")
    .sort()
    .flatMap((file) => {
      const { name, n_dim, series } = JSON.parse(readFileSync(join(folder, file), "utf8")) as {
        name: string;
        n_dim: number;
        series: { raw: (number | null)[] }[];
      };
      const own = annotations[name];
      if (n_dim !== 1 || !own) return [];
      return [{ name, values: series[0]!.raw.map((value) => value ?? Number.NaN), annotations: own }];
    });
}

function autoregressive(random: Random, n: number, rho: number): number[] {
  let last = random.normal() / Math.sqrt(1 - rho * rho);
  return Array.from({ length: n }, () => {
    last = rho * last + random.normal();
    return last;
  });
}

/** Share of simulated series without any change that are given one. */
function falseAlarms(make: () => number[], runs: number): number {
  let alarms = 0;
  for (let run = 0; run < runs; run++) if (findChangePoints(make()).length > 0) alarms++;
  return alarms / runs;
}

/**
 * Change points against five annotators: `tcpd [FOLDER]`. F1 and cover as van den Burg and Williams (2020) define them,
 * default settings, a last point at n − 1 dropped as their benchmark does; then false alarms on simulated series.
 */
export async function main(args: string[]): Promise<void> {
  const folder = args[0] ?? DEFAULT_FOLDER;
  if (!existsSync(folder)) {
    console.log(`tcpd: skipped, no series in ${folder}`);
    return;
  }
  const seed = 20260503;
  const random = seededRandom(seed);
  console.log("tcpd: series               F1     cover   found");
  const scores = readSeries(folder).map(({ name, values, annotations }) => {
    const found = findChangePoints(values)
      .map((point) => point.index)
      .filter((index) => index !== values.length - 1);
    const f1 = segmentationF1(annotations, found);
    const cover = segmentationCover(annotations, found, values.length);
    console.log(`      ${name.padEnd(20)} ${f1.toFixed(3)}  ${cover.toFixed(3)}   ${found.join(", ")}`);
    return { f1, cover };
  });
  const mean = (pick: (score: { f1: number; cover: number }) => number) =>
    (scores.reduce((sum, score) => sum + pick(score), 0) / scores.length).toFixed(3);
  console.log(
    `      mean of ${String(scores.length).padEnd(12)} ${mean((s) => s.f1)}  ${mean((s) => s.cover)}   (aim .77 and .78)`,
  );
  const runs = 2000;
  const counts = () => Array.from({ length: 100 }, () => random.negativeBinomial(40, 10));
  const percent = (make: () => number[]) => `${(100 * falseAlarms(make, runs)).toFixed(1)} %`;
  console.log(`false alarms, ${runs} series of 100 days, seed ${seed} (aim: at most 5 %)`);
  console.log(`      white noise                ${percent(() => autoregressive(random, 100, 0))}`);
  console.log(`      autoregressive, 0.6        ${percent(() => autoregressive(random, 100, 0.6))}`);
  console.log(`      negative-binomial counts   ${percent(counts)}`);
}
