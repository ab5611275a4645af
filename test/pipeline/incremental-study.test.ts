import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readContent } from "../../src/pipeline/content.ts";
import { executeRun, type RunRequest, type RunScope } from "../../src/pipeline/index.ts";
import { loadStudy } from "../../src/study/load-study.ts";
import { Warehouse } from "../../src/warehouse/index.ts";
import { locateWorkspace } from "../../src/workspace.ts";

const SAMPLES = "data/samples/exports";

/** Samples of a record a line. */
const LINES = /\.ndjson\.gz$/;

/** Numbers from 0 below 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

async function within<T>(work: (scope: RunScope) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), "earshot-parts-"));
  try {
    mkdirSync(join(root, "pipelines"));
    mkdirSync(join(root, SAMPLES), { recursive: true });
    cpSync("pipelines/study.yaml", join(root, "pipelines/study.yaml"));
    const workspace = locateWorkspace(root);
    const { study, sha256, diagnostics } = loadStudy(workspace);
    if (study === null) throw new Error(JSON.stringify(diagnostics));
    const warehouse = await Warehouse.open({ path: workspace.database, threads: 2 });
    try {
      return await work({ workspace, study, studySha256: sha256, warehouse });
    } finally {
      warehouse.close();
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What stands for the rows of each table and view. */
async function contents({ warehouse }: RunScope): Promise<Record<string, string | null>> {
  const found = await warehouse.rows<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'main' and table_type <> 'LOCAL TEMPORARY'",
  );
  const hashes: Record<string, string | null> = {};
  for (const { name } of found) hashes[name] = (await readContent(warehouse, name, "table")).hash;
  return hashes;
}

/** Run, and count the steps that made a part of their table anew. */
async function partly(scope: RunScope, request: RunRequest = {}): Promise<number> {
  const manifest = await executeRun(scope, { keepRecords: false, ...request });
  expect(manifest.status).not.toBe("failed");
  expect(manifest.steps.filter(({ status }) => status === "failed" || status === "skipped")).toEqual([]);
  return manifest.steps.filter(({ reason }) => reason.includes("made anew")).length;
}

/** A sample of which some lines are left out, or, `few`, only some of its last ones are there. */
function linesOf(name: string, few: boolean, next: () => number): string {
  const lines = gunzipSync(readFileSync(join(SAMPLES, name)))
    .toString()
    .trimEnd()
    .split("\n");
  const cut = Math.floor(lines.length * 0.9);
  if (!few) return `${lines.slice(0, cut - Math.floor(5 * next())).join("\n")}\n`;
  const from = cut + Math.floor((lines.length - cut - 8) * next());
  return `${lines.slice(from, from + 8).join("\n")}\n`;
}

test("files coming, going and changing give, a part at a time, what one run over what is there gives, in every table", async () => {
  const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 1e6));
  const rounds = Number(process.env["ROUNDS"] ?? 3);
  console.log(`seed ${seed}`);
  const next = random(seed);
  const files = readdirSync(SAMPLES).filter((name) => statSync(join(SAMPLES, name)).isFile());
  await within(async (scope) => {
    const exports = join(scope.workspace.root, SAMPLES);
    for (const name of files) {
      if (LINES.test(name)) writeFileSync(join(exports, name.replace(".gz", "")), linesOf(name, false, next));
      else cpSync(join(SAMPLES, name), join(exports, name));
    }
    await partly(scope);
    const sources = files.filter((name) => LINES.test(name));
    let parts = 0;
    for (let round = 0; round < rounds; round++) {
      const name = sources[Math.floor(next() * sources.length)] as string;
      const target = join(exports, name.replace(".ndjson.gz", `-${Math.floor(2 * next())}.ndjson`));
      const what = next();
      if (what < 0.2) writeFileSync(join(exports, name.replace(".gz", "")), linesOf(name, false, next));
      else if (what < 0.4) rmSync(target, { force: true });
      else writeFileSync(target, linesOf(name, true, next));
      parts += await partly(scope);
    }
    const found = await contents(scope);
    await partly(scope, { fullRefresh: true });
    expect(await contents(scope), `seed ${seed}`).toEqual(found);
    expect(Object.keys(found).length).toBeGreaterThan(60);
    console.log(`${parts} times a step made a part of its table anew`);
  });
}, 300_000);
