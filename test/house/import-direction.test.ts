import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";
import { sourceFiles } from "./source-files.ts";

/** Rank of each folder of src/: a file may import from its own folder and from folders of a lower rank. */
const RANK: Record<string, number> = {
  text: 1,
  statistics: 1,
  warehouse: 2,
  study: 3,
  importing: 3,
  privacy: 3,
  pipeline: 4,
  site: 4,
  cli: 5,
};
/** Neighbours that may be read all the same: import and privacy obey the study's settings. */
const ALLOWED = new Set(["importing → study", "privacy → study"]);
const PURE = new Set(["text", "statistics"]);

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)import\s+["']([^"']+)["']/g;

function importsOf(path: string, types = true): string[] {
  return [...readFileSync(path, "utf8").matchAll(IMPORT)]
    .filter((m) => types || !/^\s*(import|export) type\b/.test(m[0]))
    .map((m) => (m[1] ?? m[2] ?? m[3]) as string);
}

function folderOf(path: string): string {
  const parts = relative("src", path).split("/");
  return parts.length > 1 ? (parts[0] as string) : "";
}

function faultOf(file: string, specifier: string): string | undefined {
  const from = folderOf(file);
  if (!specifier.startsWith(".")) {
    const external = specifier.replace(/^node:/, "");
    const effects = /^(fs|fs\/promises|child_process|os|net|http|worker_threads)$|^@duckdb\//;
    return PURE.has(from) && effects.test(external)
      ? `${file}: ${from} is pure and may not import ${specifier}`
      : undefined;
  }
  const target = join(dirname(file), specifier);
  if (!target.startsWith("src/")) {
    const drawing = from === "site" && /^reports\/(components|messages)\//.test(target);
    return drawing ? undefined : `${file}: may not import ${target}`;
  }
  const to = folderOf(target);
  if (from === "" || to === from) return undefined;
  if (to === "")
    return specifier.endsWith("/index.ts") ? `${file}: may not import the public face` : undefined;
  if (ALLOWED.has(`${from} → ${to}`)) return undefined;
  return (RANK[to] ?? 99) < (RANK[from] ?? 0)
    ? undefined
    : `${file}: ${from} may not import ${to} (${specifier})`;
}

test("every folder of src has its place in the order of imports", () => {
  const folders = new Set(sourceFiles("src").map(folderOf).filter(Boolean));
  expect([...folders].filter((folder) => !(folder in RANK))).toEqual([]);
});

test("imports go one way: cli → pipeline, site → importing, study, privacy → warehouse → text, statistics", () => {
  const faults = sourceFiles("src").flatMap((file) =>
    importsOf(file)
      .map((specifier) => faultOf(file, specifier))
      .filter((fault) => fault !== undefined),
  );
  expect(faults).toEqual([]);
});

test("no file of src is in a circle of imports, types aside", () => {
  const files = sourceFiles("src");
  const edges = new Map(
    files.map((file) => [
      file,
      importsOf(file, false)
        .filter((s) => s.startsWith("."))
        .map((s) => relative(".", resolve(dirname(file), s))),
    ]),
  );
  const circles: string[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (file: string, path: string[]): void => {
    if (state.get(file) === "done" || !edges.has(file)) return;
    if (state.get(file) === "open") {
      circles.push([...path.slice(path.indexOf(file)), file].join(" → "));
      return;
    }
    state.set(file, "open");
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, "done");
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test("pipelines use src through its public modules only", () => {
  const faults = sourceFiles("pipelines").flatMap((file) =>
    importsOf(file)
      .filter((specifier) => /(^|\/)src\//.test(specifier))
      .map((specifier) => `${file}: imports ${specifier}; use earshot/…`),
  );
  expect(faults).toEqual([]);
});
