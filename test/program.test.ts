import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
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

/** A copy of the package's program with links to the packages that it uses. */
function copy(): string {
  const root = mkdtempSync(join(tmpdir(), "earshot-program-"));
  made.push(root);
  for (const part of ["package.json", "src", "reports/components", "reports/messages"])
    cpSync(join(PACKAGE_ROOT, part), join(root, part), { recursive: true });
  const packages = join(PACKAGE_ROOT, "node_modules");
  mkdirSync(join(root, "node_modules"));
  for (const name of readdirSync(packages).filter((each) => !each.startsWith(".")))
    symlinkSync(join(packages, name), join(root, "node_modules", name));
  return root;
}

async function version(root: string): Promise<string> {
  const child = spawn(process.execPath, [join(root, "src/cli/earshot.mjs"), "--version"]);
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  await once(child, "close");
  return said.trim();
}

const caches = (root: string) => join(root, "node_modules", ".cache", "earshot");

/** Names of the bundles of a copy, and any draft left behind. */
function bundles(root: string): string[] {
  const [folder = ""] = readdirSync(caches(root)).filter((name) => name !== "steps");
  return readdirSync(join(caches(root), folder)).filter((name) => name !== "bundle.json");
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
