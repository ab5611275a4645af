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
  /** Seconds as a multiple of the floor named, measured in the same run. */
  floors: number | null;
  floor: FloorName | null;
}

type FloorName = "import" | "texts" | "mentions";

/** What `--select` names for each stage, in order; each runs as its own process on what the ones before left. */
const STAGES: readonly { stage: string; select: string[]; floor: FloorName }[] = [
  { stage: "import", select: ["import"], floor: "import" },
  { stage: "language, words", select: ["+mention_language", "+texts"], floor: "texts" },
  { stage: "topics", select: ["+mention_topics"], floor: "texts" },
  { stage: "sentiment", select: ["+mention_sentiment"], floor: "texts" },
  { stage: "terms", select: ["+text_terms"], floor: "texts" },
  { stage: "models", select: ["models/*"], floor: "mentions" },
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
  const floors = new Map<FloorName, number>();
  const add = (stage: string, measured: Measured, floor: FloorName | null) => {
    must(stage, measured);
    const base = floor === null ? undefined : floors.get(floor);
    lines.push({
      rows,
      stage,
      seconds: Math.round(measured.seconds * 100) / 100,
      rowsPerSecond: Math.round(rows / measured.seconds),
      peakMegabytes: megabytes(measured.peakBytes),
      readMegabytes: megabytes(measured.readBytes),
      writtenMegabytes: megabytes(measured.writtenBytes),
      floors: base === undefined ? null : Math.round((measured.seconds / base) * 100) / 100,
      floor,
    });
    console.error(`${rows} ${stage}: ${measured.seconds.toFixed(2)} s`);
  };
  const addFloor = async (name: FloorName, database: string, files: readonly string[] = []) => {
    const args = ["test/bench/generator/scan-floor.ts", name, database, ...files];
    const measured = await measureProcess("node_modules/.bin/tsx", args);
    floors.set(name, measured.seconds);
    add(`floor of ${name}`, measured, null);
  };
  try {
    const made = await makeMentionExports({ rows, folder, shape });
    const database = join(folder, "data", "warehouse", "earshot.duckdb");
    const withSkip = made.map(({ path }) => (path.includes("brandwatch") ? `${path}:6` : path));
    await addFloor("import", join(folder, "floor.duckdb"), withSkip);
    rmSync(join(folder, "floor.duckdb"), { force: true });
    for (const { stage, select, floor } of STAGES) {
      if (floor === "texts" && !floors.has("texts")) {
        must("texts", await earshot(folder, "run", "--no-site", "--select", "+texts"));
        await addFloor("texts", database);
        await addFloor("mentions", database);
      }
      const selected = select.flatMap((name) => ["--select", name]);
      add(stage, await earshot(folder, "run", "--no-site", ...selected), floor);
    }
    add("statistics", await earshot(folder, "run", "--no-site"), "mentions");
    const publishing = ["test/bench/generator/publish.ts", folder];
    add("publish", await measureProcess("node_modules/.bin/tsx", publishing), "mentions");
    add("publish and site", await earshot(folder, "site"), "mentions");
    rmSync(join(folder, "data", "warehouse"), { recursive: true });
    add("whole", await earshot(folder, "run"), "import");
    add("nothing new", await earshot(folder, "run"), null);
    await editMart(folder);
    add("one mart edited", await earshot(folder, "run", "--no-site"), null);
    await makeMentionExports({ rows: 10_000, folder, shape, from: rows, lastDays: 7 });
    add("10,000 rows more, of the last week", await earshot(folder, "run"), null);
    await makeMentionExports({ rows: 10_000, folder, shape, from: rows + 10_000 });
    add("10,000 rows more, of the whole year", await earshot(folder, "run"), null);
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
 * `npm run bench -- batch [--rows 10000,100000,1000000] [--shape csv|mixed] [--json FILE]`: every stage of the batch as
 * its own process, then the whole, then a run with nothing new, an edited mart and 10,000 rows more; with the floors,
 * measured in the same run, that they are multiples of. Ten million rows take 8 GB of disk twice over.
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
  const exponents = [...new Set(lines.map(({ stage }) => stage))].map((stage) => ({
    stage,
    "seconds grow with rows to the power": growth(lines, stage),
  }));
  if (sizes.length > 1) console.table(exponents);
  if (values.json) {
    const growths = Object.fromEntries(exponents.map((each) => [each.stage, growth(lines, each.stage)]));
    writeFileSync(values.json, `${JSON.stringify({ lines, growth: growths }, null, 2)}\n`);
  }
}
