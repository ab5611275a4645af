/** Set to true in the bundle that `src/bundle-build.mjs` makes, and nowhere else. */
declare const EARSHOT_BUNDLED: boolean | undefined;

const FOLDER = typeof EARSHOT_BUNDLED === "undefined" ? undefined : new URL(".", import.meta.url);

/**
 * Address of a module of the bundle that this program runs from, e.g. of `statistics`; undefined where each module runs
 * from its own file.
 */
export function bundledModule(name: string): URL | undefined {
  return FOLDER && new URL(`${name}.mjs`, FOLDER);
}
