import { EXIT, type ExitCode } from "../errors.ts";
import type { RunManifest } from "../manifest.ts";
import { exitCodeOf, type RunListener } from "../pipeline/index.ts";
import { type OpenRequest, type OpenWorkspace, openWorkspace } from "./open-workspace.ts";
import { reportError } from "./report-error.ts";
import { terminalListener } from "./run-listener.ts";
import type { SiteOutcome } from "./site-build.ts";
import { siteFailure } from "./site-failure.ts";
import { runSummary, siteLines } from "./summary.ts";
import { StreamTerminal } from "./terminal.ts";
import type { Terminal } from "./verb.ts";

/** What a recipe works with. */
export interface Kitchen {
  /** Open a workspace; it is closed when the recipe ends. */
  open(folder?: string, request?: OpenRequest): Promise<OpenWorkspace>;
  /** Shows the steps of a run on the terminal: give it to `run`. */
  listener: RunListener;
  /** Ctrl-C; give it to `run` and `site`. */
  signal: AbortSignal;
  terminal: Terminal;
  /** Print headline figures (of a period, else of the newest whole one), spikes, checks and where the site is. */
  summarise(
    workspace: OpenWorkspace,
    manifest: RunManifest,
    site?: SiteOutcome,
    period?: string,
  ): Promise<void>;
  /** Build the site; a failure ends the recipe with exit code 4. */
  site(workspace: OpenWorkspace, manifest: RunManifest): Promise<SiteOutcome | undefined>;
}

function newKitchen(terminal: Terminal, signal: AbortSignal, opened: OpenWorkspace[]): Kitchen {
  return {
    terminal,
    signal,
    listener: terminalListener(terminal),
    open: async (folder = process.env["EARSHOT_WORKSPACE"] ?? ".", request = {}) => {
      const workspace = await openWorkspace(folder, request);
      opened.push(workspace);
      return workspace;
    },
    summarise: async (workspace, manifest, site, period) => {
      for (const line of await runSummary(workspace.warehouse, manifest, period)) terminal.say(line);
      if (site) for (const line of siteLines(workspace.workspace, site.folder)) terminal.say(line);
    },
    site: async (workspace, manifest) => {
      if (manifest.status === "failed" || manifest.status === "interrupted") return undefined;
      return workspace
        .site(manifest, { signal })
        .catch((error: unknown) => Promise.reject(siteFailure(error, signal)));
    },
  };
}

/**
 * Run a recipe: prints errors as the command line does, stops cleanly on Ctrl-C, closes what it opened, and sets the
 * exit code: that of the manifest the recipe returns, 0 when it returns none.
 */
export async function recipe(
  cook: (kitchen: Kitchen) => Promise<RunManifest | ExitCode | undefined>,
): Promise<void> {
  const debug = process.argv.includes("--debug");
  const settings = {
    json: false,
    quiet: process.argv.includes("--quiet"),
    debug,
    noColor: process.argv.includes("--no-color"),
  };
  const terminal = new StreamTerminal(settings, process.stdout, process.stderr);
  const controller = new AbortController();
  const stop = () => (controller.signal.aborted ? process.exit(EXIT.interrupted) : controller.abort());
  const closed = (error: NodeJS.ErrnoException) => {
    // Whoever reads the figures has what it wanted (`… | head`).
    if (error.code === "EPIPE") process.exit(EXIT.done);
    throw error;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  process.stdout.on("error", closed);
  const opened: OpenWorkspace[] = [];
  try {
    const result = await cook(newKitchen(terminal, controller.signal, opened));
    process.exitCode = typeof result === "object" ? exitCodeOf(result) : (result ?? EXIT.done);
  } catch (error) {
    process.exitCode = controller.signal.aborted ? EXIT.interrupted : reportError(error, terminal, debug);
  } finally {
    for (const workspace of opened) workspace.close();
    terminal.end();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(signal, stop);
  }
}
