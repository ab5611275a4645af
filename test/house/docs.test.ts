import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { trackedFiles } from "./source-files.ts";

const pages = trackedFiles().filter((path) =>
  /^(README\.md|CHANGELOG\.md|docs\/.*\.md|data\/.*\.md)$/.test(path),
);
const scripts = (JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> })
  .scripts;

test("every relative link of README and docs leads somewhere", () => {
  const broken = pages.flatMap((page) =>
    [...readFileSync(page, "utf8").matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((m) => m[1] as string)
      .filter((link) => !existsSync(join(dirname(page), link)))
      .map((link) => `${page}: ${link}`),
  );
  expect(broken).toEqual([]);
});

test("every npm script that README and docs name exists", () => {
  const unknown = pages.flatMap((page) =>
    [...readFileSync(page, "utf8").matchAll(/npm run ([a-z][a-z:-]*)/g)]
      .map((m) => m[1] as string)
      .filter((name) => !(name in scripts))
      .map((name) => `${page}: npm run ${name}`),
  );
  expect(unknown).toEqual([]);
});

test("README's first screen shows the two commands", () => {
  const first = readFileSync("README.md", "utf8").split("\n").slice(0, 40).join("\n");
  expect(first).toMatch(/^npm start$/m);
  expect(first).toMatch(/^npm test$/m);
});
