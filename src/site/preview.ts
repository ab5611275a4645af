import { watch } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { type Diagnostic, EarshotError, formatDiagnostic } from "../errors.ts";
import type { Workspace } from "../workspace.ts";
import { spawnPreview } from "./framework.ts";
import { LiveServer } from "./live-server.ts";
import { LiveStage } from "./live-stage.ts";

export interface PreviewOptions {
  host?: string;
  port?: number;
  /** Called with what only a close look needs. */
  say(line: string): void;
  /** Called with what is wrong: mistakes on pages, errors of the server. */
  warn(line: string): void;
  signal: AbortSignal;
}

/** Published files are followed by a call of `refresh`; what else lies below `reports/` is not. */
const isPage = (name: string | null) => name === null || !/^(data|\.observablehq)([\\/]|$)/.test(name);

/** So long after the pages that are open the others wait, while the browser draws. */
const LATER = 600;
/** A server that has not ended by itself after so long is ended. */
const PATIENCE = 3000;

export interface Preview {
  address: string;
  /** Does a page that is open in a browser show what is published under this name? */
  shows(published: string): boolean;
  /** Bring the open pages up to date with what a run under way has published so far; mistakes wait for its end. */
  refreshEarly(): void;
  /** Bring the open pages up to date now and the others soon. Problems are said, not thrown. */
  refresh(): void;
  /** Leave the pages that are not open for later: a run begins. */
  pause(): void;
  /** Go on with the pages that wait: nothing came of the run. */
  resume(): void;
  /** Settles when the server has ended. */
  closed: Promise<void>;
}

/** Keeps the staged pages up to date: those that are open at once, one that is asked for then, the others one after the other. */
class PageKeeper {
  server: LiveServer | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly stage: LiveStage,
    private readonly options: PreviewOptions,
  ) {}

  /** A page as it is now. */
  page(path: string) {
    this.attempt(() => this.stage.fill(path).diagnostics);
    return this.stage.page(path);
  }

  /** @param files whether page files or components changed, too */
  refresh(files: boolean): void {
    this.pause();
    this.attempt(() => {
      if (files) this.stage.sync();
      this.stage.update(files);
      return (this.server?.open ?? []).flatMap((path) => this.show(path));
    });
    this.resume();
  }

  refreshEarly(): void {
    try {
      this.stage.update(false);
      for (const path of this.server?.open ?? []) this.show(path);
    } catch (error) {
      if (!(error instanceof EarshotError)) throw error;
    }
  }

  pause(): void {
    clearTimeout(this.timer);
  }

  resume(): void {
    this.pause();
    this.timer = setTimeout(() => this.next(), LATER);
  }

  /** Fill an open page and tell it what changed. */
  private show(path: string): Diagnostic[] {
    const { diagnostics, changed } = this.stage.fill(path);
    const page = this.stage.page(path);
    if (page && Object.keys(changed).length > 0) this.server?.push(path, changed, page.version);
    return diagnostics;
  }

  private next(): void {
    const [path] = this.stage.waiting;
    this.attempt(() => {
      if (path !== undefined) return this.show(path);
      this.stage.finish();
      return [];
    });
    if (path === undefined) return;
    this.timer = setTimeout(() => this.next(), 1);
  }

  private attempt(work: () => Diagnostic[]): void {
    try {
      const found = new Set(work().map(formatDiagnostic));
      for (const problem of found) this.options.warn(problem);
    } catch (error) {
      if (!(error instanceof EarshotError)) throw error;
      this.options.warn([...error.diagnostics.map(formatDiagnostic), error.message].join("\n"));
    }
  }
}

function watchPages(workspace: Workspace, changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, 50);
  };
  const folders = new Set([join(workspace.packageRoot, "reports"), workspace.reports]);
  const watchers = [...folders].flatMap((folder) => {
    try {
      return [watch(folder, { recursive: true }, (_event, name) => isPage(name) && soon())];
    } catch {
      return [];
    }
  });
  return () => {
    clearTimeout(timer);
    for (const each of watchers) each.close();
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/**
 * Serve the site while it is worked on: fills the pages of the first language, starts Framework's preview server behind
 * our own, and fills pages again whenever a page, a component or, by `refresh`, a published file changes. Ends with the
 * signal.
 * @throws EarshotError where the port is taken or a page has mistakes
 */
export async function startPreview(workspace: Workspace, options: PreviewOptions): Promise<Preview> {
  const host = options.host ?? "127.0.0.1";
  const port = options.port ?? 3000;
  const stage = new LiveStage(workspace);
  const keeper = new PageKeeper(stage, options);
  stage.fillAll(stage.firstLanguage);
  const upstream = await freePort();
  const page = (path: string) => keeper.page(path);
  const live = await LiveServer.start({ host, port, upstream, data: workspace.reportData, page });
  keeper.server = live;
  const unwatch = watchPages(workspace, () => keeper.refresh(true));
  const server = spawnPreview(workspace, stage.folder, "127.0.0.1", upstream);
  server.stdout.resume();
  server.stderr.on("data", (chunk: Buffer) => options.say(chunk.toString().trimEnd()));
  keeper.resume();
  const end = () => server.kill("SIGKILL");
  process.once("exit", end);
  const closed = new Promise<void>((resolve) => {
    server.on("close", () => {
      process.off("exit", end);
      keeper.pause();
      unwatch();
      live.close();
      resolve();
    });
  });
  const stop = () => {
    server.kill("SIGTERM");
    setTimeout(end, PATIENCE).unref();
  };
  options.signal.addEventListener("abort", stop, { once: true });
  if (options.signal.aborted) stop();
  return {
    address: `http://${host}:${port}/`,
    shows: (published) => live.open.some((path) => stage.reads(path, published)),
    refreshEarly: () => keeper.refreshEarly(),
    refresh: () => keeper.refresh(false),
    pause: () => keeper.pause(),
    resume: () => keeper.resume(),
    closed,
  };
}
