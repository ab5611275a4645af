import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { EarshotError, EXIT, type ExitCode, formatDiagnostic } from "../../errors.ts";
import type { FileExplanation } from "../../importing/index.ts";
import type { Study } from "../../study/study.ts";
import type { Verb, VerbCall } from "../verb.ts";

const DELIMITERS: Record<string, string> = { ",": "comma", "\t": "tab", ";": "semicolon", "|": "bar" };

function lines(each: FileExplanation): string[] {
  const label = (name: string, text: string | number | null | undefined) =>
    text === null || text === undefined || text === "" ? [] : [`  ${name.padEnd(11)} ${text}`];
  const { rows } = each;
  const number = (n: number) => n.toLocaleString("en-US");
  return [
    each.file,
    ...label("format", each.format === null ? "unknown" : `${each.label} (${each.format})`),
    ...label("encoding", each.encoding),
    ...label("delimiter", each.delimiter && (DELIMITERS[each.delimiter] ?? each.delimiter)),
    ...label("header", each.headerLine && `line ${each.headerLine}`),
    ...label(
      "rows",
      rows &&
        `${number(rows.read)} = ${number(rows.mentions)} mentions + ${number(rows.duplicates)} duplicates + ${number(rows.rejected)} rejected${rows.notPosts ? ` (${number(rows.notPosts)} of them no posts by their format)` : ""}`,
    ),
    ...each.rejectedFor.map(
      ({ reason, rows: n, line }) =>
        `  ${"".padEnd(11)} rejected: ${number(n)} × ${reason}, first in line ${line}`,
    ),
    ...label(
      "ids",
      each.untrustedIds
        ? `${number(each.untrustedIds)} ids stand over different texts or authors and identify nothing`
        : null,
    ),
    ...label("period", each.period.from && `${each.period.from} to ${each.period.to} (UTC)`),
    ...label("times", each.timeFormats),
    ...label("zone", each.zoneEvidence),
    ...Object.entries(each.mapped).map(
      ([target, columns], index) =>
        `  ${(index === 0 ? "mapped" : "").padEnd(11)} ${target} ← ${columns.join(", ")}`,
    ),
    ...label(
      "not mapped",
      each.unmapped.slice(0, 60).join(", ") +
        (each.unmapped.length > 60 ? ` … (${each.unmapped.length} in all)` : ""),
    ),
    ...label("note", each.note),
  ];
}

function show(each: FileExplanation, call: VerbCall): void {
  call.terminal.data(`${lines(each).join("\n")}\n`);
  for (const diagnostic of each.diagnostics)
    call.terminal[diagnostic.severity === "error" ? "error" : "warn"](formatDiagnostic(diagnostic));
}

/** One `sources:` block of all proposals, to paste as it is. */
function showProposals(found: readonly FileExplanation[], call: VerbCall): void {
  const items = found.flatMap((each) =>
    each.proposal ? [each.proposal.replace(/^sources:\n/, "").trimEnd()] : [],
  );
  if (items.length === 0) return;
  call.terminal.data(
    `${items.length === 1 ? "a mapping" : "mappings"} to look at and paste into pipelines/study.yaml:\n\nsources:\n${items.join("\n")}\n`,
  );
}

/** The workspace that a file lies in, else the one of the call. */
function workspaceOf(path: string, call: VerbCall): string {
  let folder = dirname(resolve(path));
  while (!existsSync(join(folder, "pipelines", "study.yaml"))) {
    const above = dirname(folder);
    if (above === folder) return call.workspace;
    folder = above;
  }
  return folder;
}

/** The study's settings for sources, where the folder is a workspace with a study that can be read. */
async function studyOf(workspace: string): Promise<Study | undefined> {
  if (!existsSync(join(workspace, "pipelines", "study.yaml"))) return undefined;
  const { locateWorkspace } = await import("../../workspace.ts");
  const { loadStudy } = await import("../../study/index.ts");
  const loaded = loadStudy(locateWorkspace(workspace));
  return loaded.diagnostics.some((each) => each.severity === "error")
    ? undefined
    : (loaded.study ?? undefined);
}

/** Files named, and those in folders named, but dot files. */
function filesOf(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
    const inside = readdirSync(path).filter((name) => !name.startsWith("."));
    return filesOf(inside.sort().map((name) => join(path, name)));
  });
}

async function run(call: VerbCall): Promise<ExitCode> {
  const { explainFile, listFormats } = await import("../../importing/index.ts");
  if (call.positionals.length === 0) {
    const formats = listFormats();
    if (call.terminal.json) call.terminal.data(`${JSON.stringify(formats, null, 2)}\n`);
    else for (const { id, label } of formats) call.terminal.data(`${id.padEnd(28)} ${label}\n`);
    return EXIT.done;
  }
  const studies = new Map<string, Study | undefined>();
  const found: FileExplanation[] = [];
  let failed = false;
  for (const path of filesOf(call.positionals)) {
    const workspace = workspaceOf(path, call);
    if (!studies.has(workspace)) studies.set(workspace, await studyOf(workspace));
    try {
      const explained = await explainFile(path, studies.get(workspace), call.signal);
      found.push(...explained);
      if (!call.terminal.json) for (const each of explained) show(each, call);
    } catch (error) {
      if (!(error instanceof EarshotError) || call.signal.aborted) throw error;
      failed = true;
      for (const diagnostic of error.diagnostics) call.terminal.error(formatDiagnostic(diagnostic));
      call.terminal.error(`earshot: ${error.message}`);
    }
  }
  if (call.terminal.json) call.terminal.data(`${JSON.stringify(found, null, 2)}\n`);
  else showProposals(found, call);
  return failed || found.some((each) => each.format === null) ? EXIT.usage : EXIT.done;
}

/** `earshot formats`: what is this file? */
export const verb: Verb = {
  name: "formats",
  summary:
    "Say what an export file is: format, rows, period, zone, columns; propose a mapping for an unknown one",
  positionals: "[FILE|FOLDER…]",
  options: {},
  examples: [
    "earshot formats",
    "earshot formats data/exports/mentions.csv",
    "earshot formats --json download.zip",
  ],
  run,
};
