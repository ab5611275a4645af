import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { makeStudy } from "./make-study.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const SAMPLES = join(ROOT, "data", "samples");

/**
 * Writes the sample study: exports into `OUT/exports`, what is true of them beside, into
 * `OUT/truth.json`. Another OUT than data/samples becomes a workspace of its own.
 */
function main(): void {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "2026" },
      out: { type: "string", default: SAMPLES },
    },
  });
  const { files, truth } = makeStudy(Number(values.seed));
  rmSync(join(values.out, "exports"), { recursive: true, force: true });
  mkdirSync(join(values.out, "exports"), { recursive: true });
  for (const file of files) writeFileSync(join(values.out, "exports", file.name), file.bytes);
  writeFileSync(join(values.out, "truth.json"), `${JSON.stringify(truth, null, 1)}\n`);
  if (resolve(values.out) !== resolve(SAMPLES)) writeStudy(values.out);
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  const { rows_read, mentions, duplicates, rejected } = truth.totals;
  console.log(
    `${files.length} exports, ${(bytes / 1e6).toFixed(2)} MB: ${rows_read} rows, ${mentions} mentions, ${duplicates} duplicates, ${rejected} rejected`,
  );
}

/** Makes `folder` a workspace: `earshot run --workspace FOLDER` works on it. */
function writeStudy(folder: string): void {
  const study = readFileSync(join(ROOT, "pipelines", "study.yaml"), "utf8");
  mkdirSync(join(folder, "pipelines"), { recursive: true });
  const own = study.replace(/^exports: .*$/m, "exports: [exports]");
  writeFileSync(join(folder, "pipelines", "study.yaml"), own);
}

main();
