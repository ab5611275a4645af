// Loads Observable Framework, waits for a line on standard input, and then builds the site in the current folder:
// node framework-runner.mjs FOLDER-OF-FRAMEWORK
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(join(folder, "dist", file)).href);
const told = once(process.stdin, "data");
process.stdin.on("end", () => process.exit());
await Promise.all([load("build.js"), load("config.js")]);
await told;
process.stdin.removeAllListeners("end");
process.stdin.unref();
process.argv = [process.argv[0], join(folder, "dist", "bin", "observable.js"), "build"];
await load("bin/observable.js");
