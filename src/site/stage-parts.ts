import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Workspace } from "../workspace.ts";
import { FRAMEWORK_NPM } from "./framework.ts";
import type { ReportData } from "./report-data.ts";
import type { PageChrome } from "./stage.ts";

/** Write a file unless it holds just that, so that who watches it is not called for nothing. */
export function writeIfChanged(file: string, contents: string | Buffer): boolean {
  const wanted = Buffer.from(contents);
  if (existsSync(file) && readFileSync(file).equals(wanted)) return false;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, wanted);
  return true;
}

/** Components and style, the workspace's in place of the package's; TypeScript imports get the ending that Framework resolves. */
export function syncParts(workspace: Workspace, src: string): void {
  const found = new Map<string, string>();
  for (const root of [join(workspace.packageRoot, "reports"), workspace.reports]) {
    for (const folder of ["components", "styles"]) {
      for (const file of filesBelow(join(root, folder)))
        found.set(join(folder, file), join(root, folder, file));
    }
    if (existsSync(join(root, "style.css"))) found.set("style.css", join(root, "style.css"));
  }
  for (const [name, path] of found) {
    const contents = readFileSync(path);
    const imports = /((?:from\s+|import\()"\.{1,2}\/[^"]*)\.ts"/g;
    const wanted = name.endsWith(".ts") ? contents.toString().replace(imports, '$1.js"') : contents;
    writeIfChanged(join(src, name), wanted);
  }
}

/** Paths of all files below a folder, relative to it, sorted; none where there is no such folder. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** The published files, as the site offers them. */
export function copyData(workspace: Workspace, src: string): void {
  if (existsSync(workspace.reportData)) cpSync(workspace.reportData, join(src, "data"), { recursive: true });
}

/** Framework's configuration and what it reads; files that are right already are left alone. */
export function writeConfig(
  workspace: Workspace,
  folder: string,
  data: ReportData,
  chrome: Record<string, PageChrome>,
): void {
  const own = join(workspace.root, "observablehq.config.ts");
  const config = existsSync(own) ? own : join(workspace.packageRoot, "observablehq.config.ts");
  writeIfChanged(join(folder, "observablehq.config.ts"), readFileSync(config));
  writeIfChanged(join(folder, "package.json"), '{"type": "module", "private": true}\n');
  writeIfChanged(
    join(folder, "site.json"),
    `${JSON.stringify({ title: data.run.study.siteTitle, chrome }, null, 1)}\n`,
  );
  const modules = join(folder, "node_modules");
  rmSync(modules, { recursive: true, force: true });
  symlinkSync(join(workspace.packageRoot, "node_modules"), modules, "dir");
  for (const name of FRAMEWORK_NPM) {
    mkdirSync(join(folder, "src", ".observablehq", "cache", "_npm", `${name}@0.0.0`), { recursive: true });
  }
}

/** Every staged file gets the run's time, so that nothing in the pages depends on when they were made. */
export function setTimes(src: string, time: Date): void {
  for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) utimesSync(join(entry.parentPath, entry.name), time, time);
  }
}
