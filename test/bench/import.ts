import { once } from "node:events";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importExports } from "../../src/importing/index.ts";
import { literal, Warehouse } from "../../src/warehouse/index.ts";
import type { Workspace } from "../../src/workspace.ts";
import { statusId } from "../importing/format-cases.ts";
import { sourceWith, studyWith } from "../importing/import-folder.ts";

const WORDS =
  "the quick brown parcel arrived late again and nobody at the counter knew why it took so long this week thanks a lot for nothing Acme".split(
    " ",
  );

function textOf(i: number): string {
  const words = Array.from(
    { length: 12 + (i % 14) },
    (_, k) => WORDS[(i * 7 + k * (3 + (i % 5))) % WORDS.length],
  );
  return `${words.join(" ")} ${i}${i % 9 === 0 ? ', he said: ""no""\nand left' : ""}`;
}

/** Forty columns: twelve that a mapping uses, the rest what exports carry along. */
const NAMES = [
  "id",
  "created_at",
  "author",
  "author_id",
  "followers",
  "verified",
  "text",
  "lang",
  "likes",
  "replies",
  "reposts",
  "url",
  ...Array.from({ length: 28 }, (_, i) => `extra_${i}`),
];
const MAPPING = {
  native_id: "id",
  published_at: "created_at",
  author_name: "author",
  author_id: "author_id",
  author_followers: "followers",
  author_verified: "verified",
  text: "text",
  vendor_language: "lang",
  likes: "likes",
  comments: "replies",
  shares: "reposts",
  url: "url",
  kind: "=repost if text starts 'RT @' | =original",
};

function valuesOf(i: number): string[] {
  const time = new Date(Date.UTC(2026, 0, 1) + i * 20_000).toISOString();
  const id = String(BigInt(statusId(time)) + BigInt(i % 4096));
  const author = `user${(i * 7919) % 60_000}`;
  const extras = Array.from({ length: 28 }, (_, k) =>
    k % 3 === 0 ? "" : k % 3 === 1 ? "0" : `value ${(i + k) % 50}`,
  );
  return [
    id,
    time,
    author,
    String((i * 7919) % 60_000),
    String(i % 5000),
    i % 50 === 0 ? "true" : "false",
    textOf(i),
    "en",
    String(i % 40),
    String(i % 7),
    String(i % 11),
    `https://x.com/${author}/status/${id}`,
    ...extras,
  ];
}

async function writeRows(path: string, rows: number, line: (i: number) => string, head = ""): Promise<void> {
  const out = createWriteStream(path);
  out.write(head);
  for (let from = 0; from < rows; from += 1000) {
    const lines: string[] = [];
    for (let i = from; i < Math.min(rows, from + 1000); i++) lines.push(line(i));
    if (!out.write(lines.join(""))) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function floor(folder: string, sql: string): Promise<number> {
  const path = join(folder, "floor.duckdb");
  const warehouse = await Warehouse.open({ path });
  const seconds = await timed(() => warehouse.run(`create table raw as ${sql}`));
  warehouse.close();
  rmSync(path, { force: true });
  return seconds;
}

async function importing(folder: string, file: string, rows: number): Promise<number> {
  const path = join(folder, "warehouse.duckdb");
  const warehouse = await Warehouse.open({ path, memoryLimit: "1500MB" });
  const study = studyWith({ exports: [file], sources: [sourceWith({ platform: "x", mapping: MAPPING })] });
  try {
    return await timed(async () => {
      const { files, warnings } = await importExports(warehouse, study, { root: folder } as Workspace);
      const [ledger] = files;
      if (!ledger || ledger.read !== rows || ledger.mentions !== rows)
        throw new Error(`ledger: ${JSON.stringify({ ledger, warnings })}`);
    });
  } finally {
    warehouse.close();
    rmSync(path, { force: true });
  }
}

/**
 * `npm run bench -- import [ROWS]`: importing a 40-column CSV and the same as NDJSON against DuckDB's bare readers on
 * the same files in the same run (default 1,000,000 rows), with the peak memory of the process.
 */
export async function main(args: string[]): Promise<void> {
  const rows = Number(args[0] ?? 1_000_000);
  const folder = mkdtempSync(join(tmpdir(), "earshot-bench-"));
  mkdirSync(folder, { recursive: true });
  try {
    const csv = join(folder, "mentions.csv");
    const json = join(folder, "mentions.ndjson");
    await writeRows(
      csv,
      rows,
      (i) =>
        `${valuesOf(i)
          .map((value) => `"${value}"`)
          .join(",")}\n`,
      `${NAMES.join(",")}\n`,
    );
    await writeRows(
      json,
      rows,
      (i) =>
        `${JSON.stringify(Object.fromEntries(valuesOf(i).map((value, k) => [NAMES[k], value.replaceAll('""', '"')])))}\n`,
    );
    for (const [name, file, sql] of [
      ["CSV", csv, `select * from read_csv(${literal(csv)}, all_varchar = true)`],
      ["NDJSON", json, `select * from read_json(${literal(json)})`],
    ] as const) {
      const bare = await floor(folder, sql);
      const whole = await importing(folder, file, rows);
      const size = statSync(file).size / 2 ** 20;
      const peak = process.resourceUsage().maxRSS / 2 ** 10;
      console.log(
        `${name}: ${rows.toLocaleString("en-US")} rows, ${size.toFixed(0)} MiB: bare reader ${bare.toFixed(2)} s, import ${whole.toFixed(2)} s, ${(whole / bare).toFixed(2)} times (limit 3); peak memory ${peak.toFixed(0)} MiB (limit 2048)`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
