import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeStudy } from "./make-study.ts";

/** Writes the sample study: exports into `OUT/exports`, what is true of them beside, into `OUT/truth.json`. */
function main(): void {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "2026" },
      out: { type: "string", default: join(import.meta.dirname, "..", "..", "data", "samples") },
    },
  });
  const { files, truth } = makeStudy(Number(values.seed));
  rmSync(join(values.out, "exports"), { recursive: true, force: true });
  mkdirSync(join(values.out, "exports"), { recursive: true });
  for (const file of files) writeFileSync(join(values.out, "exports", file.name), file.bytes);
  writeFileSync(join(values.out, "truth.json"), `${JSON.stringify(truth, null, 1)}\n`);
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  const { rows_read, mentions, duplicates, rejected } = truth.totals;
  console.log(
    `${files.length} exports, ${(bytes / 1e6).toFixed(2)} MB: ${rows_read} rows, ${mentions} mentions, ${duplicates} duplicates, ${rejected} rejected`,
  );
}

main();
