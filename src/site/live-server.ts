import { readFileSync, statSync } from "node:fs";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { connect } from "node:net";
import { extname, join, normalize, sep } from "node:path";
import type { Duplex } from "node:stream";
import { EarshotError } from "../errors.ts";
import { finishHead } from "./finish.ts";
import { type ChangedParts, fillMarks } from "./live-parts.ts";
import type { PageChrome } from "./stage.ts";

/** A page as it is now. */
export interface LivePage {
  parts: readonly string[];
  /** Another one for every change of the parts. */
  version: string;
  chrome: PageChrome | undefined;
}

export interface LiveServerOptions {
  host: string;
  port: number;
  /** Port of Framework's own server on this machine. */
  upstream: number;
  /** Folder of the published files, served below `/data/`. */
  data: string;
  /** The page of this name, brought up to date; null where there is none. */
  page(path: string): LivePage | null;
}

const TYPES: Record<string, string> = {
  ".csv": "text/csv; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/atom+xml",
};

/** In the head of every page: parts leave no trace in the layout, and are put in anew as they change. */
const head = (version: string) => `<style>
earshot-parts, earshot-slot { display: contents; }
earshot-slot > :is(p, ul, ol, dl, blockquote) { max-width: 40rem; }
</style>
<script type="module">
import {follow} from "/_import/components/live.js";
follow(${JSON.stringify(version)});
</script>
`;

/** Name of the page at an address: `/`, `/trends`, `/nl/trends.html`. */
export function pageName(address: string): string {
  return decodeURI(address)
    .replace(/[?#].*$/, "")
    .replace(/^\/+/, "")
    .replace(/\.html$/, "")
    .replace(/(^|\/)$/, "$1index");
}

/** What is asked for; null where it is no address, as whoever reaches the port may send. */
function readAddress(asked: string): URL | null {
  try {
    const url = new URL(`http://localhost${asked.startsWith("/") ? "" : "/"}${asked}`);
    const names = [decodeURIComponent(url.pathname), decodeURI(url.searchParams.get("path") ?? "")];
    return names.some((name) => name.includes("\0")) ? null : url;
  } catch {
    return null;
  }
}

/**
 * Stands before Framework's preview server: fills the marks of its pages, serves the published files, and tells open
 * pages which of their parts changed. All else goes through as it is.
 */
export class LiveServer {
  private readonly streams = new Map<ServerResponse, string>();
  private readonly sockets = new Set<Duplex>();

  private constructor(
    private readonly server: Server,
    private readonly options: LiveServerOptions,
  ) {
    server.on("request", (incoming, response) => this.answer(incoming, response));
    server.on("upgrade", (incoming, socket, first) => this.tunnel(incoming, socket, first));
  }

  /** @throws EarshotError where the port cannot be had */
  static async start(options: LiveServerOptions): Promise<LiveServer> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once("error", (cause) =>
        reject(
          new EarshotError(
            `the preview cannot use port ${options.port} of ${options.host}: ${cause.message}`,
            {
              remedy: "Give another one with --port.",
              cause,
            },
          ),
        ),
      );
      server.listen(options.port, options.host, resolve);
    });
    return new LiveServer(server, options);
  }

  /** Names of the pages that browsers show. */
  get open(): string[] {
    return [...new Set(this.streams.values())];
  }

  /** Tell those who look at a page what changed on it. */
  push(path: string, changed: ChangedParts, version: string): void {
    for (const [stream, open] of this.streams) if (open === path) send(stream, changed, version);
  }

  close(): void {
    for (const stream of this.streams.keys()) stream.end();
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(incoming: IncomingMessage, response: ServerResponse): void {
    const url = readAddress(incoming.url ?? "/");
    if (!url) response.writeHead(400, { "content-type": "text/plain; charset=utf-8" }).end("no address");
    else this.answerAt(url, incoming, response);
  }

  private answerAt(url: URL, incoming: IncomingMessage, response: ServerResponse): void {
    if (url.pathname === "/_earshot/live") this.follow(url, incoming, response);
    else if (url.pathname === "/_earshot/parts") this.sendParts(url, response);
    else if (url.pathname.startsWith("/data/")) this.sendFile(url.pathname, response);
    else this.forward(incoming, response, url.pathname.startsWith("/_") ? null : pageName(url.pathname));
  }

  /** A page asks to be told of changes. */
  private follow(url: URL, incoming: IncomingMessage, response: ServerResponse): void {
    const path = pageName(url.searchParams.get("path") ?? "/");
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.flushHeaders();
    this.streams.set(response, path);
    response.on("close", () => this.streams.delete(response));
    const shown = incoming.headers["last-event-id"] ?? url.searchParams.get("version");
    const page = this.options.page(path);
    if (page && page.version !== shown) send(response, { ...page.parts }, page.version);
  }

  private sendParts(url: URL, response: ServerResponse): void {
    const page = this.options.page(pageName(url.searchParams.get("path") ?? "/"));
    response.writeHead(page ? 200 : 404, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(page?.parts ?? []));
  }

  private sendFile(pathname: string, response: ServerResponse): void {
    const name = normalize(decodeURIComponent(pathname.slice("/data/".length)));
    const file = join(this.options.data, name);
    const inside = file.startsWith(this.options.data + sep);
    if (!inside || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
    response.end(readFileSync(file));
  }

  private forward(incoming: IncomingMessage, response: ServerResponse, path: string | null): void {
    const page = path === null ? null : this.options.page(path);
    const headers: IncomingHttpHeaders = { ...incoming.headers };
    if (page) delete headers["if-none-match"];
    const { method, url } = incoming;
    const asked = request(
      { host: "127.0.0.1", port: this.options.upstream, method, path: url, headers },
      (found) => {
        if (page && found.headers["content-type"]?.startsWith("text/html"))
          sendPage(page, found, response).catch(() => response.destroy());
        else found.pipe(response.writeHead(found.statusCode ?? 502, found.headers));
      },
    );
    asked.on("error", (error) => {
      if (!response.headersSent) response.writeHead(502, { "content-type": "text/plain; charset=utf-8" });
      response.end(`The page server does not answer: ${error.message}`);
    });
    incoming.pipe(asked);
  }

  /** Framework's own socket. */
  private tunnel(incoming: IncomingMessage, socket: Duplex, first: Buffer): void {
    const upstream = connect(this.options.upstream, "127.0.0.1", () => {
      const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
      for (let i = 0; i < incoming.rawHeaders.length; i += 2)
        lines.push(`${incoming.rawHeaders[i]}: ${incoming.rawHeaders[i + 1]}`);
      upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
      upstream.write(first);
      upstream.pipe(socket).pipe(upstream);
    });
    for (const [end, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      this.sockets.add(end);
      end.on("error", () => other.destroy());
      end.on("close", () => {
        this.sockets.delete(end);
        other.destroy();
      });
    }
  }
}

function send(stream: ServerResponse, changed: ChangedParts, version: string): void {
  stream.write(`id: ${version}\ndata: ${JSON.stringify(changed)}\n\n`);
}

async function sendPage(page: LivePage, found: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of found) chunks.push(chunk as Buffer);
  const html = fillMarks(finishHead(Buffer.concat(chunks).toString(), page.chrome), page.parts);
  response.writeHead(found.statusCode ?? 200, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(html.replace("</head>", () => `${head(page.version)}</head>`));
}
