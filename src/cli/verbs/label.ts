import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { EarshotError, EXIT } from "../../errors.ts";
import { FEWEST_LABELLED } from "../../statistics/index.ts";
import { locateWorkspace, type Workspace } from "../../workspace.ts";
import { writeAdjudication } from "../labelling/adjudication-files.ts";
import { ADJUDICATION } from "../labelling/code-words.ts";
import { writeCodingFiles } from "../labelling/coding-files.ts";
import { disagreementsOf } from "../labelling/disagreements.ts";
import { drawSample } from "../labelling/draw-sample.ts";
import { findSample, keepCodes, sampleTexts, sampleUnits } from "../labelling/label-store.ts";
import { readCodes } from "../labelling/read-codes.ts";
import { showQuality } from "../labelling/show-quality.ts";
import { openWarehouse } from "../open-warehouse.ts";
import { openWorkspace } from "../open-workspace.ts";
import type { Verb, VerbCall } from "../verb.ts";

function wholeNumber(call: VerbCall, name: string, fallback: number): number {
  const given = call.options[name];
  if (given === undefined) return fallback;
  const value = Number(given);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new EarshotError(`invalid ${name}: ${String(given)}; a whole number from 1`);
}

const text = (call: VerbCall, name: string) => {
  const given = call.options[name];
  return typeof given === "string" ? given : null;
};

/** How many figures these units will be enough for: a correction needs thirty labels of a topic in a period. */
function correctionNote(units: readonly { topic: string; period: string }[]): string {
  const cells = new Map<string, number>();
  for (const { topic, period } of units) {
    const cell = JSON.stringify([topic, period]);
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  const enough = [...cells.values()].filter((n) => n >= FEWEST_LABELLED).length;
  const which = `${enough} of the ${cells.size} topics and periods in it have the ${FEWEST_LABELLED} units that a correction of their figures needs`;
  return enough === cells.size ? which : `${which}; the others need a draw of their own (--topic, --period)`;
}

async function draw(call: VerbCall, workspace: Workspace): Promise<void> {
  const size = wholeNumber(call, "sample", 400);
  const seed = wholeNumber(call, "seed", 1);
  const period = text(call, "period");
  const topic = text(call, "topic");
  const outside = call.options["outside"] === true;
  const parts = [outside ? "outside" : "sample", size, `seed${seed}`, topic, period];
  const name = text(call, "name") ?? parts.filter(Boolean).join("-");
  if (!/^[\w.-]+$/.test(name)) throw new EarshotError(`invalid name: ${name}; letters, digits, - _ .`);
  const folder = join(workspace.labels, name);
  if (existsSync(join(folder, "sample.csv"))) {
    throw new EarshotError(`the sample ${name} has been drawn already`, {
      remedy: "Give --name for another one, or delete its folder under data/labels.",
    });
  }
  const warehouse = await openWarehouse(workspace, true);
  try {
    const units = await drawSample(warehouse, { size, seed, period, topic, outside });
    if (units.length === 0) {
      throw new EarshotError("there is nothing to draw from: no mention with text fits", {
        remedy:
          "Run `earshot run` first; `earshot show periods` and `earshot show topics` list what --period and --topic take.",
      });
    }
    const files = writeCodingFiles(folder, units).map((path) => relative(workspace.root, path));
    const strata = new Set(units.map((unit) => unit.stratum)).size;
    const { terminal } = call;
    if (terminal.json)
      terminal.data(`${JSON.stringify({ sample: name, units: units.length, strata, files })}\n`);
    terminal.say(
      outside
        ? `${units.length} units that their topic does not find, from ${strata} strata (topic; named, in another topic, in none), seed ${seed}`
        : `${units.length} units from ${strata} strata (topic, language, the machine's class), seed ${seed}`,
    );
    terminal.say(outside ? "Coders fill in `relevant` only" : correctionNote(units));
    terminal.say(
      `For coders: ${files[2]} or ${files[1]}; keep ${files[0]} to yourself, it holds the machine's labels`,
    );
    terminal.say("Then: earshot label --read FILE… (one file per coder, named after the coder)");
  } finally {
    warehouse.close();
  }
}

async function read(call: VerbCall, workspace: Workspace): Promise<void> {
  const given = call.options["read"];
  const files = [...(Array.isArray(given) ? given : [String(given)]), ...call.positionals].map((path) =>
    resolve(path),
  );
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length > 0) throw new EarshotError(`no such file: ${missing.join(", ")}`);
  const sample = findSample(workspace.labels, text(call, "name") ?? undefined);
  const texts = await sampleTexts(workspace.labels, sample);
  const codes = await readCodes(files, await sampleUnits(workspace.labels, sample), {
    texts,
    tell: (message) => call.terminal.say(message),
  });
  if (codes.length === 0) {
    throw new EarshotError("no unit is coded in these files; nothing was read", {
      remedy: "Coders fill in the columns sentiment and relevant of coding.xlsx or coding.csv.",
    });
  }
  const { coders, replaced } = await keepCodes(workspace.labels, sample, codes);
  for (const [coder, n] of replaced) {
    const why =
      coder === ADJUDICATION ? "by these decisions" : "(a file of another coder needs another name)";
    call.terminal.say(`${coder}: ${n} earlier codes replaced ${why}`);
  }
  const many = `${coders} coder${coders === 1 ? "" : "s"}`;
  call.terminal.say(`${codes.length} units read; the sample ${sample} has ${many} now`);
  const opened = await openWorkspace(call.workspace);
  try {
    const manifest = await opened.run({
      // With all that is read on the way: other tables may be out of date, or not there yet.
      select: ["@human_labels"],
      signal: call.signal,
      command: "label --read",
    });
    const failed = manifest.steps.find((step) => step.status === "failed");
    if (failed) throw new EarshotError(`${failed.name}: ${failed.error}`, { exitCode: EXIT.stepFailed });
    const units = await disagreementsOf(opened.warehouse, sample);
    const written = await writeAdjudication(join(workspace.labels, sample), units, texts);
    const listed = { units, files: written.map((path) => relative(workspace.root, path)) };
    await showQuality(opened.warehouse, sample, listed, call.terminal);
  } finally {
    opened.close();
  }
}

export const verb: Verb = {
  name: "label",
  summary: "Draw a sample for human coders, and read what they coded.",
  positionals: "[FILE…]",
  options: {
    sample: { type: "string", value: "N", description: "Draw so many units. Default: 400." },
    read: {
      type: "string",
      value: "FILE",
      multiple: true,
      description: "Read a coder's file, CSV or XLSX; more files may follow. Each file is one coder.",
    },
    name: {
      type: "string",
      value: "NAME",
      description: "Name of the sample. Default: made from the options; for --read the newest.",
    },
    seed: { type: "string", value: "N", description: "Another seed draws another sample. Default: 1." },
    period: { type: "string", value: "PERIOD", description: "Draw from this reporting period only." },
    topic: {
      type: "string",
      value: "TOPIC",
      description: "Draw from this topic only. Default: own brand and competitors.",
    },
    outside: {
      type: "boolean",
      description: "Draw what the topics do not find: with it, recall of the queries can be told.",
    },
  },
  examples: [
    "earshot label --sample 400",
    "earshot label --sample 200 --outside",
    "earshot label --sample 200 --topic acme --period 2026-w18 --name acme-w18",
    "earshot label --read coding-ab.xlsx coding-cd.csv",
  ],
  async run(call) {
    const workspace = locateWorkspace(call.workspace);
    if (call.options["read"] !== undefined) await read(call, workspace);
    else await draw(call, workspace);
    return EXIT.done;
  },
};
