import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readTrainingLabels } from "../../src/cli/labelling/training-labels.ts";
import { SentimentModel } from "../../src/text/sentiment.ts";
import type { LabelledText } from "../../src/text/training/corpus.ts";
import { fineTune } from "../../src/text/training/fine-tune.ts";
import { Warehouse } from "../../src/warehouse/warehouse.ts";
import { PACKAGE_ROOT } from "../../src/workspace.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-train-labels-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const said = async (path: string) =>
  (await readTrainingLabels(path)).labels.map(({ text, label, language }) => [text, label, language]);

test("labels are read from CSV as spreadsheets save it, whatever order and words", async () => {
  const wanted = [
    ["good; really", 2, "en"],
    ["kām patīk", 0, null],
    ["so so", 1, null],
  ];
  const rows =
    'Sentiment;remark;Text;language\nPOS;;"good; really";EN\nnegatīvs;x;kām patīk;Latvian\n0;;so so;\n';
  expect(await said(file("semicolon.csv", rows))).toEqual(wanted);
  const utf16 = Buffer.from(`\uFEFF${rows}`, "utf16le");
  expect(await said(file("utf16.csv", utf16))).toEqual(wanted);
  const titled = file("title.csv", `My study;;;\r\n;;;\r\n${rows.replaceAll("\n", "\r\n")}`);
  expect(await said(titled)).toEqual(wanted);
});

test("odd words, empty cells and disputed texts are counted, not taken for labels", async () => {
  const rows =
    "text,label\nfine,positive\nfine,negative\n,positive\nwell,\nhm,mixed\nhm,constructor\nhmm,mixed\n";
  const found = await readTrainingLabels(file("odd.csv", rows));
  expect(found.labels.map(({ label }) => label)).toEqual([2, 0]);
  expect(found).toMatchObject({ odd: { rows: 3, words: ["mixed", "constructor"] }, empty: 2, disputed: 1 });
});

test("Parquet is read by its content", async () => {
  const path = join(folder, "labels.data");
  const warehouse = await Warehouse.open({ path: ":memory:" });
  await warehouse.run(
    `copy (select 'fine' as "TEXT", 1::tinyint as "Label", 'en' as language, current_date as day) to '${path}' (format parquet)`,
  );
  warehouse.close();
  expect(await said(path)).toEqual([["fine", 2, "en"]]);
});

test.each([
  ["columns.csv", "body,label\nfine,positive\n", "missing column"],
  ["labelless.csv", "text,mood\nfine,positive\n", "it has text, mood"],
  ["empty.csv", "", "missing column"],
  ["spoilt.parquet", "PAR1 and nothing after", "cannot be read as Parquet"],
  ["old.xls", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]), "old .xls workbook"],
  [
    "quote.csv",
    `text,label\n"never closed,positive\n${"fine,positive\n".repeat(300)}`,
    "row 2: a quotation mark is opened",
  ],
])("%s is refused with a remedy", async (name, content, message) => {
  const error = await readTrainingLabels(file(name, content)).then(
    () => expect.fail("no error"),
    (thrown: Error & { remedy?: string }) => thrown,
  );
  expect(error.name).toBe("EarshotError");
  expect(error.message).toContain(message);
  expect(error.remedy).toBeTruthy();
});

const base = () => SentimentModel.decode(readFileSync(join(PACKAGE_ROOT, "data/models/sentiment.bin")));

/** Texts of invented words, `n` of them, with the classes in turn. */
const texts = (n: number, language: string, classes: number[]): LabelledText[] =>
  Array.from({ length: n }, (_, i) => {
    const label = classes[i % classes.length] as number;
    const name = String.fromCharCode(97 + (i % 26), 97 + ((i * 7) % 26), 97 + ((i * 11) % 25));
    const text = `the ${name} ${["blorpig", "quuxle", "zingolo"][label]} zarg`;
    return { text, label, language, source: "study" };
  });

test("few labels make no language known, and no language is none", () => {
  const own = [...texts(60, "sw", [0, 1, 2]), ...texts(12, "ga", [0, 1, 2]), ...texts(70, "und", [0, 1, 2])];
  const tuned = SentimentModel.decode(fineTune(base(), own, "tuned").file);
  expect(tuned.hasEvidence("sw")).toBe(true);
  expect(tuned.languages.get("sw")).toMatchObject({ texts: 60, domains: ["this study"], neutral: true });
  expect([tuned.hasEvidence("ga"), tuned.hasEvidence("und")]).toEqual([false, false]);
});

test("labels without neutral teach positive against negative and leave neutral alone", () => {
  const { before, after, gained, lost, file: bytes } = fineTune(base(), texts(120, "en", [0, 2]), "tuned");
  expect([before.predictions(1), after.predictions(1)]).toEqual([0, 0]);
  expect(after.accuracy).toBeGreaterThan(0.9);
  expect(gained - lost).toBe(Math.round((after.accuracy - before.accuracy) * 120));
  const plain = "The meeting is on Monday at ten in the town hall.";
  const tuned = SentimentModel.decode(bytes);
  expect(tuned.score("the blorpig", "en").negative).toBeGreaterThan(
    tuned.score("the blorpig", "en").positive,
  );
  expect(tuned.score(plain, "en").label).toBe(base().score(plain, "en").label);
});
