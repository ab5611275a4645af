import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeCodingFiles } from "../../src/cli/labelling/coding-files.ts";
import { allocate, drawSample } from "../../src/cli/labelling/draw-sample.ts";
import { keepCodes, sampleUnits } from "../../src/cli/labelling/label-store.ts";
import { readCodes } from "../../src/cli/labelling/read-codes.ts";
import { workbook } from "../../src/cli/labelling/workbook.ts";
import { EarshotError } from "../../src/errors.ts";
import type { Warehouse } from "../../src/warehouse/index.ts";
import { BASE, build, openSmallStudy, type SmallMention } from "../models/small-study.ts";

const REQUEST = { size: 60, seed: 7, period: null, topic: null };
let folder: string;
let warehouse: Warehouse;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "earshot-label-test-"));
  const mentions = Array.from({ length: 900 }, (_, i): SmallMention => {
    const label = i % 10 === 0 ? "negative" : i % 3 === 0 ? "positive" : "neutral";
    return {
      id: `m${i}`,
      at: `2026-05-${String(4 + (i % 14)).padStart(2, "0")} 10:00:00`,
      topics: [i % 4 === 0 ? "b" : "a"],
      author: `u${i % 300}`,
      label,
      language: i % 100 === 1 ? "lv" : "en",
      text: i === 5 ? '=cmd|"calc"!A1, <b>&\u0007bold' : `post ${i}, "quoted"\nsecond line; ārā`,
    };
  });
  warehouse = await openSmallStudy({ topics: [{ topic: "a" }, { topic: "b" }], mentions });
  await build(warehouse, ...BASE);
});

