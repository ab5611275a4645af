// Runs before `npm start` and `npm test`, with nothing installed yet: Node's own modules only.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findChromium } from "../chromium.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const stamp = `${root}node_modules/.earshot-installed`;

function fail(message) {
  console.error(message);
  process.exit(2);
}

function run(command, args) {
  const windows = process.platform === "win32";
  const { status } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], shell: windows });
  return status === 0;
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(
    `Earshot needs Node 20.19 or later; this is ${process.versions.node}. Get it from https://nodejs.org.`,
  );
}

function installPackages() {
  const lock = readFileSync(`${root}package-lock.json`);
  const wanted = createHash("sha256")
    .update(lock)
    .update(process.platform + process.arch + process.versions.modules)
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.error("Installing the packages of package-lock.json (once) …");
  if (!run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"])) {
    fail("npm could not install the packages. Is the npm registry reachable? Try `npm ci` to see why.");
  }
  writeFileSync(stamp, wanted);
}

function installBrowser() {
  if (findChromium()) return;
  console.error("No Chromium found; installing one for the browser tests …");
  const root = process.getuid?.() === 0;
  if (root && run("apt-get", ["--version"])) {
    run("apt-get", ["update", "-qq"]);
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
  }
  if (!findChromium()) run("npx", ["--no-install", "playwright-core", "install", "chromium"]);
  if (findChromium()) return;
  console.error(
    "No Chromium could be installed. Install Chromium or Chrome and run again, or name one with EARSHOT_CHROMIUM=/path/to/chromium.\n" +
      "Without it the browser tests are skipped.",
  );
}

checkNode();
installPackages();
if (process.argv.includes("--browser")) installBrowser();
