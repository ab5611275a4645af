import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SentimentModel } from "../../src/text/sentiment.ts";
import { PACKAGE_ROOT } from "../../src/workspace.ts";

function earshot(args: string[], input: string) {
  const program = join(PACKAGE_ROOT, "src", "cli", "earshot.mjs");
  return spawnSync(process.execPath, [program, ...args], { input, encoding: "utf8" });
}

test("score prints one JSON object for each line of input", () => {
  const lines = [
    '"I love it, wonderful!"',
    '{"text": "Ez borzalmas volt", "language": "hu"}',
    '"😀"',
    '{"text": null}',
  ];
  const { stdout, status } = earshot(["score", "--explain"], `${lines.join("\n")}\n`);
  const found = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(status).toBe(0);
  expect(found.map((line) => [line["language"], line["label"]])).toEqual([
    ["en", "positive"],
    ["hu", "negative"],
    ["und", "not_scored"],
    ["und", "not_scored"],
  ]);
  expect(found[0]?.["words"]).toEqual(expect.arrayContaining([{ word: "love", weight: expect.any(Number) }]));
  expect(found[2]).toMatchObject({ p_negative: null, model: null });
});

test("a line that is not JSON is named by its number", () => {
  const { stderr, status } = earshot(["score"], '"fine"\n{oops\n');
  expect(status).toBe(2);
  expect(stderr).toContain("line 2");
});

test("train compares on held-back texts, writes the study's model only where it helped, and counts odd labels", () => {
  const folder = mkdtempSync(join(tmpdir(), "earshot-test-"));
  try {
    mkdirSync(join(folder, "data"), { recursive: true });
    const words = ["blorpig", "quuxle", "zingolo"];
    const labels = ["negative", "neutral", "positive"];
    const rows = Array.from({ length: 90 }, (_, i) => {
      const name = String.fromCharCode(97 + (i % 26), 97 + ((i * 7) % 26), 97 + ((i * 11) % 26));
      return `"the ${name} delivery ${words[i % 3]} for ${name}${name}",${labels[i % 3]},en`;
    });
    const file = join(folder, "labels.csv");
    writeFileSync(file, ["text,label,language", ...rows, "odd one,unsure,en"].join("\n"));
    const { stdout, stderr, status } = earshot(
      ["train", "--labels", file, "--workspace", folder, "--json"],
      "",
    );
    expect(stderr).toContain("1 rows left out");
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as {
      helped: boolean;
      before: { macro_f1: number };
      after: { macro_f1: number };
    };
    expect(report.helped).toBe(true);
    expect(report.after.macro_f1).toBeGreaterThan(report.before.macro_f1 + 0.2);
    const tuned = SentimentModel.decode(readFileSync(join(folder, "data", "models", "study-sentiment.bin")));
    expect(tuned.score("delivery blorpig", "en").label).toBe("negative");
    const scored = earshot(
      ["score", "--workspace", folder],
      '{"text": "delivery blorpig", "language": "en"}\n',
    );
    expect(JSON.parse(scored.stdout)).toMatchObject({ label: "negative", model: tuned.version });
    const missing = earshot(["train", "--labels", join(folder, "none.csv")], "");
    expect([missing.status, missing.stderr.includes("missing file")]).toEqual([2, true]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("train says what a file lacks to learn from, and that a difference may be chance", () => {
  const folder = mkdtempSync(join(tmpdir(), "earshot-test-"));
  try {
    const train = (rows: string[]) => {
      const path = join(folder, "labels.csv");
      writeFileSync(path, ["text,label,language", ...rows].join("\n"));
      return earshot(["train", "--labels", path, "--workspace", folder], "");
    };
    const few = train(['"fine",positive,en']);
    expect([few.status, few.stderr.includes("too few labelled texts: 1")]).toEqual([2, true]);
    const one = train(Array.from({ length: 80 }, (_, i) => `"fine ${i}",positive,en`));
    expect([one.status, one.stderr]).toEqual([
      2,
      expect.stringContaining("are negative: 0 negative, 0 neutral, 80 positive"),
    ]);
    const both = train(
      Array.from(
        { length: 80 },
        (_, i) => `"${i % 2 ? "good" : "bad"} thing ${i}",${i % 2 ? "positive" : "negative"},en`,
      ),
    );
    expect(both.status, both.stderr).toBe(0);
    expect(both.stderr).toContain("no text is neutral");
    expect(both.stdout).toMatch(
      /right for \d+ texts, only the shipped one for \d+: (that may be|hardly by) chance/,
    );
    expect(both.stdout).not.toContain("recall neutral");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
