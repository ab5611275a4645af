import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { RunManifest } from "../manifest.ts";
import { FEWEST_AUTHORS, studySecret } from "../privacy/index.ts";
import type { Study } from "../study/study.ts";
import { type Cell, identifier, type Row, type Warehouse } from "../warehouse/index.ts";
import type { Workspace } from "../workspace.ts";
import { feedFiles } from "./feed-data.ts";
import { notebookPublications } from "./notebook-page.ts";
import { PUBLICATIONS, type Publication } from "./publications.ts";
import { type KnownPersons, knownPersons, publicCauseValue, publicQuote } from "./quoted-text.ts";
import { changesSince, runFacts } from "./run-facts.ts";
import { type CellAuthors, countAuthors, emptySmallCells } from "./small-authors.ts";
import { arrowFile, csvFile, writeAtomic } from "./table-file.ts";

export interface Published {
  /** Files written under `reports/data/`, sorted. */
  files: string[];
  rows: number;
}

interface Protection {
  counted: CellAuthors;
  persons: KnownPersons;
  periodOf(date: string): string;
  /** Period ids in order. */
  periods: readonly string[];
  /** `period\ntopic` whose share was withheld; the figures copied from it go too. */
  withheld: Set<string>;
}

/**
 * Write what the site may show to `reports/data/`: an Arrow file and a CSV file per table, and `run.json`.
 * The only place that writes there; under the public profile only listed columns pass, small cells are
 * emptied and quotes of mentions are stripped of persons before anything touches the disk. Files of an earlier
 * publication that are no longer written are removed.
 */
export async function publish(
  warehouse: Warehouse,
  workspace: Workspace,
  study: Study,
  manifest: RunManifest,
): Promise<Published> {
  const open = study.privacy.profile === "internal";
  const protection = open ? null : await protect(warehouse, study);
  const files: string[] = [];
  let total = 0;
  const write = (name: string, contents: string | Uint8Array) => {
    writeAtomic(join(workspace.reportData, name), contents);
    files.push(name);
  };
  for (const publication of [...PUBLICATIONS, ...(await notebookPublications(warehouse))]) {
    if (publication.internalOnly && !open) continue;
    const selected = await select(warehouse, publication, open);
    if (!selected) continue;
    const { columns, rows } = protection ? guard(selected, publication, protection) : selected;
    write(`${publication.name}.arrow`, arrowFile(columns, rows));
    write(`${publication.name}.csv`, csvFile(columns, rows));
    total += rows.length;
  }
  const privacy = protection && { secret: studySecret(workspace), persons: protection.persons };
  for (const file of await feedFiles(warehouse, study, privacy)) write(file.name, file.contents);
  const facts = runFacts(manifest, study, publicChanges(workspace, manifest, protection));
  write("run.json", `${JSON.stringify(facts, null, 1)}\n`);
  removeOthers(workspace.reportData, files);
  return { files: files.sort(), rows: total };
}

interface Selected {
  columns: string[];
  rows: Row[];
}

async function select(
  warehouse: Warehouse,
  publication: Publication,
  open: boolean,
): Promise<Selected | null> {
  for (const table of publication.reads ?? [publication.name]) {
    if (!(await warehouse.exists(table))) return null;
  }
  const source = publication.from ? `(${publication.from})` : identifier(publication.name);
  const present = await warehouse.rows<{ column_name: string }>(`describe select * from ${source}`);
  const names = present.map((column) => column.column_name);
  const columns = open ? names : publication.columns.filter((name) => names.includes(name));
  if (columns.length === 0) return null;
  const listed = columns.map(identifier).join(", ");
  const rows = await warehouse.rows(`select ${listed} from ${source} order by all`);
  return { columns, rows };
}

async function protect(warehouse: Warehouse, study: Study): Promise<Protection> {
  const periods = (await warehouse.exists("periods"))
    ? await warehouse.rows<{ period: string; starts_on: string; ends_on: string }>(
        "select period, starts_on, ends_on from periods order by starts_on",
      )
    : [];
  const own = study.topics.flatMap((topic) => [topic.id, topic.label, ...topic.accounts]);
  return {
    counted: await countAuthors(warehouse),
    persons: await knownPersons(warehouse, own),
    periodOf: (date) => periods.find((p) => p.starts_on <= date && date <= p.ends_on)?.period ?? "",
    periods: periods.map((p) => p.period),
    withheld: new Set(),
  };
}

function guard(selected: Selected, publication: Publication, protection: Protection): Selected {
  const kept = emptySmallCells(selected.rows, publication, protection.counted, protection.periodOf);
  const quoting = publication.quoting ?? [];
  const rows = kept.flatMap((row): Row[] => {
    const cleaned: Record<string, Cell> = withholdFigure(row, publication, protection);
    const key = `${row["period"]}\n${row["topic"]}`;
    if (publication.small?.by === "period" && row["withheld"] === true) protection.withheld.add(key);
    if ("cause_value" in cleaned)
      cleaned["cause_value"] = publicCauseValue(row["cause_kind"] ?? null, row["cause_value"] ?? null);
    for (const name of quoting) cleaned[name] = publicQuote(row[name] ?? null, protection.persons);
    const people = publication.fewest === undefined ? null : row[publication.fewest];
    if (typeof people === "number" && people > 0 && people < FEWEST_AUTHORS) return [];
    return quoting.includes("term") && cleaned["term"] === null ? [] : [cleaned];
  });
  return { columns: publication.small ? [...selected.columns, "withheld"] : selected.columns, rows };
}

/** A figure goes where its cell was withheld; a change also where the period before it was. */
function withholdFigure(row: Row, publication: Publication, protection: Protection): Record<string, Cell> {
  if (publication.name !== "figures") return { ...row };
  const period = String(row["period"]);
  const before = protection.periods[protection.periods.indexOf(period) - 1];
  const change = String(row["id"]).includes("_change");
  const touched = [period, ...(change && before ? [before] : [])];
  if (!touched.some((each) => protection.withheld.has(`${each}\n${row["topic"]}`))) return { ...row };
  const empty = Object.fromEntries((publication.small?.empty ?? []).map((name) => [name, null]));
  return { ...row, ...empty, withheld: true };
}

/** What the run before said; figures that may not be shown now are left out. */
function publicChanges(workspace: Workspace, manifest: RunManifest, protection: Protection | null) {
  const changes = changesSince(manifest, readManifests(workspace.runs));
  if (!changes || !protection) return changes;
  const hidden = (id: string) => {
    const [, topic, period] = id.split(".");
    return [period, protection.periods[protection.periods.indexOf(period ?? "") - 1]].some((each) =>
      protection.withheld.has(`${each}\n${topic}`),
    );
  };
  return { ...changes, revised: changes.revised.filter((row) => !hidden(row.id)) };
}

function readManifests(folder: string): RunManifest[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file): RunManifest[] => {
      try {
        return [JSON.parse(readFileSync(join(folder, file), "utf8")) as RunManifest];
      } catch {
        return [];
      }
    });
}

function removeOthers(folder: string, files: readonly string[]): void {
  if (!existsSync(folder)) return;
  const kept = new Set(files);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const name = join(entry.parentPath, entry.name).slice(folder.length + 1);
    if (entry.isFile() && !kept.has(name)) rmSync(join(folder, name));
  }
}
