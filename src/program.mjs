// Finds the program to start: its bundle where that is up to date or can be made, else its TypeScript files one by one.
import { rmSync, utimesSync } from "node:fs";
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

/** The module from its own file, each file translated when it is loaded. */
async function importFiles(source) {
  const { register } = await import("tsx/esm/api");
  register();
  return import(pathToFileURL(join(ROOT, source)).href);
}

/** A bundle that cannot be imported goes, so that the next start makes it anew. */
function removeBundle(folder) {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // The package belongs to somebody else.
  }
}

/**
 * Import a module of the program, e.g. `main` of `src/cli/main.ts`. All modules imported from then on share their
 * parts with it. Where the package's folder cannot be written, or its bundle is damaged, TypeScript is translated file
 * by file.
 * @param {string} name of the module in the bundle
 * @param {string} source the module's own file, from the package's folder
 */
export async function importProgram(name, source) {
  let folder;
  try {
    folder = await bundleFolder();
  } catch {
    return importFiles(source);
  }
  // Maps of all parts take some time to read; places in steps and recipes need none of them.
  if (process.argv.includes("--debug")) process.setSourceMapsEnabled(true);
  try {
    return await import(pathToFileURL(join(folder, `${name}.mjs`)).href);
  } catch {
    removeBundle(folder);
    return importFiles(source);
  }
}
