import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunManifest } from "../manifest.ts";
import type { Workspace } from "../workspace.ts";
import { changesSince } from "./run-facts.ts";
import { viewOf } from "./small-authors.ts";

/**
 * What the run before said; figures that may not be shown now are left out. Whose figure it was then is not known any
 * more: it is told only where it had an interval, which no figure of few people has.
 */
export function publicChanges(
  workspace: Workspace,
  manifest: RunManifest,
  protection: { periods: readonly string[]; withheld: ReadonlySet<string> } | null,
) {
  const last = runBefore(manifest, workspace.runs);
  const changes = changesSince(manifest, last);
  if (!changes || !protection) return changes;
  const then = last[0]?.figures ?? {};
  const hidden = (id: string) => {
    const [, topic, period] = id.split(".");
    return [period, protection.periods[protection.periods.indexOf(period ?? "") - 1]].some((each) =>
      protection.withheld.has(`${each}\n${topic}\n${viewOf({ id })}`),
    );
  };
  const told = ({ id, before, after }: (typeof changes.revised)[number]) => ({
    ...{ id, after },
    before: typeof then[id]?.low === "number" ? before : null,
  });
  return { ...changes, revised: changes.revised.filter((row) => !hidden(row.id)).map(told) };
}

/** The newest finished run before this one: alone in the list, or nothing. */
function runBefore(manifest: RunManifest, folder: string): RunManifest[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".json") && file < `${manifest.id}.json`);
  for (const file of files.sort().reverse()) {
    try {
      const found = JSON.parse(readFileSync(join(folder, file), "utf8")) as RunManifest;
      if (found.status === "done" || found.status === "checks_failed") return [found];
    } catch {}
  }
  return [];
}
