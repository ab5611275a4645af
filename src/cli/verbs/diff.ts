import { EarshotError, EXIT } from "../../errors.ts";
import type { RunManifest } from "../../manifest.ts";
import { compareRuns, type RunDifference, type TableDifference } from "../../pipeline/diff.ts";
import { readManifests } from "../../pipeline/index.ts";
import { locateWorkspace } from "../../workspace.ts";
import { counted } from "../numbers.ts";
import type { Terminal, Verb } from "../verb.ts";

/** A kept run by its id or the start of it. */
function findRun(runs: readonly RunManifest[], id: string): RunManifest {
  const found = runs.filter((run) => run.id.startsWith(id));
  if (found.length === 1 && found[0]) return found[0];
  throw new EarshotError(found.length === 0 ? `unknown run: ${id}` : `more than one run starts with ${id}`, {
    remedy: "`earshot clean --list` lists the kept runs.",
  });
}

/** The two runs to compare: as named, else the last run that changed something and the one before it. */
function chooseRuns(runs: readonly RunManifest[], named: readonly string[]): [RunManifest, RunManifest] {
  const finished = runs.filter((run) => run.finishedAt !== null);
  const changed = finished.filter((run) => !run.unchanged);
  const after = named[1] ? findRun(runs, named[1]) : changed.at(-1);
  const before = named[0]
    ? findRun(runs, named[0])
    : finished.findLast((run) => after !== undefined && run.id < after.id);
  if (!before || !after) {
    const idle = finished.length - changed.length;
    throw new EarshotError("there are not yet two runs to compare", {
      remedy:
        idle > 0
          ? `One run made everything; ${counted(idle, "run")} since found nothing to do.`
          : "Change something, or drop in new exports, and run again.",
    });
  }
  return [before, after];
}

function tableLine({
  table,
  change,
  columns,
  rowsBefore,
  rowsAfter,
  added,
  removed,
}: TableDifference): string {
  if (change === "new") return `  ${table}: new, ${counted(rowsAfter ?? 0, "row")}`;
  if (change === "gone") return `  ${table}: gone`;
  const many =
    rowsBefore === rowsAfter
      ? `${counted(rowsAfter ?? 0, "row")} before and after; what they held was not kept`
      : `${rowsBefore} → ${rowsAfter} rows`;
  const rows = added === null ? many : `${counted(added, "row")} added, ${removed} removed`;
  return `  ${table}: ${[rows, ...columns].join("; ")}`;
}

const SHOWN = 40;

function print(difference: RunDifference, terminal: Terminal): void {
  const { reasons, figures, tables } = difference;
  terminal.data(`From run ${difference.before} to ${difference.after}`);
  if (reasons.length > 0) terminal.data(["Because", ...reasons.map((reason) => `  ${reason}`)].join("\n"));
  terminal.data(figures.length === 0 ? "No figure moved" : `${counted(figures.length, "figure")} moved`);
  const number = (value: number | null) => (value === null ? "–" : String(Number(value.toPrecision(4))));
  for (const figure of figures.slice(0, SHOWN)) {
    const note = figure.withinInterval ? " (within the interval)" : "";
    terminal.data(`  ${figure.id}: ${number(figure.before)} → ${number(figure.after)}${note}`);
  }
  if (figures.length > SHOWN) terminal.data(`  and ${figures.length - SHOWN} more; --json shows all`);
  terminal.data(
    tables.length === 0
      ? "No table differs"
      : `${counted(tables.length, "table")} ${tables.length === 1 ? "differs" : "differ"}`,
  );
  for (const table of tables) terminal.data(tableLine(table));
}

export const verb: Verb = {
  name: "diff",
  summary: "Compare two runs: figures that moved and why, and what differs in the tables.",
  positionals: "[RUN] [RUN]",
  options: {},
  examples: ["earshot diff", "earshot diff 20261101 20261108 --json"],
  async run({ positionals, workspace: folder, terminal }) {
    const workspace = locateWorkspace(folder);
    const [before, after] = chooseRuns(readManifests(workspace), positionals);
    const difference = await compareRuns(workspace, before, after);
    if (terminal.json) terminal.data(JSON.stringify(difference, null, 2));
    else print(difference, terminal);
    return EXIT.done;
  },
};
