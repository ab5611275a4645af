import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Version of the installed package. */
export function earshotVersion(packageRoot: string): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}
