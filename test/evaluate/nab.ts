import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  detectSpikes,
  median,
  normalTail,
  type Random,
  type SpikeMode,
  seededRandom,
} from "../../src/statistics/index.ts";
import { type NabSeries, nabScore } from "./scoring/nab-score.ts";

const DEFAULT_FOLDER = fileURLToPath(new URL("../../../shared/data/series/nab", import.meta.url));

interface Volume {
  file: string;
  values: number[];
  /** Rows in a day, by the usual step between two rows: the season. 288 where steps are five minutes. */
  placesADay: number;
  windows: { first: number; last: number }[];
}

/** `*.csv` files with timestamp and value, and `windows.csv` with file, brand, window_start, window_end. */
function readVolumes(folder: string): Volume[] {
  const lines = (path: string) =>
    readFileSync(path, "utf8")
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(","));
  const windows = lines(join(folder, "windows.csv"));
  return readdirSync(folder)
    .filter((file) => file.endsWith(".csv") && file !== "windows.csv")
    .sort()
    .map((file) => {
      const rows = lines(join(folder, file));
      const times = rows.map((row) => row[0]!);
      const own = windows
        .filter((row) => row[0]!.split("/").at(-1) === file)
        .map((row) => ({
          first: times.indexOf(row[2]!.slice(0, 19)),
          last: times.indexOf(row[3]!.slice(0, 19)),
        }))
        .sort((a, b) => a.first - b.first);
      return { file, values: rows.map((row) => Number(row[1])), placesADay: placesADay(times), windows: own };
    });
}

function placesADay(times: string[]): number {
  const at = times.map((time) => Date.parse(`${time.replace(" ", "T")}Z`));
  const step = median(at.slice(1).map((time, row) => time - at[row]!));
  return Math.max(1, Math.round(86_400_000 / step));
}

type Detector = (values: number[], volume: Volume) => ArrayLike<number>;

/** −ln p where an upward alarm begins, else 0: how surprising, from what could be known at that row (causal). */
const earshot =
  (mode: SpikeMode): Detector =>
  (values, { placesADay }) => {
    const scores = new Float64Array(values.length);
    for (const point of detectSpikes(values, { mode, period: placesADay })) {
      if (point.onset && point.direction === "spike")
        scores[point.index] = -Math.log(Math.max(point.p, 1e-300));
    }
    return scores;
  };

/** NAB's own baseline detector: tail of a normal fitted to a window of 6400 rows, moved on every 100. */
const windowedGaussian: Detector = (values) => {
  let window: number[] = [];
  let waiting: number[] = [];
  let [mean, deviation] = [0, 1];
  const refit = () => {
    mean = window.reduce((a, b) => a + b, 0) / window.length;
    deviation =
      Math.sqrt(window.reduce((sum, value) => sum + (value - mean) ** 2, 0) / window.length) || 1e-6;
  };
  return values.map((value) => {
    const score = window.length > 0 ? 1 - normalTail(Math.abs(value - mean) / deviation) : 0;
    if (window.length < 6400) window.push(value);
    else waiting.push(value);
    if (waiting.length === 100) {
      window = [...window.slice(100), ...waiting];
      waiting = [];
    }
    if (waiting.length === 0) refit();
    return score;
  });
};

const DETECTORS: Record<string, Detector> = {
  "perfect (must be 100)": (values, volume) =>
    values.map((_, row) => (volume.windows.some((window) => window.first === row) ? 1 : 0)),
  "none (must be 0)": (values) => values.map(() => 0),
  "windowed Gaussian": windowedGaussian,
  "Earshot, causal": earshot("causal"),
  "Earshot, retrospective": earshot("retrospective"),
};

/** A series of which only some of the mentions are left, drawn at random: a topic that is talked of less. */
function thinned(volume: Volume, mean: number, random: Random): Volume {
  const share = (mean * volume.values.length) / volume.values.reduce((a, b) => a + b, 0);
  if (share >= 1) return volume;
  const values = volume.values.map((value) => {
    let left = 0;
    for (let mention = 0; mention < value; mention++) if (random.uniform() < share) left++;
    return left;
  });
  return { ...volume, values };
}

/** Causal mode on thinned series: how far the score depends on how much is said. */
function reportThinned(volumes: Volume[]): void {
  const seed = 20260704;
  const random = seededRandom(seed);
  console.log(`thinned at random, seed ${seed}`);
  for (const mean of [24, 6, 1.5, 0.6]) {
    const corpus = volumes.map((volume) => {
      const less = thinned(volume, mean, random);
      return { scores: earshot("causal")(less.values, less), windows: volume.windows };
    });
    const { score, found, windows, falseAlarms } = nabScore(corpus);
    console.log(
      [
        `to ${mean} a row`.padEnd(25),
        score.toFixed(1).padStart(5),
        heldOut(corpus).toFixed(1).padStart(8),
        `${found}/${windows}`.padStart(8),
        String(falseAlarms).padStart(7),
      ].join(" "),
    );
  }
}

/** Score of each series at the threshold that is best for the others: what a new series would see. */
function heldOut(corpus: NabSeries[]): number {
  let [sum, windows] = [0, 0];
  corpus.forEach((series, i) => {
    const { threshold } = nabScore(corpus.filter((_, other) => other !== i));
    sum += nabScore([series], undefined, threshold).score * series.windows.length;
    windows += series.windows.length;
  });
  return sum / windows;
}

/**
 * Spikes on Twitter volumes of the Numenta Anomaly Benchmark: `nab [FOLDER] [--thinned]`. Standard profile, scored as NAB does it
 * (Lavin and Ahmad 2015), one threshold for all series. NAB's detectors see only the past, and so does causal mode.
 */
export async function main(args: string[]): Promise<void> {
  const folder = args.find((arg) => !arg.startsWith("--")) ?? DEFAULT_FOLDER;
  if (!existsSync(join(folder, "windows.csv"))) {
    console.log(`nab: skipped, no series in ${folder}`);
    return;
  }
  const volumes = readVolumes(folder);
  for (const { file, windows } of volumes) {
    if (windows.some(({ first, last }) => first < 0 || last < 0))
      throw new Error(`${file}: window without row`);
  }
  console.log(
    `nab: ${volumes.length} series, ${volumes.reduce((n, v) => n + v.windows.length, 0)} windows, standard profile`,
  );
  console.log(
    "detector                  score  held out  found   false   by series at its own best threshold",
  );
  for (const [name, detector] of Object.entries(DETECTORS)) {
    const corpus = volumes.map((volume) => ({
      scores: detector(volume.values, volume),
      windows: volume.windows,
    }));
    const result = nabScore(corpus);
    const each = corpus.map((series) => nabScore([series]).score.toFixed(0).padStart(3));
    console.log(
      [
        name.padEnd(25),
        result.score.toFixed(1).padStart(5),
        heldOut(corpus).toFixed(1).padStart(8),
        `${result.found}/${result.windows}`.padStart(8),
        String(result.falseAlarms).padStart(7),
        `  ${each.join(" ")}`,
      ].join(" "),
    );
  }
  if (args.includes("--thinned")) reportThinned(volumes);
}
