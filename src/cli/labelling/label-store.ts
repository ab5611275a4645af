import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EarshotError } from "../../errors.ts";
import { literal } from "../../warehouse/sql-text.ts";
import { Warehouse } from "../../warehouse/warehouse.ts";
import { ADJUDICATION } from "./code-words.ts";
import { type CodingTable, readCodingTable } from "./coding-table.ts";
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

const SAMPLE_COLUMNS = ["unit", "mention_id", "topic", "period", "language", "stratum", "probability"];

/** What a spreadsheet did to a sample's file, which is not for editing; null where it is as it was drawn. */
function sampleFault({ columns, rows }: CodingTable): string | null {
  const gone = SAMPLE_COLUMNS.find((name) => !columns.includes(name));
  if (gone !== undefined) return `it has no column \`${gone}\``;
  for (const { row, cells } of rows) {
    const probability = Number(cells.get("probability") || Number.NaN);
    if (!(probability > 0 && probability <= 1))
      return `row ${row}: \`${cells.get("probability")}\` is no probability`;
    const id = cells.get("mention_id") ?? "";
    if (id === "" || /^[\d.,]+e\+\d+$/i.test(id)) return `row ${row}: \`${id}\` is no mention's id`;
  }
  return null;
}

/** Units of a sample. Throws where its `sample.csv` was changed, as a spreadsheet does that opens and saves it. */
export async function sampleUnits(labels: string, name: string): Promise<Set<string>> {
  const path = join(labels, name, "sample.csv");
  const table = await readCodingTable(path);
  const comma = readFileSync(path, "utf8").split("\n", 1)[0]?.includes(",") ?? false;
  const fault = sampleFault(table) ?? (comma ? null : "its columns are no longer parted by commas");
  if (fault === null) return new Set(table.rows.map(({ cells }) => cells.get("unit") ?? ""));
  throw new EarshotError(`${path} was changed since it was drawn: ${fault}; nothing was read`, {
    remedy:
      "Put it back as it was. Without a copy: move the folder away, draw the sample again with the same options (the same seed over the same mentions draws the same one), and read the coders' files.",
  });
}

/** Texts of a sample's units as they were given out; empty where `coding.csv` is gone. */
export async function sampleTexts(labels: string, name: string): Promise<Map<string, string>> {
  const path = join(labels, name, "coding.csv");
  if (!existsSync(path)) return new Map();
  const { rows } = await readCodingTable(path);
  return new Map(rows.map(({ cells }) => [cells.get("unit") ?? "", cells.get("text") ?? ""]));
}

/** What was kept: how many coders the sample has now (decisions are no coder), and how many earlier codes each coder's new ones replaced. */
export interface KeptCodes {
  coders: number;
  replaced: Map<string, number>;
}

/** Keep what coders said as `codes.csv` beside the sample; earlier codes of the same coders are replaced. */
export async function keepCodes(labels: string, name: string, codes: readonly Code[]): Promise<KeptCodes> {
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
  const coders = new Set(all.map((code) => code.coder));
  coders.delete(ADJUDICATION);
  const earlier = (coder: string) => kept.filter((code) => code.coder === coder).length;
  return {
    coders: coders.size,
    replaced: new Map(
      [...replaced].map((coder) => [coder, earlier(coder)] as const).filter(([, n]) => n > 0),
    ),
  };
}
