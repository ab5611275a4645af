import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
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
