import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../src/workspace.ts";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

const PARTS = ["package.json", "src", "pipelines", "data/seeds", "reports/components", "reports/messages"];

/**
 * A copy of the package's program with links to the packages that it uses, inside of it or, where `installed` as a
 * package of another project, beside it.
 */
function copy(installed = false): string {
  const project = mkdtempSync(join(tmpdir(), "earshot-program-"));
  made.push(project);
  const root = installed ? join(project, "node_modules", "earshot") : project;
  for (const part of PARTS) cpSync(join(PACKAGE_ROOT, part), join(root, part), { recursive: true });
  symlinkSync(join(PACKAGE_ROOT, "data/models"), join(root, "data/models"));
  const packages = join(PACKAGE_ROOT, "node_modules");
  mkdirSync(join(project, "node_modules"), { recursive: true });
  for (const name of readdirSync(packages).filter((each) => !each.startsWith(".") && each !== "earshot"))
    symlinkSync(join(packages, name), join(project, "node_modules", name));
  return root;
}

const version = (root: string) => said(root, "--version");

/** Everything that the copy's program says to these arguments. */
async function said(root: string, ...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [join(root, "src/cli/earshot.mjs"), ...args]);
  let all = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      all += chunk.toString();
    });
  await once(child, "close");
  return all.trim();
}

const caches = (root: string) => join(root, "node_modules", ".cache", "earshot");

/** Folders of the bundles of a copy, and any draft left behind. */
function bundles(root: string): string[] {
  const [folder = ""] = readdirSync(caches(root)).filter((name) => name !== "steps");
  const place = join(caches(root), folder);
  const names = readdirSync(place).filter((name) => name !== "bundle.json");
  return names.map((name) => join(place, name));
}

function edit(root: string, file: string, from: string, to: string): void {
  const path = join(root, file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

test("two starts at once make one bundle; an edit takes effect at once; a touched file needs no new one", async () => {
  const root = copy();
  const { version: own } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    version: string;
  };
  expect(await Promise.all([version(root), version(root)])).toEqual([own, own]);
  expect(bundles(root)).toHaveLength(1);
  const file = "src/pipeline/version.ts";
  const [from, to] = ["return manifest.version;", 'return manifest.version + "!";'];
  edit(root, file, from, to);
  expect(await version(root)).toBe(`${own}!`);
  expect(bundles(root)).toHaveLength(2);
  utimesSync(join(root, file), new Date(), new Date());
  expect(await version(root)).toBe(`${own}!`);
  expect(bundles(root)).toHaveLength(2);
  edit(root, file, to, from);
  expect(await version(root)).toBe(own);
  expect(bundles(root)).toHaveLength(2);
});

test("where no bundle can be kept, the program starts from its files; a file that is no program says where", async () => {
  const root = copy();
  mkdirSync(join(root, "node_modules", ".cache"));
  writeFileSync(caches(root), "no folder");
  expect(await version(root)).toMatch(/^\d+\.\d+\.\d+$/);
  edit(root, "src/cli/main.ts", "const VERBS =", "const VERBS = = ");
  expect(await version(root)).toContain("main.ts:");
});

test("installed as a package of another project, the program starts from a bundle or from its files", async () => {
  const root = copy(true);
  const workspace = join(root, "..", "..", "listening");
  expect(await said(root, "help")).toMatch(/Commands:\n {2}check /);
  expect(await said(root, "init", workspace)).toContain("study.yaml");
  expect(await said(root, "check", "--workspace", workspace)).toMatch(/^No mistake found/);
  const [bundle = ""] = bundles(root);
  expect(readdirSync(bundle)).toContain("main.mjs");
  edit(root, "src/pipeline/version.ts", "return manifest.version;", 'return manifest.version + "!";');
  expect(await version(root)).toMatch(/^\d+\.\d+\.\d+!$/);
  rmSync(caches(root), { recursive: true });
  writeFileSync(caches(root), "no folder");
  expect(await version(root)).toMatch(/^\d+\.\d+\.\d+!$/);
  expect(await said(root, "check", "--workspace", workspace)).toMatch(/^No mistake found/);
});

test("another version of a package that is part of the bundle needs a new bundle", async () => {
  const root = copy();
  const own = await version(root);
  const place = join(root, "node_modules", "snowball-stemmers");
  rmSync(place);
  cpSync(join(PACKAGE_ROOT, "node_modules", "snowball-stemmers"), place, { recursive: true });
  expect(await version(root)).toBe(own);
  expect(bundles(root)).toHaveLength(1);
  edit(root, "node_modules/snowball-stemmers/package.json", '"version": "', '"version": "9');
  expect(await version(root)).toBe(own);
  expect(bundles(root)).toHaveLength(2);
});

test("a bundle with a shortened file is made anew; one that cannot be read does not keep the program from starting", async () => {
  const root = copy();
  const own = await version(root);
  const [bundle = ""] = bundles(root);
  const start = join(bundle, "main.mjs");
  const { size } = statSync(start);
  const late = join(bundle, readdirSync(bundle).find((name) => /^run-.*\.mjs$/.test(name)) ?? "");
  const lateSize = statSync(late).size;
  truncateSync(start, size >> 1);
  truncateSync(late, 10);
  expect(await version(root)).toBe(own);
  expect(bundles(root)).toEqual([bundle]);
  expect([statSync(start).size, statSync(late).size]).toEqual([size, lateSize]);
  writeFileSync(start, "\0".repeat(size));
  expect(await version(root)).toBe(own);
  expect(bundles(root)).toEqual([]);
  expect(await version(root)).toBe(own);
  expect(bundles(root)).toEqual([bundle]);
});
