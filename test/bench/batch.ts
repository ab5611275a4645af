import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { type Measured, measureProcess } from "./generator/measure.ts";
import { makeMentionExports } from "./generator/mention-exports.ts";

interface Line {
  rows: number;
  stage: string;
  seconds: number;
  rowsPerSecond: number;
  peakMegabytes: number | null;
  readMegabytes: number | null;
  writtenMegabytes: number | null;
  /** Seconds as a multiple of the import floor of the same size. */
  floors: number;
}

/** What `--select` names for each stage, in order; each runs as its own process on what the ones before left. */
const STAGES: readonly { stage: string; select: string[] }[] = [
  { stage: "import", select: ["import"] },
  { stage: "language", select: ["+mention_language"] },
  { stage: "topics", select: ["+mention_topics"] },
  { stage: "sentiment", select: ["+mention_sentiment"] },
  { stage: "models", select: ["+volume_daily", "+topic_mentions"] },
];

const megabytes = (bytes: number | null): number | null =>
  bytes === null ? null : Math.round(bytes / 1e5) / 10;

function earshot(workspace: string, ...args: string[]): Promise<Measured> {
  return measureProcess(process.execPath, [
    "src/cli/earshot.mjs",
    ...args,
    "--workspace",
    workspace,
    "--quiet",
  ]);
}

function must(stage: string, measured: Measured): Measured {
  if (measured.code === 0) return measured;
  throw new Error(`${stage} ended with ${measured.code}: ${measured.stderr.slice(-2000)}`);
}

async function measureSize(rows: number, shape: "csv" | "mixed"): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), "earshot-bench-"));
  const lines: Line[] = [];
  let floor = 1;
  const add = (stage: string, measured: Measured) => {
    must(stage, measured);
    if (stage === "floor") floor = measured.seconds;
    lines.push({
      rows,
      stage,
      seconds: Math.round(measured.seconds * 100) / 100,
      rowsPerSecond: Math.round(rows / measured.seconds),
      peakMegabytes: megabytes(measured.peakBytes),
      readMegabytes: megabytes(measured.readBytes),
      writtenMegabytes: megabytes(measured.writtenBytes),
      floors: Math.round((measured.seconds / floor) * 100) / 100,
    });
    console.error(`${rows} ${stage}: ${measured.seconds.toFixed(2)} s`);
  };
  try {
    const [main] = await makeMentionExports({ rows, folder, shape });
    const floorArgs = [
      "test/bench/generator/scan-floor.ts",
      main?.path ?? "",
      join(folder, "floor.duckdb"),
      "6",
    ];
    add("floor", await measureProcess("node_modules/.bin/tsx", floorArgs));
    rmSync(join(folder, "floor.duckdb"), { force: true });
    for (const { stage, select } of STAGES) {
      const selected = select.flatMap((name) => ["--select", name]);
      add(stage, await earshot(folder, "run", "--no-site", ...selected));
    }
    add("statistics and publish", await earshot(folder, "run", "--no-site"));
    add("site", await earshot(folder, "site"));
    rmSync(join(folder, "data", "warehouse"), { recursive: true });
    add("whole", await earshot(folder, "run"));
    add("nothing new", await earshot(folder, "run"));
    await editMart(folder);
    add("one mart edited", await earshot(folder, "run", "--no-site"));
    await makeMentionExports({ rows: 10_000, folder, shape: "csv", from: rows });
    add("10,000 rows more", await earshot(folder, "run"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return lines;
}

/** A copy of a mart in the workspace, with one more column: what an analyst's edit costs. */
async function editMart(folder: string): Promise<void> {
  const target = join(folder, "pipelines", "models", "marts", "volume_daily.sql");
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join("pipelines", "models", "marts", "volume_daily.sql"), target);
  const text = readFileSync(target, "utf8");
  writeFileSync(target, text.replace(/\bfrom\b(?![\s\S]*\bfrom\b)/i, ", 1 as edited\nfrom"));
  appendFileSync(target, "\n");
}

/** Exponent b of cost = a · rows^b, by least squares on logarithms. */
function growth(lines: readonly Line[], stage: string): number | null {
  const points = lines
    .filter((line) => line.stage === stage)
    .map(({ rows, seconds }) => [Math.log(rows), Math.log(seconds)]);
  if (points.length < 2) return null;
  const mean = (axis: number) => points.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, [px = 0, py = 0]) => sum + (px - x) * (py - y), 0);
  const under = points.reduce((sum, [px = 0]) => sum + (px - x) ** 2, 0);
  return Math.round((over / under) * 100) / 100;
}

/**
 * `npm run bench -- batch [--rows 10000,100000] [--shape csv|mixed] [--json FILE]`: every stage of the batch as
 * its own process, then the whole, then a run with nothing new, an edited mart and 10,000 rows more.
 */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { rows: { type: "string" }, shape: { type: "string" }, json: { type: "string" } },
  });
  const sizes = (values.rows ?? "10000,100000").split(",").map(Number);
  const lines: Line[] = [];
  for (const rows of sizes)
    lines.push(...(await measureSize(rows, values.shape === "mixed" ? "mixed" : "csv")));
  console.table(lines);
  if (sizes.length > 1) {
    const stages = [...new Set(lines.map(({ stage }) => stage))];
    console.table(
      stages.map((stage) => ({ stage, "seconds grow with rows to the power": growth(lines, stage) })),
    );
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(lines, null, 2)}\n`);
}
