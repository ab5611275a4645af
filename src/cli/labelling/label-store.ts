import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EarshotError } from "../../errors.ts";
import { literal } from "../../warehouse/sql-text.ts";
import { Warehouse } from "../../warehouse/warehouse.ts";
import { readCodingTable } from "./coding-table.ts";
import type { Code } from "./read-codes.ts";

/** Samples drawn so far, oldest first: folders of data/labels that hold a `sample.csv`. */
export function samples(labels: string): string[] {
  if (!existsSync(labels)) return [];
  return readdirSync(labels)
    .filter((name) => existsSync(join(labels, name, "sample.csv")))
    .sort((a, b) => {
      const made = (name: string) => statSync(join(labels, name, "sample.csv")).mtimeMs;
      return made(a) - made(b) || (a < b ? -1 : 1);
    });
}

/** The sample that is meant: the one of this name, else the newest. */
export function findSample(labels: string, name: string | undefined): string {
  const known = samples(labels);
  const found = name ?? known.at(-1);
  if (found !== undefined && known.includes(found)) return found;
  throw new EarshotError(name === undefined ? "no sample has been drawn" : `unknown sample: ${name}`, {
    remedy:
      known.length > 0 ? `There is ${known.join(", ")}.` : "Draw one with `earshot label --sample 400`.",
  });
}

/** Units of a sample. */
export async function sampleUnits(labels: string, name: string): Promise<Set<string>> {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    const path = join(labels, name, "sample.csv");
    const rows = await warehouse.rows<{ unit: string }>(
      `select unit from read_csv(${literal(path)}, all_varchar = true, header = true)`,
    );
    return new Set(rows.map((row) => row.unit));
  } finally {
    warehouse.close();
  }
}

/** Texts of a sample's units as they were given out; empty where `coding.csv` is gone. */
export async function sampleTexts(labels: string, name: string): Promise<Map<string, string>> {
  const path = join(labels, name, "coding.csv");
  if (!existsSync(path)) return new Map();
  const rows = await readCodingTable(path);
  return new Map(rows.map(({ cells }) => [cells.get("unit") ?? "", cells.get("text") ?? ""]));
}

/** Keep what coders said as `codes.csv` beside the sample; earlier codes of the same coders are replaced. */
export async function keepCodes(labels: string, name: string, codes: readonly Code[]): Promise<number> {
  const path = join(labels, name, "codes.csv");
  const replaced = new Set(codes.map((code) => code.coder));
  const kept: Code[] = [];
  if (existsSync(path)) {
    const warehouse = await Warehouse.open({ path: ":memory:" });
    try {
      kept.push(
        ...(await warehouse.rows<Code>(
          `select * from read_csv(${literal(path)}, all_varchar = true, header = true)`,
        )),
      );
    } finally {
      warehouse.close();
    }
  }
  const all = [...kept.filter((code) => !replaced.has(code.coder)), ...codes];
  all.sort((a, b) => (a.coder < b.coder ? -1 : a.coder > b.coder ? 1 : a.unit < b.unit ? -1 : 1));
  const cell = (text: string | null) => (text === null ? "" : `"${text.replaceAll('"', '""')}"`);
  const lines = all.map((code) => [code.unit, code.coder, code.sentiment, code.relevant].map(cell).join(","));
  writeFileSync(path, `unit,coder,sentiment,relevant\n${lines.join("\n")}\n`);
  return new Set(all.map((code) => code.coder)).size;
}
