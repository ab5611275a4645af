import { existsSync } from "node:fs";
import { join } from "node:path";
import { EarshotError, EXIT, type ExitCode } from "../../errors.ts";
import { latestManifest } from "../../pipeline/index.ts";
import { locateWorkspace } from "../../workspace.ts";
import { openWorkspace } from "../open-workspace.ts";
import { siteFailure } from "../site-failure.ts";
import { siteLines } from "../summary.ts";
import type { Verb, VerbCall } from "../verb.ts";

async function build(call: VerbCall): Promise<void> {
  const opened = await openWorkspace(call.workspace);
  try {
    const manifest = latestManifest(opened.workspace);
    if (!manifest) throw new EarshotError("nothing has run yet", { remedy: "Run `earshot run` first." });
    const debug = (line: string) => call.terminal.debug(line);
    const force = call.options["force"] === true;
    const outcome = await opened
      .site(manifest, { signal: call.signal, force, debug })
      .catch((error: unknown) => Promise.reject(siteFailure(error, call.signal)));
    call.terminal.say(outcome.built ? `Built ${outcome.pages} pages` : "The site is up to date");
    for (const line of siteLines(opened.workspace, outcome.folder)) call.terminal.say(line);
    if (call.options["pdf"] === true) {
      const { exportPdf } = await import("../../site/index.ts");
      const file = await exportPdf(opened.workspace, join(opened.workspace.root, "report.pdf"));
      call.terminal.say(`Report on paper: ${file}`);
    }
    if (call.options["pptx"] === true) {
      const { exportSlides } = await import("../../site/index.ts");
      const file = await exportSlides(opened.workspace, join(opened.workspace.root, "report.pptx"));
      call.terminal.say(`Slides: ${file}`);
    }
    if (call.terminal.json) call.terminal.data(JSON.stringify(outcome));
  } finally {
    opened.close();
  }
}

async function serve(call: VerbCall): Promise<ExitCode> {
  const { serveFolder } = await import("../static-server.ts");
  const workspace = locateWorkspace(call.workspace);
  const port = Number(call.options["port"] ?? 4173);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new EarshotError(`invalid port: ${String(call.options["port"])}`);
  if (!existsSync(join(workspace.dist, "index.html"))) {
    throw new EarshotError("there is no site yet", { remedy: "Run `earshot run` first." });
  }
  const { server, address } = await serveFolder(workspace.dist, port);
  call.terminal.say(`Serving ${workspace.dist} at ${address} (Ctrl-C ends it)`);
  await new Promise<void>((resolve) => {
    if (call.signal.aborted) resolve();
    call.signal.addEventListener("abort", () => resolve());
  });
  server.closeAllConnections();
  server.close();
  return EXIT.done;
}

export const verb: Verb = {
  name: "site",
  summary: "Build the site from the last run's tables, or serve it.",
  options: {
    serve: { type: "boolean", description: "Serve the built site on this machine instead of building." },
    port: { type: "string", value: "PORT", description: "Port for --serve. Default: 4173." },
    pdf: { type: "boolean", description: "Also print the report as report.pdf (needs Chromium)." },
    pptx: {
      type: "boolean",
      description: "Also make slides, report.pptx, a chart on each (needs Chromium).",
    },
    force: { type: "boolean", description: "Build although neither data nor pages changed." },
  },
  examples: [
    "earshot site",
    "earshot site --serve",
    "earshot site --serve --port 8080",
    "earshot site --pdf",
    "earshot site --pptx",
  ],
  async run(call) {
    if (call.options["serve"] === true) return serve(call);
    await build(call);
    return EXIT.done;
  },
};
