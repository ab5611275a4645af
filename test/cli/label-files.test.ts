import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adjudicationRows, writeAdjudication } from "../../src/cli/labelling/adjudication-files.ts";
import { readCodingTable } from "../../src/cli/labelling/coding-table.ts";
import { type Disagreement, majorityOf } from "../../src/cli/labelling/disagreements.ts";
import { sampleUnits } from "../../src/cli/labelling/label-store.ts";
import { readCodes } from "../../src/cli/labelling/read-codes.ts";
import { workbook } from "../../src/cli/labelling/workbook.ts";
import { EarshotError } from "../../src/errors.ts";

const HEADER = ["unit", "topic", "text", "sentiment", "relevant", "remark"];
const WORDS =
  "oat rye hop fig yam kelp plum leek mint sage dill beet corn bean lime pear kale chard cress okra".split(
    " ",
  );
const unit = (i: number) => `u${String(i + 1).padStart(4, "0")}`;
const KNOWN = new Set(Array.from({ length: 30 }, (_, i) => unit(i)));
/** Texts of a sample, each of words that the texts beside it do not have. */
const texts = (shift = 0) =>
  new Map(
    [...KNOWN].map((name, i) => [
      name,
      [0, 7, 14].map((step) => WORDS[(i * 3 + step + shift) % WORDS.length]).join(" soup "),
    ]),
  );
const coded = (sentiment = (i: number) => ["negative", "neutral", "positive"][i % 3]!) => [
  HEADER,
  ...[...texts()].map(([name, text], i) => [name, "acme", text, sentiment(i), "yes", ""]),
];
const EXPECTED = [...KNOWN].map((name, i) => [name, ["negative", "neutral", "positive"][i % 3], "yes"]);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "earshot-label-files-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const csv = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(";")).join("\r\n");

/** What reading a file gives: codes, notes, and mistakes as `row message` (– for the whole file). */
async function reading(name: string, content: string | Uint8Array, given = texts()) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const told: string[] = [];
  const tell = (message: string) => told.push(message);
  const found = await readCodes([path], KNOWN, { texts: given, tell }).catch((error: EarshotError) => error);
  if (!(found instanceof EarshotError))
    return { codes: found.map((code) => [code.unit, code.sentiment, code.relevant]), told, mistakes: [] };
  expect(found.remedy).toContain("read the files again");
  return { codes: null, told, mistakes: found.diagnostics.map((d) => `${d.line ?? "–"} ${d.message}`) };
}

test.each([
  ["Dutch", ["negatief", "Neutraal", "POSITIEF"], "Ja"],
  ["Finnish", ["negatiivinen", "neutraali", "positiivinen"], "kyllä"],
  ["Hungarian", ["negatív", "semleges", "Pozitív"], "igen"],
  ["Latvian", ["negatīvs", "neitrāls", "pozitīvs"], "jā"],
  ["short, with blanks", [" neg ", "neu\u00a0", "POS"], "Y"],
])("%s words are known", async (_, words, yes) => {
  const rows = coded((i) => words[i % 3]!).map((row) => row.map((cell) => (cell === "yes" ? yes : cell)));
  expect((await reading("words.csv", csv(rows))).codes).toEqual(EXPECTED);
});

test("columns that are renamed, doubled or gone are told, not lost", async () => {
  const named = (name: string, at: number) =>
    coded().map((row, i) => (i === 0 ? row.map((cell, column) => (column === at ? name : cell)) : row));
  expect((await reading("renamed.csv", csv(named("feeling", 3)))).mistakes).toEqual([
    "– no column `sentiment`, but `feeling`: give columns their names back, or remove them",
  ]);
  expect((await reading("doubled.csv", csv(named("Sentiment", 5)))).mistakes).toEqual([
    "– two columns `sentiment`: which one counts? Rename or remove the other",
  ]);
  const without = (at: number) => csv(coded().map((row) => row.filter((_, column) => column !== at)));
  const relevance = await reading("gone.csv", without(3));
  expect(relevance.told).toEqual(["gone: there is no column `sentiment`"]);
  expect(relevance.codes).toEqual(EXPECTED.map(([name]) => [name, null, "yes"]));
  const blind = await reading("blind.csv", without(2));
  expect(blind.told).toEqual([
    "blind: without the column `text` it cannot be seen whether rows were mixed up",
  ]);
  expect(blind.codes).toEqual(EXPECTED);
  const turned = coded().map((row) => [5, 3, 0, 4, 1, 2].map((at) => row[at]!));
  expect(await reading("turned.csv", csv(turned))).toEqual({ codes: EXPECTED, told: [], mistakes: [] });
});

test("a mistake in every row is told for ten rows and counted for the rest", async () => {
  const { mistakes } = await reading("numbers.csv", csv(coded((i) => (i === 4 ? "neutral" : "-1"))));
  expect(mistakes).toHaveLength(11);
  expect(mistakes[0]).toBe("2 invalid sentiment: -1; negative, neutral, positive, unclear");
  expect(mistakes.at(-1)).toBe("13 the same in 19 more rows: 13 to 31");
});

test("a file of another sample is known by its texts", async () => {
  const { mistakes } = await reading("other.csv", csv(coded()), texts(1));
  expect(mistakes).toEqual([
    "– the texts beside 30 of 30 units are not this sample's: is it a file of another one? --name says which sample is meant",
  ]);
});

