import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Files below `folder` that git tracks or would track and that exist, as paths from the project's root. */
export function trackedFiles(folder = "."): string[] {
  const out = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z", folder], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return out.split("\0").filter((path) => path !== "" && existsSync(path));
}

/** TypeScript and JavaScript sources below `folder`. */
export function sourceFiles(folder: string): string[] {
  return trackedFiles(folder).filter((path) => /\.(ts|mjs|js)$/.test(path) && !path.endsWith(".d.ts"));
}
