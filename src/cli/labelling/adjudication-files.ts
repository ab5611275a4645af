import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ADJUDICATION, RELEVANCE, SENTIMENTS } from "./code-words.ts";
import { csv, HEADER, harmless } from "./coding-files.ts";
import { readCodingTable } from "./coding-table.ts";
import { type Disagreement, majorityOf } from "./disagreements.ts";
import { workbook } from "./workbook.ts";

type Typed = Pick<Map<string, string>, "get">;

const INSTRUCTIONS = [
  ["How to decide"],
  [
    "1. These are the units on which coders disagree. Read the text, talk it over, and write what shall count into sentiment and relevant. Leave a cell empty where nothing shall be decided: then most coders count.",
  ],
  [
    "2. Decide from the text and the coders' words. The machine's label stands last, to see what was at stake; labels that follow the machine cannot correct it.",
  ],
  ["3. Keep the name of the file beginning with adjudication, and hand it back: earshot label --read FILE"],
];

/** What somebody has typed into a file of decisions, by unit; empty without the file. */
async function typedInto(path: string): Promise<Map<string, Typed>> {
  if (!existsSync(path)) return new Map();
  const { rows } = await readCodingTable(path);
  return new Map(rows.map(({ cells }) => [cells.get("unit") ?? "", cells]));
}

/** The table of a file of decisions: a coding file with what coders said behind. */
export function adjudicationRows(
  units: readonly Disagreement[],
  texts: ReadonlyMap<string, string>,
  typed: ReadonlyMap<string, Typed> = new Map(),
): string[][] {
  const coders = [...new Set(units.flatMap(({ opinions }) => opinions.map(({ coder }) => coder)))].sort();
  const said = ["sentiment", "relevant"] as const;
  const header = [
    ...HEADER,
    ...coders.flatMap((coder) => said.map((what) => `${coder}: ${what}`)),
    ...said.map((what) => `majority: ${what}`),
    "machine: sentiment",
  ];
  const rows = units.map((one) => {
    const cells = typed.get(one.unit);
    const given = texts.get(one.unit)?.replace(/^'(?=[=+\-@])/, "");
    return [
      ...[one.unit, one.topic, given ?? one.text ?? ""],
      ...said.map((what) => cells?.get(what) || (one.decision?.[what] ?? "")),
      cells?.get("remark") ?? "",
      ...coders.flatMap((coder) => {
        const own = one.opinions.find((opinion) => opinion.coder === coder);
        return said.map((what) => own?.[what] ?? "");
      }),
      ...said.map((what) => majorityOf(one.opinions.map((opinion) => opinion[what]))),
      one.machine ?? "",
    ];
  });
  return [header, ...rows];
}

/**
 * Write the units on which coders disagree as `adjudication.csv` and `adjudication.xlsx` into the folder of the sample, to be
 * decided in their columns sentiment and relevant and read back. What is typed into such a file already stays.
 *
 * @param texts of the units as the coders saw them
 * @returns the two paths; none where there is nothing to decide. Throws an EarshotError where an earlier file cannot be read
 */
export async function writeAdjudication(
  folder: string,
  units: readonly Disagreement[],
  texts: ReadonlyMap<string, string>,
): Promise<string[]> {
  if (units.length === 0) return [];
  const paths = ["csv", "xlsx"].map((ending) => join(folder, `${ADJUDICATION}.${ending}`)) as [
    string,
    string,
  ];
  const [plain, book] = [await typedInto(paths[0]), await typedInto(paths[1])];
  writeFileSync(paths[0], csv(adjudicationRows(units, texts, plain).map((row) => row.map(harmless))));
  const rows = adjudicationRows(units, texts, book);
  const opinions = rows[0]!.slice(HEADER.length).map(() => 12);
  writeFileSync(
    paths[1],
    workbook([
      {
        name: "Adjudication",
        rows,
        widths: [8, 14, 90, 12, 10, 30, ...opinions],
        choices: { 3: SENTIMENTS, 4: RELEVANCE },
      },
      { name: "Instructions", rows: INSTRUCTIONS, widths: [120] },
    ]),
  );
  return paths;
}
