import { watch } from "node:fs";
import { join } from "node:path";
import { EarshotError, formatDiagnostic } from "../errors.ts";
import type { Workspace } from "../workspace.ts";
import { spawnPreview } from "./framework.ts";
import { stageSite } from "./stage.ts";

export interface PreviewOptions {
  host?: string;
  port?: number;
  /** Called with each line for the person. */
  say(line: string): void;
  signal: AbortSignal;
}

/** Published files are followed by a call of `refresh`; what else lies below `reports/` is not. */
const isPage = (name: string | null) => name === null || !/^(data|\.observablehq)([\\/]|$)/.test(name);

export interface Preview {
  address: string;
  /** Put the site together again, after a run or an edited page. Problems are said, not thrown. */
  refresh(): void;
  /** Settles when the server has ended. */
  closed: Promise<void>;
}

/**
 * Serve the site while it is worked on: stages it, starts Framework's preview server and stages again whenever a
 * page, component or published file changes. Ends with the signal.
 */
export function startPreview(workspace: Workspace, options: PreviewOptions): Preview {
  const host = options.host ?? "127.0.0.1";
  const port = options.port ?? 3000;
  const stage = stageSite(workspace);
  const refresh = () => {
    try {
      stageSite(workspace);
      options.say("site refreshed");
    } catch (error) {
      if (!(error instanceof EarshotError)) throw error;
      options.say([error.message, ...error.diagnostics.map(formatDiagnostic)].join("\n"));
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, 150);
  };
  const folders = new Set([join(workspace.packageRoot, "reports"), workspace.reports]);
  const watchers = [...folders].flatMap((folder) => {
    try {
      return [watch(folder, { recursive: true }, (_event, name) => isPage(name) && soon())];
    } catch {
      return [];
    }
  });
  const server = spawnPreview(workspace, stage.folder, host, port);
  server.stderr.on("data", (chunk: Buffer) => options.say(chunk.toString().trimEnd()));
  const closed = new Promise<void>((resolve) => {
    server.on("close", () => {
      clearTimeout(timer);
      for (const each of watchers) each.close();
      resolve();
    });
  });
  options.signal.addEventListener("abort", () => server.kill("SIGTERM"), { once: true });
  if (options.signal.aborted) server.kill("SIGTERM");
  return { address: `http://${host}:${port}/`, refresh, closed };
}
