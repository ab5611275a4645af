import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "../../src/chromium.mjs";

/** True where Chromium is installed. Says why tests are skipped where it is not; on a build server that is an error. */
export function browserFound(): boolean {
  if (findChromium()) return true;
  const why =
    "no Chromium found: tests in a browser are not run. Install one, or say where it is with EARSHOT_CHROMIUM";
  if (process.env["CI"] === "true") throw new Error(why);
  console.warn(why);
  return false;
}

export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
}

const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
};

/** A plain file server on a free port, the site below a sub-path. */
export async function servePlain(folder: string): Promise<{ base: string; close(): void }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname).replace(
      /^\/sub\/path/,
      "",
    );
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { base: `http://127.0.0.1:${port}/sub/path/`, close: () => server.close() };
}
