import { existsSync, mkdirSync, watch } from "node:fs";
import { join } from "node:path";
import { EarshotError, formatDiagnostic } from "../errors.ts";
import type { RunManifest } from "../manifest.ts";
import type { AfterStep } from "../pipeline/index.ts";
import type { Preview, PublicationMemory } from "../site/index.ts";
import { locateWorkspace, type Workspace } from "../workspace.ts";
import { duration } from "./numbers.ts";
import { openWorkspace } from "./open-workspace.ts";
import { terminalListener } from "./run-listener.ts";
import type { Terminal } from "./verb.ts";

export interface PreviewRequest {
  host: string;
  port: number;
  terminal: Terminal;
  signal: AbortSignal;
}

/** Waits this long for further files of the same save. */
const SETTLE = 25;

/**
 * Run what changed and publish the tables. `published` is told before the database is closed, which takes its time.
 * Returns null, with the reason said, where the last good page should stay.
 */
async function runAndPublish(
  workspace: Workspace,
  request: PreviewRequest,
  memory: PublicationMemory,
  site: Preview | null = null,
  published: (manifest: RunManifest) => void = () => undefined,
): Promise<RunManifest | null> {
  const { terminal, signal } = request;
  const { publish, publishEarly, takeBack } = await import("../site/index.ts");
  let done = false;
  try {
    const opened = await openWorkspace(workspace.root);
    try {
      const listener = terminalListener(terminal);
      const shown = (name: string) => site?.shows(name) ?? false;
      const afterStep: AfterStep = async ({ name }, so, session) => {
        if (await publishEarly(session, workspace, opened.study, so, memory, name, shown))
          site?.refreshEarly();
      };
      const manifest = await opened.run({
        ...{ signal, listener, keepRecords: false, command: "earshot preview" },
        ...(site && { afterStep }),
      });
      if (manifest.status === "failed" || manifest.status === "interrupted") return null;
      if (!manifest.unchanged || !existsSync(join(workspace.reportData, "run.json"))) {
        await publish(opened.warehouse, workspace, opened.study, manifest, memory);
        if (!manifest.unchanged) published(manifest);
      }
      memory.settle();
      done = true;
      return manifest;
    } finally {
      opened.close();
    }
  } catch (error) {
    if (!(error instanceof EarshotError)) throw error;
    for (const diagnostic of error.diagnostics) terminal.error(formatDiagnostic(diagnostic));
    terminal.error(error.message);
    return null;
  } finally {
    if (!done && takeBack(memory)) site?.refresh();
  }
}

function watchedFolders(workspace: Workspace): string[] {
  const inside = (root: string) => [join(root, "pipelines"), join(root, "data", "seeds")];
  const folders = [
    ...inside(workspace.root),
    ...inside(workspace.packageRoot),
    join(workspace.root, "data", "exports"),
  ];
  return [...new Set([...folders, join(workspace.reports, "notebooks")])].filter((folder) =>
    existsSync(folder),
  );
}

/** Runs `work` after each change, one at a time; changes during a run lead to one more. */
class ChangeLoop {
  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<void> | null = null;
  private again = false;

  constructor(private readonly work: () => Promise<void>) {}

  changed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.start(), SETTLE);
  }

  private async start(): Promise<void> {
    if (this.busy) {
      this.again = true;
      return;
    }
    do {
      this.again = false;
      this.busy = this.work();
      await this.busy;
      this.busy = null;
    } while (this.again);
  }

  async end(): Promise<void> {
    clearTimeout(this.timer);
    this.again = false;
    await this.busy;
  }
}

/** Pipeline and site in one watch, until the signal. A broken edit shows its error; the last good page stays. */
export async function preview(folder: string, request: PreviewRequest): Promise<void> {
  const { terminal, signal, host, port } = request;
  const workspace = locateWorkspace(folder);
  mkdirSync(join(workspace.reports, "notebooks"), { recursive: true });
  const { PublicationMemory, startPreview } = await import("../site/index.ts");
  const memory = new PublicationMemory();
  const first = await runAndPublish(workspace, request, memory);
  if (signal.aborted) return;
  if (first === null && !existsSync(join(workspace.reportData, "run.json"))) {
    throw new EarshotError("there is nothing to show yet: the first run failed", {
      remedy: "Mend what is said above, then start the preview again.",
    });
  }
  const site = await startPreview(workspace, {
    host,
    port,
    signal,
    say: (line) => terminal.debug(line),
    warn: (line) => terminal.error(line),
  });
  terminal.say(`Preview at ${site.address} (Ctrl-C ends it)`);
  const loop = new ChangeLoop(async () => {
    const started = performance.now();
    site.pause();
    const manifest = await runAndPublish(workspace, request, memory, site, ({ steps }) => {
      site.refresh();
      const ran = steps.filter((step) => step.status === "ran").length;
      terminal.say(`${ran} ran; the page is up to date after ${duration(performance.now() - started)}`);
    });
    if (manifest === null) terminal.warn("The last good page stays.");
    if (manifest === null || manifest.unchanged) site.resume();
  });
  const watchers = watchedFolders(workspace).map((path) =>
    watch(path, { recursive: true }, (_event, name) => {
      if (name === null || !/(^|\/)\.|~$|\.sw.$/.test(name)) loop.changed();
    }),
  );
  signal.addEventListener("abort", () => {
    for (const each of watchers) each.close();
  });
  await site.closed;
  await loop.end();
  if (!signal.aborted) {
    throw new EarshotError("the preview server ended by itself", {
      remedy: "Start the preview again, with --debug to see what it said.",
    });
  }
}