afterAll(() => {
  warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

test("every stratum is drawn from, small ones more densely, and probabilities undo it", async () => {
  const units = await drawSample(warehouse, REQUEST);
  expect(units).toHaveLength(60);
  expect(new Set(units.map((unit) => `${unit.mention_id} ${unit.topic}`)).size).toBe(60);
  // Latvian is 1 % of the mentions: it goes into the strata of small languages.
  const strata = new Set(units.map((unit) => unit.stratum));
  for (const topic of ["a", "b"])
    for (const label of ["negative", "neutral", "positive"])
      expect(strata).toContain(`${topic} / en / ${label}`);
  expect([...strata].filter((stratum) => stratum.includes("/ lv /"))).toEqual([]);
  expect(strata).toContain("a / other / neutral");
  const weighted = units.reduce((sum, unit) => sum + 1 / unit.probability, 0);
  expect(weighted).toBeCloseTo(900, 6);
  const rate = (label: string) => {
    const own = units.filter((unit) => unit.label === label);
    return own.length / own.reduce((sum, unit) => sum + 1 / unit.probability, 0);
  };
  expect(rate("negative")).toBeGreaterThan(rate("neutral"));
});

test("the same seed draws the same sample, another seed another one", async () => {
  const ids = async (seed: number) =>
    (await drawSample(warehouse, { ...REQUEST, seed })).map((u) => u.mention_id);
  const first = await ids(7);
  expect(await ids(7)).toEqual(first);
  expect(await ids(8)).not.toEqual(first);
});

test("allocation gives all there is and not more", () => {
  const drawn = allocate(
    [
      { stratum: "x", units: 2 },
      { stratum: "y", units: 50 },
    ],
    100,
  );
  expect([...drawn]).toEqual([
    ["x", 2],
    ["y", 50],
  ]);
});

test("coding files hide the machine's label, hold no formula, and come back from CSV and XLSX", async () => {
  const units = await drawSample(warehouse, { ...REQUEST, size: 900 });
  const own = join(folder, "round");
  const [sample, csv, xlsx] = writeCodingFiles(own, units);
  const text = readFileSync(csv!, "utf8");
  expect(text.split("\r\n")[0]).toBe('\ufeff"unit","topic","text","sentiment","relevant","remark"');
  expect(text).not.toMatch(/"(negative|neutral|positive)"/);
  expect(text).not.toMatch(/"[=+@-]/);
  expect(text).toContain('"\'=cmd|""calc""!A1');
  const known = await sampleUnits(folder, "round");
  expect(known.size).toBe(900);
  expect(readFileSync(sample!, "utf8")).toContain('"probability"');
  // Nothing filled in: nothing read, from either format.
  for (const file of [csv!, xlsx!]) expect(await readCodes([file], known)).toEqual([]);
  const coding = [
    ["unit", "topic", "text", "sentiment", "relevant", "remark"],
    ["u0002", "a", "=1+1 <i>\n\u0001", "positive", "yes", ""],
  ];
  const filled = join(folder, "ef.xlsx");
  writeFileSync(
    filled,
    workbook([
      { name: "Coding", rows: coding, widths: [] },
      { name: "Instructions", rows: [["x"]], widths: [] },
    ]),
  );
  expect(await readCodes([filled], known)).toEqual([
    { unit: "u0002", coder: "ef", sentiment: "positive", relevant: "yes" },
  ]);
});

test("a spreadsheet's own CSV is read, and each file is one coder", async () => {
  const known = new Set(["u0001", "u0002", "u0003"]);
  const one = join(folder, "coding-ab.csv");
  writeFileSync(
    one,
    'unit;topic;text;sentiment;relevant;remark\r\nu0001;a;"x;\r\ny";Negative;YES;\r\nu0002;a;z;;no;spam\r\nu0003;a;z;;;\r\n',
  );
  expect(await readCodes([one], known)).toEqual([
    { unit: "u0001", coder: "coding-ab", sentiment: "negative", relevant: "yes" },
    { unit: "u0002", coder: "coding-ab", sentiment: null, relevant: "no" },
  ]);
  const units = await drawSample(warehouse, { ...REQUEST, size: 9 });
  writeCodingFiles(join(folder, "kept"), units);
  const code = (unit: string, coder: string, sentiment: string) => ({
    unit,
    coder,
    sentiment,
    relevant: null,
  });
  const none = new Map();
  expect(
    await keepCodes(folder, "kept", [code("u0001", "ab", "neutral"), code("u0002", "ab", "positive")]),
  ).toEqual({ coders: 1, replaced: none });
  expect(await keepCodes(folder, "kept", [code("u0001", "cd", "neutral")])).toEqual({
    coders: 2,
    replaced: none,
  });
  expect(await keepCodes(folder, "kept", [code("u0001", "ab", "negative")])).toEqual({
    coders: 2,
    replaced: new Map([["ab", 2]]),
  });
  expect(readFileSync(join(folder, "kept", "codes.csv"), "utf8")).toBe(
    'unit,coder,sentiment,relevant\n"u0001","ab","negative",\n"u0001","cd","neutral",\n',
  );
});

test("all mistakes of all files are told together, and nothing is read", async () => {
  const bad = join(folder, "bad.csv");
  writeFileSync(bad, "unit,sentiment,relevant\nu0001,angry,yes\nu9999,neutral,maybe\n");
  const caught = await readCodes([bad], new Set(["u0001"])).catch((error: unknown) => error);
  expect(caught).toBeInstanceOf(EarshotError);
  const messages = (caught as EarshotError).diagnostics.map((d) => `${d.line}: ${d.message}`);
  expect(messages).toEqual([
    "2: invalid sentiment: angry; negative, neutral, positive, unclear",
    "3: unknown unit: u9999",
    "3: invalid relevant: maybe; yes or no",
  ]);
});

test("files as spreadsheets save them are read, whatever their encoding, delimiter and spelling of units", async () => {
  const known = new Set(["u0001", "u0002", "u0003", "u0004"]);
  const texts = new Map([
    ["u0001", "Čau! Labs veikals, žēl ka slēgts"],
    ["u0002", "second text of all"],
  ]);
  const table =
    'sep=;\r\nUnit;text;Sentiment;relevant\r\n1;"Čau! Labs\nveikals, žēl ka slēgts";neg;y\r\n U2 ;second text of all;POSITIVE ;no\r\nu3;;;\r\n';
  const expected = [
    { unit: "u0001", sentiment: "negative", relevant: "yes" },
    { unit: "u0002", sentiment: "positive", relevant: "no" },
  ];
  const utf16 = Buffer.from(`\ufeff${table.replaceAll(";", "\t")}`, "utf16le");
  const windows = Buffer.from(table.normalize("NFD").replace(/\p{M}/gu, "").replace("!", "\u00a1"), "latin1");
  for (const [coder, bytes] of [
    ["utf8", Buffer.from(table)],
    ["utf16", utf16],
    ["windows", windows],
  ] as const) {
    const path = join(folder, `${coder}.csv`);
    writeFileSync(path, bytes);
    const told: string[] = [];
    const codes = await readCodes([path], known, { texts, tell: (message) => told.push(message) });
    expect(codes, coder).toEqual(expected.map((code) => ({ ...code, coder })));
    expect(told).toEqual([
      `${coder}: 1 of 4 units are not in the file`,
      `${coder}: 1 of 4 units are left empty`,
    ]);
  }
});

test("mistakes of coders are told all at once, each with its row, and nothing is read", async () => {
  const known = new Set(["u0001", "u0002", "u0003"]);
  const texts = new Map([
    ["u0001", "nobody answers my questions here"],
    ["u0002", "second text of all"],
  ]);
  const path = join(folder, "careless.csv");
  const rows = [
    "unit,text,sentiment,relevant",
    "u0001,second text of all,mixed,maybe",
    "u0002,second text of all,neutral,",
    "u0002,second text of all,negative,",
    ",a text without its unit,negative,yes",
    "u0077,,n,",
  ];
  writeFileSync(path, rows.join("\n"));
  writeFileSync(
    join(folder, "careless.xlsx"),
    workbook([{ name: "Coding", rows: [["unit"], ["u0001"]], widths: [] }]),
  );
  const failure = await readCodes([path, join(folder, "careless.xlsx")], known, { texts }).catch(
    (error) => error,
  );
  const told = failure.diagnostics.map(
    (one: { line?: number; message: string }) => `${one.line ?? "–"} ${one.message}`,
  );
  expect(told).toEqual([
    "2 invalid sentiment: mixed; negative, neutral, positive, unclear",
    "2 invalid relevant: maybe; yes or no",
    "2 the text beside u0001 is another unit's: was a column sorted, or shifted, by itself?",
    "4 u0002 is coded twice, and differently: also in row 3",
    "5 codes without a unit",
    "6 invalid sentiment: n; negative, neutral, positive, unclear",
    "6 unknown unit: u0077",
    expect.stringMatching(/^– the same coder as .*careless.csv/),
    "– neither a column `sentiment` nor `relevant`: is this a coding file?",
  ]);
});