test("a workbook's rows are counted as the spreadsheet does, wider ones are read, and any sheet may hold the codes", async () => {
  const rows = coded();
  rows[20] = [...rows[20]!.slice(0, 5), "", "", "a note far to the right"];
  const book = (body: readonly (readonly string[])[]) =>
    workbook([
      { name: "Notes", rows: Array.from({ length: 20 }, () => Array(9).fill("note")), widths: [] },
      { name: "Coding", rows: body, widths: [] },
    ]);
  expect(await reading("wide.xlsx", book(rows))).toEqual({ codes: EXPECTED, told: [], mistakes: [] });
  const empty = Array(6).fill("");
  const spoiled = [...rows.slice(0, 5), ...rows.slice(5).map((row) => [...row])];
  spoiled.splice(3, 0, empty, empty);
  spoiled[9]![3] = "angry";
  expect((await reading("rows.xlsx", book(spoiled))).mistakes).toEqual([
    "10 invalid sentiment: angry; negative, neutral, positive, unclear",
  ]);
  // Names do not say what a file is.
  expect((await reading("text.xlsx", csv(coded()))).codes).toEqual(EXPECTED);
  expect((await reading("book.csv", book(coded()))).codes).toEqual(EXPECTED);
});

test("what is no CSV and no XLSX is told with what to do", async () => {
  const old = await reading("old.xls", Buffer.from("d0cf11e0a1b11ae1", "hex"));
  expect(old.mistakes).toEqual([
    "– an old .xls workbook, or one with a password. Save it as .xlsx without a password, or as .csv.",
  ]);
  const broken = await reading("broken.xlsx", Buffer.from("504b030411223344", "hex"));
  expect(broken.mistakes).toEqual([expect.stringContaining("not a zip that can be read")]);
});

test("two files with the same codes are suspected to be one coder's", async () => {
  const paths = ["one.csv", "two.csv"].map((name) => join(folder, name));
  for (const path of paths) writeFileSync(path, csv(coded()));
  const told: string[] = [];
  await readCodes(paths, KNOWN, { texts: texts(), tell: (message) => told.push(message) });
  expect(told).toEqual(["one and two say the same of every unit: is it one coder's file twice?"]);
});

test("a sample's own file that a spreadsheet has saved anew is refused, and the row told", async () => {
  mkdirSync(join(folder, "drawn"));
  const path = join(folder, "drawn", "sample.csv");
  const drawn = [
    "unit,mention_id,topic,period,language,stratum,probability,label",
    "u0001,12e4567890123456,acme,2026-w18,en,acme / en / neutral,0.25,neutral",
    "u0002,9a1b,acme,2026-w18,en,acme / en / neutral,1,neutral",
  ].join("\n");
  const units = async (text: string) => {
    writeFileSync(path, text);
    return sampleUnits(folder, "drawn").catch((error: EarshotError) => error.message);
  };
  expect(await units(drawn)).toEqual(new Set(["u0001", "u0002"]));
  expect(await units(drawn.replace("12e4567890123456", "1.2E+17"))).toContain(
    "row 2: `1.2E+17` is no mention's id",
  );
  expect(await units(drawn.replaceAll(",", ";").replace("0.25", "0,25"))).toContain(
    "row 2: `0,25` is no probability",
  );
  expect(await units(drawn.replaceAll(",", ";"))).toContain("no longer parted by commas");
  expect(await units(drawn.replace(",probability", ",p"))).toContain("no column `probability`");
});

test("a list of disagreements holds no formula, any number of coders, and is itself a coding file", async () => {
  const coders = Array.from({ length: 12 }, (_, i) => `@coder${String(i).padStart(2, "0")}`);
  const unit: Disagreement = {
    ...{ unit: "u0001", topic: "-topic", language: "en", text: null, machine: null, decision: null },
    opinions: coders.map((coder, i) => ({ coder, sentiment: i ? "negative" : "positive", relevant: null })),
  };
  const own = new Map([["u0001", "'=cmd|x"]]);
  expect(adjudicationRows([unit], own)[1]!.slice(0, 3)).toEqual(["u0001", "-topic", "=cmd|x"]);
  mkdirSync(join(folder, "listed"));
  const [plain, book] = await writeAdjudication(join(folder, "listed"), [unit], own);
  const text = readFileSync(plain!, "utf8");
  expect(text).toContain(`"u0001","'-topic","'=cmd|x"`);
  expect(text).not.toMatch(/"[=+@-]/);
  const { columns, rows } = await readCodingTable(book!);
  expect(columns).toHaveLength(6 + 24 + 3);
  expect(rows[0]!.cells.get("@coder11: sentiment")).toBe("negative");
  expect(rows[0]!.cells.get("majority: sentiment")).toBe("negative");
  const decided = text.replace(`x","",`, `x","positive",`);
  writeFileSync(join(folder, "adjudication.csv"), decided);
  expect(await readCodes([join(folder, "adjudication.csv")], new Set(["u0001", "u0002"]))).toEqual([
    { unit: "u0001", coder: "adjudication", sentiment: "positive", relevant: null },
  ]);
  expect(await writeAdjudication(join(folder, "listed"), [], own)).toEqual([]);
});

test("a majority needs one word that is said most", () => {
  expect(majorityOf(["negative", "neutral", "negative", null])).toBe("negative");
  expect(majorityOf(["negative", "neutral", null])).toBe("split");
  expect(majorityOf([null])).toBe("");
});
