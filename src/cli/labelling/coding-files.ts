import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RELEVANCE, SENTIMENTS } from "./code-words.ts";
import type { SampledUnit } from "./draw-sample.ts";
import { workbook } from "./workbook.ts";

/** Columns of a coding file. */
export const HEADER = ["unit", "topic", "text", "sentiment", "relevant", "remark"];

const INSTRUCTIONS = [
  ["How to code"],
  [
    "1. Code alone, from the text itself. Do not look the author up, and do not talk about units until all have coded.",
  ],
  [
    "2. sentiment: what the text says about the topic in the column beside it: negative, neutral or positive. Mixed or no judgement: neutral. Not to be understood: unclear.",
  ],
  ["3. Irony counts as what is meant. A question or a piece of news without judgement is neutral."],
  [
    "4. relevant: yes when the text is about the topic, no when the name only looks the same or the text is spam. A text that is not relevant needs no sentiment.",
  ],
  [
    "5. Leave a cell empty rather than guess. Do not change, sort away or add units; the order is random on purpose.",
  ],
  [
    "6. Save under a name with your initials (coding-ab.xlsx or .csv) and hand it back: earshot label --read FILE…",
  ],
];

/** A cell that a spreadsheet cannot take for a formula. */
export const harmless = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** CSV text as spreadsheets take it: every cell quoted, with a byte order mark. */
export function csv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => row.map((cell) => quoted(cell)).join(",")).join("\r\n")}\r\n`;
}

/**
 * Write `sample.csv` (what was drawn, with the machine's label and the probability: not for coders), `coding.csv` and
 * `coding.xlsx` (for coders) into `folder`.
 * @returns the three paths
 */
export function writeCodingFiles(folder: string, units: readonly SampledUnit[]): string[] {
  mkdirSync(folder, { recursive: true });
  const names = ["mention_id", "topic", "period", "language", "stratum", "probability", "label"] as const;
  const sample = [
    ["unit", ...names],
    ...units.map((unit) => [unit.unit, ...names.map((name) => String(unit[name]))]),
  ];
  const coding = [HEADER, ...units.map((unit) => [unit.unit, unit.topic, unit.text, "", "", ""])];
  const paths = ["sample.csv", "coding.csv", "coding.xlsx"].map((name) => join(folder, name));
  writeFileSync(paths[0]!, csv(sample));
  writeFileSync(paths[1]!, csv(coding.map((row) => row.map(harmless))));
  writeFileSync(
    paths[2]!,
    workbook([
      {
        name: "Coding",
        rows: coding,
        widths: [8, 14, 90, 12, 10, 30],
        choices: { 3: SENTIMENTS, 4: RELEVANCE },
      },
      { name: "Instructions", rows: INSTRUCTIONS, widths: [120] },
    ]),
  );
  return paths;
}
