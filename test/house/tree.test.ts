import { readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { sourceFiles, trackedFiles } from "./source-files.ts";

const TOP = [
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "observablehq.config.ts",
  "biome.json",
  "LICENSE",
  "CHANGELOG.md",
  "README.md",
  "pipelines",
  "data",
  "src",
  "reports",
  "test",
  "docs",
];

test("the top level holds what it is meant to hold, and nothing else", () => {
  const top = new Set(trackedFiles().map((path) => path.split("/")[0] as string));
  expect([...top].filter((name) => !name.startsWith(".") && !TOP.includes(name))).toEqual([]);
});

test("no source file grows past 300 lines, but for catalogues of messages", () => {
  const long = [...sourceFiles("src"), ...sourceFiles("pipelines"), ...sourceFiles("reports")]
    .filter((path) => !path.startsWith("reports/messages/"))
    .map((path) => ({ path, lines: readFileSync(path, "utf8").split("\n").length }))
    .filter(({ lines }) => lines > 300);
  expect(long).toEqual([]);
});

test("files are named in kebab-case, but for pipelines, where a file is named as its table", () => {
  const wrong = sourceFiles("src").filter((path) => !/^(?:[a-z0-9.-]+\/)*[a-z0-9.-]+$/.test(path));
  expect(wrong).toEqual([]);
});

test("nothing tracked names a path of one machine", () => {
  const places = ["home", "root", "tmp", "work", "Users"].join("|");
  const pattern = new RegExp(`(^|[^A-Za-z0-9_.@/-])/(${places})/[A-Za-z._-]`, "m");
  const texts = trackedFiles().filter(
    (path) => /\.(ts|mjs|js|json|md|sql|yaml|sh|css)$|^\.ci/.test(path) && path !== "package-lock.json",
  );
  const named = texts.filter((path) => statSync(path).size < 2e6 && pattern.test(readFileSync(path, "utf8")));
  expect(named).toEqual([]);
});

test("code has one default export only where a contract asks for it", () => {
  const found = sourceFiles("src").filter((path) => /^export default/m.test(readFileSync(path, "utf8")));
  expect(found).toEqual([]);
});

test("the samples stay under 4 MB", () => {
  const bytes = trackedFiles("data/samples").reduce((sum, path) => sum + statSync(path).size, 0);
  expect(bytes).toBeLessThanOrEqual(4 * 1024 * 1024);
});
