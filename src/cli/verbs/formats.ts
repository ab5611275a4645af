import { existsSync } from "node:fs";
import { EXIT, type ExitCode, formatDiagnostic } from "../../errors.ts";
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
        `${number(rows.read)} = ${number(rows.mentions)} mentions + ${number(rows.duplicates)} duplicates + ${number(rows.rejected)} rejected`,
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
  if (each.proposal)
    call.terminal.data(`  a mapping to look at and paste into pipelines/study.yaml:\n\n${each.proposal}`);
}

/** The study's settings for sources, where the folder is a workspace with a study that can be read. */
async function studyOf(call: VerbCall): Promise<Study | undefined> {
  const { join } = await import("node:path");
  if (!existsSync(join(call.workspace, "pipelines", "study.yaml"))) return undefined;
  const { locateWorkspace } = await import("../../workspace.ts");
  const { loadStudy } = await import("../../study/index.ts");
  const loaded = await loadStudy(locateWorkspace(call.workspace));
  return loaded.diagnostics.some((each) => each.severity === "error")
    ? undefined
    : (loaded.study ?? undefined);
}

async function run(call: VerbCall): Promise<ExitCode> {
  const { explainFile, listFormats } = await import("../../importing/index.ts");
  if (call.positionals.length === 0) {
    const formats = listFormats();
    if (call.terminal.json) call.terminal.data(`${JSON.stringify(formats, null, 2)}\n`);
    else for (const { id, label } of formats) call.terminal.data(`${id.padEnd(28)} ${label}\n`);
    return EXIT.done;
  }
  const study = await studyOf(call);
  const found: FileExplanation[] = [];
  for (const path of call.positionals) found.push(...(await explainFile(path, study, call.signal)));
  if (call.terminal.json) call.terminal.data(`${JSON.stringify(found, null, 2)}\n`);
  else for (const each of found) show(each, call);
  return found.some((each) => each.format === null) ? EXIT.usage : EXIT.done;
}

/** `earshot formats`: what is this file? */
export const verb: Verb = {
  name: "formats",
  summary:
    "Say what an export file is: format, rows, period, zone, columns; propose a mapping for an unknown one",
  positionals: "[FILE…]",
  options: {},
  examples: [
    "earshot formats",
    "earshot formats data/exports/mentions.csv",
    "earshot formats --json download.zip",
  ],
  run,
};
