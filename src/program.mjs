// Finds the program to start: its bundle where that is up to date or can be made, else its TypeScript files one by one.
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { BUNDLES, currentRecord, ROOT } from "./bundle-record.mjs";

async function bundleFolder() {
  const record = currentRecord() ?? (await (await import("./bundle-build.mjs")).renewBundle());
  const folder = join(BUNDLES, record.folder);
  try {
    // Bundles that nobody has started for some time are removed.
    utimesSync(folder, new Date(), new Date());
  } catch {
    // The package belongs to somebody else.
  }
  return folder;
}

/**
 * Import a module of the program, e.g. `main` of `src/cli/main.ts`. All modules imported from then on share their
 * parts with it. Where the package's folder cannot be written, TypeScript is translated file by file.
 * @param {string} name of the module in the bundle
 * @param {string} source the module's own file, from the package's folder
 */
export async function importProgram(name, source) {
  let folder;
  try {
    folder = await bundleFolder();
  } catch {
    const { register } = await import("tsx/esm/api");
    register();
    return import(pathToFileURL(join(ROOT, source)).href);
  }
  // Maps of all parts take some time to read; places in steps and recipes need none of them.
  if (process.argv.includes("--debug")) process.setSourceMapsEnabled(true);
  return import(pathToFileURL(join(folder, `${name}.mjs`)).href);
}
