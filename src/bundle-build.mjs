// Makes the bundle of the program: few files instead of some hundred that would each be translated when loaded.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { BUNDLES, bundleKey, digest, isWhole, PARTS, RECORD, ROOT, stamp } from "./bundle-record.mjs";

const DAY = 86_400_000;

/** Modules that are asked for by name: where the program starts, its threads, and what steps and recipes import. */
function entryPoints() {
  const { exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const open = Object.entries(exports).filter(([, path]) => path.endsWith(".ts"));
  return {
    main: "src/cli/main.ts",
    "annotation-worker": "src/warehouse/annotation-worker.ts",
    ...Object.fromEntries(open.map(([name, path]) => [name === "." ? "earshot" : name.slice(2), path])),
  };
}

const REAL_ROOT = realpathSync(ROOT);

/**
 * Name of one of Earshot's own files from the package's folder, which may itself be in a `node_modules`; undefined for
 * a file of another package.
 */
function ownName(path) {
  const name = relative(REAL_ROOT, path).split(sep).join("/");
  return isAbsolute(name) || /^\.\.\/|(^|\/)node_modules\//.test(name) ? undefined : name;
}

/**
 * Reads each file and keeps what it was when it was read. A module's own address stays that of its file, as files are
 * found beside it; only `src/bundle.ts` asks where the bundle is.
 * @param {Record<string, [string, string]>} inputs gets stamp and digest of each file
 * @returns {import("esbuild").Plugin}
 */
export function sourceFiles(inputs) {
  return {
    name: "source-files",
    setup(build) {
      build.onLoad({ filter: /\.(ts|mjs|js)$/ }, ({ path }) => {
        const name = ownName(path);
        if (name === undefined) return undefined;
        const before = stamp(path);
        const text = readFileSync(path, "utf8");
        inputs[name] = [before, digest(text)];
        const address = JSON.stringify(pathToFileURL(path).href);
        const contents = name === "src/bundle.ts" ? text : text.replaceAll("import.meta.url", address);
        return { contents, loader: path.endsWith(".ts") ? "ts" : "js" };
      });
    },
  };
}

/** True for a package that Node takes for CommonJS; false for its own modules and for one that is not there. */
function isCommonJs(name) {
  if (isBuiltin(name)) return false;
  let path;
  try {
    path = fileURLToPath(import.meta.resolve(name));
  } catch {
    return false;
  }
  if (!path.endsWith(".js")) return path.endsWith(".cjs");
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, "utf8")).type !== "module";
  }
  return true;
}

/**
 * Packages stay outside. Those in CommonJS are required: when it imports one, Node first searches all of its files for the
 * names that it exports, which takes longer than to run it.
 */
const packages = {
  name: "packages",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === "entry-point" || PARTS.includes(path)) return undefined;
      const required = kind === "require-call" || (kind === "import-statement" && isCommonJs(path));
      return required ? { path, namespace: "required" } : { path, external: true };
    });
    build.onLoad({ filter: /.*/, namespace: "required" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule("node:module").createRequire(${JSON.stringify(import.meta.url)})(${JSON.stringify(path)});`,
      loader: "js",
    }));
  },
};

/** Translate and bundle everything into `folder`; returns what it was made of, and the size of each module. */
async function bundleInto(folder) {
  const { build } = await import("esbuild");
  const inputs = {};
  await build({
    entryPoints: entryPoints(),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    ignoreAnnotations: true,
    define: { EARSHOT_BUNDLED: "true" },
    outExtension: { ".js": ".mjs" },
    chunkNames: "[name]-[hash]",
    sourcemap: "linked",
    sourcesContent: false,
    absWorkingDir: ROOT,
    tsconfigRaw: {},
    logLevel: "silent",
    plugins: [packages, sourceFiles(inputs)],
  });
  const modules = readdirSync(folder).filter((name) => name.endsWith(".mjs"));
  return {
    inputs,
    outputs: Object.fromEntries(modules.map((name) => [name, statSync(join(folder, name)).size])),
  };
}

/** Give a finished draft its name, unless another process made the same bundle first; a damaged one makes way. */
function keepDraft(draft, record) {
  const place = join(BUNDLES, record.folder);
  try {
    renameSync(draft, place);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST", "EPERM"].includes(error.code)) throw error;
    if (isWhole(record)) return;
    rmSync(place, { recursive: true, force: true });
    renameSync(draft, place);
  }
}

function writeRecord(record) {
  const draft = `${RECORD}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(record));
  renameSync(draft, RECORD);
  return record;
}

/** The last record where only times differ, e.g. after a checkout: the same files need no new bundle. */
function sameContents(key) {
  try {
    const record = JSON.parse(readFileSync(RECORD, "utf8"));
    if (record.key !== key || !isWhole(record)) return undefined;
    const inputs = Object.entries(record.inputs).map(([name, [, content]]) => {
      const path = join(ROOT, name);
      return [name, [stamp(path), content], digest(readFileSync(path, "utf8"))];
    });
    if (inputs.some(([, [, was], is]) => was !== is)) return undefined;
    return { ...record, inputs: Object.fromEntries(inputs) };
  } catch {
    return undefined;
  }
}

/** Bundles stay for a day after their last start, as a program may still load parts of one. */
function removeOld(kept) {
  for (const name of readdirSync(BUNDLES)) {
    const path = join(BUNDLES, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (name !== kept && stats && path !== RECORD && Date.now() - stats.mtimeMs > DAY)
      rmSync(path, { recursive: true, force: true });
  }
}

/**
 * The record of a bundle that is up to date, made where needed. Several processes may do so at once: each fills a folder
 * of its own, which gets its name when it is whole. Throws where the package's folder cannot be written.
 */
export async function renewBundle() {
  mkdirSync(BUNDLES, { recursive: true });
  const key = bundleKey();
  const same = sameContents(key);
  if (same) return writeRecord(same);
  const draft = mkdtempSync(join(BUNDLES, "draft-"));
  try {
    const { inputs, outputs } = await bundleInto(draft);
    const contents = Object.keys(inputs).sort();
    const folder = digest(key + contents.map((name) => name + inputs[name][1]).join("\0"));
    const record = { key, folder, inputs, outputs };
    keepDraft(draft, record);
    removeOld(folder);
    return writeRecord(record);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
