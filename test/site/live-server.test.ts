import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LiveServer } from "../../src/site/live-server.ts";

const PAGE = { parts: [], version: "1", chrome: undefined };
/** Stands for Framework's server; it breaks off in the middle of one page. */
const upstream = createServer((asked, response) => {
  response.writeHead(200, { "content-type": "text/html", "content-length": "26" });
  if (asked.url !== "/broken") response.end("<head></head><p>whole</p>\n");
  else response.write("<head>", () => response.destroy());
});
let server: LiveServer;
let port: number;

const listening = async () => {
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  return (upstream.address() as AddressInfo).port;
};

async function freePort(): Promise<number> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port: free } = other.address() as AddressInfo;
  await new Promise((resolve) => other.close(resolve));
  return free;
}

beforeAll(async () => {
  port = await freePort();
  const options = { host: "127.0.0.1", port, upstream: await listening(), data: tmpdir() };
  server = await LiveServer.start({ ...options, page: () => PAGE });
});

afterAll(() => {
  server.close();
  upstream.close();
});

/** All that comes back for a path as it is written, which `fetch` would put in order first. */
function answerTo(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const socket = connect(port, "127.0.0.1", () =>
      socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
    );
    socket.on("data", (chunk) => {
      said += chunk.toString();
    });
    socket.on("error", reject).on("close", () => resolve(said));
  });
}

test.each(["/%", "/data/%", "/data/%00", "/_earshot/parts?path=%25", "/_earshot/live?path=%25E0%25A4"])(
  "what is no address is refused: %s",
  async (path) => {
    expect(await answerTo(path)).toMatch(/^HTTP\/1\.1 400 /);
  },
);

test("other odd addresses are answered", async () => {
  expect(await answerTo("//")).toMatch(/^HTTP\/1\.1 200 [\s\S]*whole/);
  expect(await answerTo("/_earshot/parts?path=%2F100%2525")).toMatch(/^HTTP\/1\.1 200 /);
  expect(await answerTo("/data/../../etc/passwd")).not.toContain("root:");
});

test("a page that breaks off breaks off, and the next is served", async () => {
  expect(await answerTo("/broken")).not.toContain("whole");
  expect(await answerTo("/trends")).toContain("whole");
});
