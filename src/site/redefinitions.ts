import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunManifest } from "../manifest.ts";
import type { Warehouse } from "../warehouse/index.ts";
import { literal } from "../warehouse/sql-text.ts";

/** A run from which on a number means something else than before. */
export interface Redefinition {
  run: string;
  /** When that run began, UTC. */
  at: string;
  /** Topics whose query changed, or the model of sentiment. */
  what: "query" | "sentiment";
  /** Ids of the topics; null for all of them. */
  topics: string[] | null;
}

/** Runs looked back upon at most: each costs the reading of a manifest. */
const MOST_RUNS = 60;

function finishedRuns(manifest: RunManifest, folder: string): RunManifest[] {
  if (!existsSync(folder)) return [manifest];
  const files = readdirSync(folder).filter(
    (file) => /^[^.]+\.json$/.test(file) && file < `${manifest.id}.json`,
  );
  const earlier = files
    .sort()
    .slice(-MOST_RUNS)
    .flatMap((file): RunManifest[] => {
      try {
        const run = JSON.parse(readFileSync(join(folder, file), "utf8")) as RunManifest;
        return run.status === "done" || run.status === "checks_failed" ? [run] : [];
      } catch {
        return [];
      }
    });
  return [...earlier, manifest];
}

interface KeptTables {
  topics?: { hash: string; snapshot: string | null };
}

function keptTables(folder: string, run: string): KeptTables {
  try {
    return JSON.parse(readFileSync(join(folder, `${run}.tables.json`), "utf8")) as KeptTables;
  } catch {
    return {};
  }
}

/** Queries by topic as a run had them; null where they were not kept. */
async function queriesOf(warehouse: Warehouse, folder: string, kept: KeptTables) {
  const file = kept.topics?.snapshot && join(folder, "..", "snapshots", kept.topics.snapshot);
  if (!file || !existsSync(file)) return null;
  const rows = await warehouse.rows<{ topic: string; query: string }>(
    `select topic, query from read_parquet(${literal(file)})`,
  );
  return new Map(rows.map((row) => [row.topic, row.query]));
}

const definitionOf = (run: RunManifest, step: string) =>
  run.steps.find((each) => each.name === step)?.definition;

/**
 * Where queries or the model of sentiment changed from one finished run to the next, oldest first. Every run counts all
 * days anew, so a change sets no step into the course shown, but numbers told earlier were made by the earlier one.
 * @param folder of the run manifests
 */
export async function redefinitions(
  warehouse: Warehouse,
  manifest: RunManifest,
  folder: string,
): Promise<Redefinition[]> {
  const runs = finishedRuns(manifest, folder);
  const found: Redefinition[] = [];
  for (const [index, run] of runs.entries()) {
    const before = runs[index - 1];
    if (!before) continue;
    const place = { run: run.id, at: run.startedAt };
    const [old, now] = [keptTables(folder, before.id), keptTables(folder, run.id)];
    if (old.topics && now.topics && old.topics.hash !== now.topics.hash) {
      const then = await queriesOf(warehouse, folder, old);
      const queries = await queriesOf(warehouse, folder, now);
      const differ = [...(queries ?? [])].filter(([id, query]) => then?.has(id) && then.get(id) !== query);
      if (!then || !queries) found.push({ ...place, what: "query", topics: null });
      else if (differ.length > 0) found.push({ ...place, what: "query", topics: differ.map(([id]) => id) });
    }
    const model = (each: RunManifest) =>
      each.versions.models["sentiment"] ?? definitionOf(each, "mention_sentiment");
    if (model(before) !== undefined && model(before) !== model(run))
      found.push({ ...place, what: "sentiment", topics: null });
  }
  return found;
}
