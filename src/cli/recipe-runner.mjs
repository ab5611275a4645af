// Runs one bundled recipe: node recipe-runner.mjs MODULE [arguments].
import { pathToFileURL } from "node:url";

process.setSourceMapsEnabled(true);
const [module, ...args] = process.argv.slice(2);
process.argv = [process.argv[0], module, ...args];
await import(pathToFileURL(module).href);
