import { literal } from "../warehouse/sql-text.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Workspace } from "../workspace.ts";
import { readTableRecords, snapshotPath } from "./snapshots.ts";

type Topic = Record<string, string | null>;

/** So much of a query is quoted. */
const LONGEST = 120;

const quoted = (value: string | null | undefined) => {
  const text = (value ?? "none").replace(/\s+/g, " ").trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

async function topicsOf(warehouse: Warehouse, workspace: Workspace, run: string) {
  const file = snapshotPath(workspace, readTableRecords(workspace, run)["topics"]);
  if (file === null) return null;
  const rows = await warehouse.rows<Topic>(`select * exclude (position) from read_parquet(${literal(file)})`);
  return new Map(rows.map((row) => [String(row["topic"]), row]));
}

/**
 * Which topics are new, gone or defined otherwise, each with what of it changed: `changed query of topic acme: a → b`.
 * Nothing where the runs did not keep their topics.
 */
export async function topicChanges(
  warehouse: Warehouse,
  workspace: Workspace,
  before: string,
  after: string,
): Promise<string[]> {
  const [old, now] = [
    await topicsOf(warehouse, workspace, before),
    await topicsOf(warehouse, workspace, after),
  ];
  if (!old || !now) return [];
  const reasons: string[] = [];
  for (const [topic, row] of now) {
    const was = old.get(topic);
    if (!was) reasons.push(`new topic ${topic}: ${quoted(row["query"])}`);
    else
      for (const [column, value] of Object.entries(row)) {
        if (was[column] === value || !(column in was)) continue;
        reasons.push(`changed ${column} of topic ${topic}: ${quoted(was[column])} → ${quoted(value)}`);
      }
  }
  for (const topic of old.keys()) if (!now.has(topic)) reasons.push(`removed topic ${topic}`);
  return reasons;
}
