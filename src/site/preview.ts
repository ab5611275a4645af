import { watch } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, EarshotError, formatDiagnostic } from "../errors.ts";
import type { Workspace } from "../workspace.ts";
import { spawnPreview } from "./framework.ts";
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
const LATER = 400;
/** A server that has not ended by itself after so long is ended. */
const PATIENCE = 3000;
/** Pages opened last that are brought up to date first. */
const MOST_OPEN = 3;

export interface Preview {
  address: string;
  /** Bring the open pages up to date now and the others soon. Problems are said, not thrown. */
  refresh(): void;
  /** Leave the pages that are not open for later: a run begins. */
  pause(): void;
  /** Go on with the pages that wait: nothing came of the run. */
  resume(): void;
  /** Settles when the server has ended. */
  closed: Promise<void>;
}

/** Keeps the staged pages up to date: those that are open at once, the others one after the other. */
class PageKeeper {
  private open: string[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly stage: LiveStage,
    private readonly options: PreviewOptions,
  ) {}

  /** A browser opened a page. */
  opened(address: string): void {
    const path = decodeURI(address)
      .replace(/^\//, "")
      .replace(/\.html$/, "")
      .replace(/(^|\/)$/, "$1index");
    this.open = [path, ...this.open.filter((each) => each !== path)].slice(0, MOST_OPEN);
    this.attempt(() => this.stage.fill(path));
  }

  refresh(): void {
    this.pause();
    this.attempt(() => {
      this.stage.update();
      return this.open.flatMap((path) => this.stage.fill(path));
    });
    this.resume();
  }

  pause(): void {
    clearTimeout(this.timer);
  }

  resume(): void {
    this.pause();
    this.timer = setTimeout(() => this.next(), LATER);
  }

  private next(): void {
    const [path] = this.stage.waiting;
    this.attempt(() => {
      if (path !== undefined) return this.stage.fill(path);
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

/**
 * Serve the site while it is worked on: fills the pages of the first language, starts Framework's preview server, and
 * fills pages again whenever a page, a component or, by `refresh`, a published file changes. Ends with the signal.
 */
export function startPreview(workspace: Workspace, options: PreviewOptions): Preview {
  const host = options.host ?? "127.0.0.1";
  const port = options.port ?? 3000;
  const stage = new LiveStage(workspace);
  const keeper = new PageKeeper(stage, options);
  stage.fillAll(stage.firstLanguage);
  const unwatch = watchPages(workspace, () => keeper.refresh());
  const server = spawnPreview(workspace, stage.folder, host, port);
  server.stdout.on("data", (chunk: Buffer) => {
    for (const [, path] of chunk.toString().matchAll(/type: 'hello',\s+path: '([^']+)'/g))
      keeper.opened(path ?? "/");
  });
  server.stderr.on("data", (chunk: Buffer) => options.say(chunk.toString().trimEnd()));
  keeper.resume();
  const end = () => server.kill("SIGKILL");
  process.once("exit", end);
  const closed = new Promise<void>((resolve) => {
    server.on("close", () => {
      process.off("exit", end);
      keeper.pause();
      unwatch();
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
    refresh: () => keeper.refresh(),
    pause: () => keeper.pause(),
    resume: () => keeper.resume(),
    closed,
  };
}
