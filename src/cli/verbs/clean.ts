import { EarshotError, EXIT } from "../../errors.ts";
import { cleanDatabase, cleanRuns, cleanSite } from "../../pipeline/clean.ts";
import { holdWorkspace } from "../../pipeline/run-lock.ts";
import { locateWorkspace } from "../../workspace.ts";
import { counted } from "../numbers.ts";
import type { Verb, VerbCall } from "../verb.ts";

function wholeNumber(call: VerbCall, name: string, otherwise: number): number {
  const given = call.options[name];
  if (given === undefined) return otherwise;
  const value = Number(given);
  if (!Number.isInteger(value) || value < 0)
    throw new EarshotError(`invalid ${name}: ${String(given)}; a whole number`);
  return value;
}

export const verb: Verb = {
  name: "clean",
  summary: "Remove old runs; on request the site or the database. Exports are never touched.",
  options: {
    keep: { type: "string", value: "RUNS", description: "Keep so many of the newest runs. Default: 20." },
    days: {
      type: "string",
      value: "DAYS",
      description: "Keep also every run younger than this. Default: 14.",
    },
    list: { type: "boolean", description: "List the kept runs and remove nothing." },
    site: { type: "boolean", description: "Remove the built site and the published tables." },
    database: {
      type: "boolean",
      description: "Remove the database; the next run makes it anew from the exports.",
    },
  },
  examples: ["earshot clean --list", "earshot clean --keep 5 --days 0", "earshot clean --database --site"],
  async run(call) {
    const { options, terminal } = call;
    const workspace = locateWorkspace(call.workspace);
    const { readManifests } = await import("../../pipeline/index.ts");
    if (options["list"] === true) {
      const runs = readManifests(workspace).map(({ id, startedAt, status, unchanged, steps }) => ({
        id,
        startedAt,
        status,
        unchanged,
        ran: steps.filter((step) => step.status === "ran").length,
      }));
      if (terminal.json) terminal.data(JSON.stringify(runs, null, 2));
      else
        for (const run of runs)
          terminal.data(`${run.id}  ${run.status}  ${run.unchanged ? "nothing changed" : `${run.ran} ran`}`);
      return EXIT.done;
    }
    const release = holdWorkspace(workspace, "earshot clean");
    try {
      const removed = cleanRuns(
        workspace,
        wholeNumber(call, "keep", 20),
        wholeNumber(call, "days", 14),
        new Date(),
      );
      if (options["site"] === true) cleanSite(workspace);
      if (options["database"] === true) cleanDatabase(workspace);
      const more = [options["site"] ? "the site" : "", options["database"] ? "the database" : ""].filter(
        Boolean,
      );
      terminal.say(`Removed ${[counted(removed.length, "run"), ...more].join(", ")}.`);
      if (terminal.json)
        terminal.data(
          JSON.stringify({
            runs: removed,
            site: options["site"] === true,
            database: options["database"] === true,
          }),
        );
      return EXIT.done;
    } finally {
      release();
    }
  },
};
