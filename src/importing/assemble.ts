import { createHash } from "node:crypto";
import type { Warehouse } from "../warehouse/index.ts";
import { runningCode } from "./code.ts";
import { writeCompleted } from "./completed.ts";
import { writeCoverage } from "./coverage.ts";
import { markDefaultDates } from "./default-dates.ts";
import { writeExtras } from "./extras.ts";
import { decideIdentity } from "./identity.ts";
import { OWN_ID_SQL, OWN_ORIGINAL_SQL, plainTextSql } from "./keys-sql.ts";
import { writeLedger, writePartNames } from "./ledger.ts";
import { writeMentions } from "./mentions.ts";
import { placeTimes } from "./place-rows.ts";
import { rowsToLookAt, tieReposts } from "./reposts.ts";
import { gatherKeys, rememberGone, type Scope } from "./scope.ts";
import { dropParts, type StoredPart, saveFacts } from "./store.ts";
import { beginTouched, endTouched, touch } from "./touched.ts";
import { writeUnreadValues } from "./unread-values.ts";

const SCRATCH = [
  "ids",
  "more_ids",
  "urls",
  "keys",
  "gone",
  "untrusted_ids",
  "untrusted_urls",
  "trusted",
  "url_ids",
  "placed",
  "members",
  "numbered",
  "grouped",
  "ranked",
  "outcome",
  "moved",
  "again",
  "ties",
  "full_texts",
  "group_rows",
  "completions",
  "parts",
];

/** Fingerprint of what importing these parts gives: the files' hashes, how they are read, the study's zone, the code, up to when dates in the future were `judged`. */
export function fingerprintOf(
  parts: readonly { file: string; sha256: string; recipe: string }[],
  studyZone: string,
  judged: string,
): string {
  const lines = parts.map((part) => `${part.file}\t${part.sha256}\t${part.recipe}`).sort();
  return createHash("sha256")
    .update([runningCode().assembling, studyZone, judged, ...lines].join("\n"))
    .digest("hex");
}

/** What is to be put together. */
export interface Assembly {
  /** Parts whose rows were judged before and stay. */
  kept: readonly StoredPart[];
  fresh: readonly StoredPart[];
  gone: readonly number[];
  studyZone: string;
  now: Date;
  /** Judge all rows again. */
  whole: boolean;
}

/** Parts whose days are those of another zone get the days of the study's. */
async function moveDays(warehouse: Warehouse, assembly: Assembly): Promise<boolean> {
  const moved = assembly.kept.filter((part) => part.facts.studyZone !== assembly.studyZone);
  for (const part of moved) {
    part.facts.studyZone = assembly.studyZone;
    await placeTimes(warehouse, part.part, part.facts, assembly.studyZone);
    await saveFacts(warehouse, part);
  }
  return moved.length > 0;
}

/** Rows that were judged stand for themselves again. */
async function forgetJudgement(warehouse: Warehouse, kept: readonly StoredPart[]): Promise<void> {
  if (kept.length === 0) return;
  await warehouse.run(`update import.rows
    set mention_id = ${OWN_ID_SQL}, original_id = ${OWN_ORIGINAL_SQL.replaceAll("plain", plainTextSql("text"))}, kept = problem is null, elsewhere = false
    where part in (${kept.map(({ part }) => part).join(", ")})`);
}

async function judge(warehouse: Warehouse, scope: Scope, studyZone: string): Promise<void> {
  await gatherKeys(warehouse, scope);
  await decideIdentity(warehouse, scope);
  await rowsToLookAt(warehouse, scope);
  await touch(warehouse, scope);
  await warehouse.run(`update import.rows set mention_id = o.mention_id, kept = o.kept
      from import_outcome o
      where o.part = import.rows.part and o.row_no = import.rows.row_no
        and (import.rows.mention_id is distinct from o.mention_id or import.rows.kept <> o.kept)`);
  await tieReposts(warehouse, scope);
  await writeCompleted(warehouse, studyZone, scope.whole);
  await touch(warehouse, scope);
}

/** More than this share of rows new or gone: judging all is less work. */
const MOST = 0.5;

async function isMost(
  warehouse: Warehouse,
  fresh: readonly number[],
  gone: readonly number[],
): Promise<boolean> {
  const parts = [...fresh, ...gone];
  if (parts.length === 0) return false;
  const row = await warehouse.row<{ share: number }>(
    `select coalesce(count(*) filter (part in (${parts.join(", ")})) / nullif(count(*), 0), 1) as share from import.rows`,
  );
  return (row?.share ?? 1) > MOST;
}

/** Make the public tables from the parts. Runs inside the caller's transaction. */
export async function assemble(warehouse: Warehouse, assembly: Assembly): Promise<void> {
  const { kept, gone, studyZone, now } = assembly;
  const parts = [...kept, ...assembly.fresh];
  const fresh = assembly.fresh.map(({ part }) => part);
  await beginTouched(warehouse, gone);
  const moved = await moveDays(warehouse, assembly);
  await rememberGone(warehouse, gone);
  const most = await isMost(warehouse, fresh, gone);
  await dropParts(warehouse, gone);
  const remarked = await markDefaultDates(warehouse);
  const whole = assembly.whole || moved || most || remarked.some((part) => !fresh.includes(part));
  if (whole) await forgetJudgement(warehouse, kept);
  await writePartNames(warehouse, parts);
  await judge(warehouse, { fresh, whole }, studyZone);
  await writeMentions(warehouse, now, Math.max(0, ...parts.map(({ part }) => part)));
  await endTouched(warehouse, { fresh, whole });
  await writeLedger(warehouse);
  await writeCoverage(warehouse);
  await writeExtras(warehouse, parts);
  await writeUnreadValues(warehouse);
  for (const table of SCRATCH) await warehouse.run(`drop table if exists temp.import_${table}`);
}
