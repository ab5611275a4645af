import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readCodingTable } from "../../src/cli/labelling/coding-table.ts";
import { main } from "../../src/cli/main.ts";
import { Warehouse } from "../../src/warehouse/index.ts";
import { writeFiles } from "../pipeline/tiny-workspace.ts";

const root = mkdtempSync(join(tmpdir(), "earshot-label-read-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const STUDY = `title: Two kettles
time_zone: UTC
topics:
  - id: norla
    role: own
    query: norla
  - id: kelvo
    query: kelvo
sources:
  - match: "*.csv"
    format: generic
    platform: forum
    mapping: { native_id: id, published_at: at, text: text, author_name: author }
`;

async function earshot(...args: string[]) {
  const said = { code: -1, text: "" };
  const write = (text: string) => {
    said.text += text;
  };
  said.code = await main([...args, "--workspace", root], {
    out: { write },
    err: { write },
    environment: {},
  });
  return said;
}

test("codes are read although no table after the sample has been made yet", {
  timeout: 120_000,
}, async () => {
  const posts = Array.from({ length: 60 }, (_, i) => {
    const brand = i % 3 === 0 ? "kelvo" : "norla";
    return `p${i},2026-05-${String(4 + (i % 14)).padStart(2, "0")}T10:00:00Z,user${i},"My ${brand} kettle is ${i % 2 ? "great" : "terrible"}, number ${i}"`;
  });
  writeFiles(root, {
    "pipelines/study.yaml": STUDY,
    "data/exports/posts.csv": `id,at,author,text\n${posts.join("\n")}\n`,
  });
  const made = await earshot("run", "--select", "+topic_mentions +texts");
  expect(made.code, made.text).toBe(0);
  const drawn = await earshot("label", "--sample", "20", "--name", "first");
  expect(drawn.code, drawn.text).toBe(0);
  // One coder hears praise in the first ten units and blame in the rest.
  const codes = Array.from({ length: 20 }, (_, i) => `u${i + 1},${i < 10 ? "positive" : "negative"},yes`);
  writeFileSync(join(root, "ab.csv"), `unit,sentiment,relevant\n${codes.join("\n")}\n`);
  const read = await earshot("label", "--read", join(root, "ab.csv"));
  expect(read.code, read.text).toBe(0);
  expect(read.text).toContain("20 units read");
  expect(read.text).toMatch(/all: 20 units, 1 coders/);
  expect(read.text).toMatch(/query norla: precision 1\.00/);
});

const sample = join(root, "data", "labels", "first");
const listed = async (ending: string) => (await readCodingTable(join(sample, `adjudication.${ending}`))).rows;

async function majorities(): Promise<Record<string, unknown>[]> {
  const warehouse = await Warehouse.open({ path: join(root, "data", "warehouse", "earshot.duckdb") });
  try {
    return await warehouse.rows(
      "select unit, coders, human, relevant from label_majority where unit in ('u0003', 'u0015', 'u0020') order by unit",
    );
  } finally {
    warehouse.close();
  }
}

test("disagreements are a file beside the coding files, in which they are decided", {
  timeout: 120_000,
}, async () => {
  // The other coder differs in three units: twice in sentiment, once in relevance.
  const said = (i: number) => (i === 3 ? "unclear" : i === 15 || i <= 10 ? "positive" : "negative");
  const codes = Array.from({ length: 20 }, (_, i) => `u${i + 1},${said(i + 1)},${i === 19 ? "no" : "yes"}`);
  const other = join(root, "=1+cd.csv");
  writeFileSync(other, `unit,sentiment,relevant\n${codes.join("\n")}\n`);
  const read = await earshot("label", "--read", other);
  expect(read.code, read.text).toBe(0);
  expect(read.text).toContain("3 units with disagreement");
  expect(read.text).toMatch(/u0020 \(\w+, \w+\): relevant =1\+cd: no, ab: yes/);
  expect(read.text).toContain(join("data", "labels", "first", "adjudication.xlsx"));
  const coding = (await readCodingTable(join(sample, "coding.csv"))).rows;
  for (const ending of ["csv", "xlsx"]) {
    const rows = await listed(ending);
    expect(rows.map(({ cells }) => cells.get("unit"))).toEqual(["u0003", "u0015", "u0020"]);
    const cells = Object.fromEntries(rows[1]!.cells);
    expect(cells).toMatchObject({
      ...{ sentiment: "", relevant: "", remark: "", "ab: sentiment": "negative", "ab: relevant": "yes" },
      ...{ "majority: sentiment": "split", "majority: relevant": "yes" },
      text: coding.find((row) => row.cells.get("unit") === "u0015")!.cells.get("text"),
    });
    expect(cells["machine: sentiment"]).toMatch(/^(negative|neutral|positive|not_scored)$/);
  }
  const text = readFileSync(join(sample, "adjudication.csv"), "utf8");
  expect(text).toContain(`"'=1+cd: sentiment"`);
  expect(text).not.toMatch(/"[=+@-]/);
  // Two of three are decided, in a copy that somebody has saved under a name of their own.
  const decided = text
    .replace(/("u0015","\w+","[^"]*"),"","",""/, '$1,"neutral","","a joke"')
    .replace(/("u0020","\w+","[^"]*"),"",""/, '$1,"","no"');
  writeFileSync(join(sample, "adjudication.csv"), decided);
  writeFileSync(join(root, "Adjudication-gh.csv"), decided);
  const back = await earshot("label", "--read", join(root, "Adjudication-gh.csv"));
  expect(back.code, back.text).toBe(0);
  expect(back.text).toContain("the sample first has 2 coders now");
  expect(back.text).toContain("1 unit with disagreement; 2 decided");
  expect(back.text).toMatch(/all: 20 units, 2 coders; alpha/);
  expect(await majorities()).toEqual([
    { unit: "u0003", coders: 2, human: null, relevant: true },
    { unit: "u0015", coders: 2, human: "neutral", relevant: true },
    { unit: "u0020", coders: 2, human: null, relevant: false },
  ]);
  // What was decided and remarked is still there after the list was written anew.
  const kept = (await listed("csv")).map(({ cells }) =>
    ["sentiment", "relevant", "remark"].map((name) => cells.get(name)),
  );
  expect(kept).toEqual([
    ["", "", ""],
    ["neutral", "", "a joke"],
    ["", "no", ""],
  ]);
  expect((await listed("xlsx"))[1]!.cells.get("sentiment")).toBe("neutral");
});
