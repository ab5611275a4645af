import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { RunManifest } from "../manifest.ts";
import { FEWEST_AUTHORS, studySecret } from "../privacy/index.ts";
import type { Study } from "../study/study.ts";
import { type Cell, identifier, type Row, type Warehouse } from "../warehouse/index.ts";
import type { Workspace } from "../workspace.ts";
import { feedFiles } from "./feed-data.ts";
import { hiddenLinked, type LinkedCells } from "./linked-tables.ts";
import { ensureCounts, forgetCounts } from "./mention-counts.ts";
import { notebookPublications } from "./notebook-page.ts";
import type { KnownPersons } from "./person-names.ts";
import { publicChanges } from "./public-changes.ts";
import type { Publication } from "./publication.ts";
import { PublicationMemory } from "./publication-memory.ts";
import { PUBLICATIONS } from "./publications.ts";
import { knownPersons, publicCauseValue, publicQuote } from "./quoted-text.ts";
import { redefinitions } from "./redefinitions.ts";
import { runFacts } from "./run-facts.ts";
import { sentimentEvidence } from "./sentiment-evidence.ts";
import { type CellAuthors, countAuthors, emptySmallCells, viewOf } from "./small-authors.ts";
import { arrowFile, csvFile, writeAtomic } from "./table-file.ts";
import { withoutAuthors } from "./topic-rules.ts";

export interface Published {
  /** Files written under `reports/data/`, sorted. */
  files: string[];
  rows: number;
}

/** What is withheld of whom, under the public profile. */
export interface Protection {
  counted: CellAuthors;
  linked: LinkedCells;
  persons: KnownPersons;
  /** Period ids in order. */
  periods: readonly string[];
  /** `period\ntopic\nview` and `date\ntopic\nview` whose numbers were withheld; what is copied from them goes too. */
  withheld: Set<string>;
}

/**
 * Write what the site may show to `reports/data/`: an Arrow file and a CSV file per table, and `run.json`.
 * The only place that writes there; under the public profile only listed columns pass, small cells are
 * emptied and quotes of mentions are stripped of persons before anything touches the disk. Files of an earlier
 * publication that are no longer written are removed.
 * @param memory of a watch: what it published before is not read again while what it is made from stands
 */
export async function publish(
  warehouse: Warehouse,
  workspace: Workspace,
  study: Study,
  manifest: RunManifest,
  memory = new PublicationMemory(),
): Promise<Published> {
  memory.begin(manifest, study);
  await forgetCounts(warehouse);
  const open = study.privacy.profile === "internal";
  const protection = open ? null : await protect(warehouse, study, memory);
  const files: string[] = [];
  let total = 0;
  const write = (name: string, contents: string | Uint8Array) =>
    replaceFile(join(workspace.reportData, name), contents);
  const standing = (names: readonly string[]) =>
    names.every((name) => existsSync(join(workspace.reportData, name)));
  for (const publication of [...PUBLICATIONS, ...(await notebookPublications(warehouse, workspace))]) {
    if (publication.internalOnly && !open) continue;
    const key = memory.keyOf(publication, protection?.withheld ?? new Set());
    let known = memory.recall(publication.name, key);
    if (!known || !standing(known.files)) {
      const made = await publishTable(warehouse, publication, protection, write);
      known = { key, ...made };
      memory.remember(publication.name, known);
    }
    for (const cell of known.withheld) protection?.withheld.add(cell);
    files.push(...known.files);
    total += known.rows;
  }
  let feed = memory.recall("feed/", memory.peopleKey);
  if (!feed || !standing(feed.files)) {
    const privacy = protection && { secret: studySecret(workspace), persons: protection.persons };
    const made: string[] = [];
    for await (const file of feedFiles(warehouse, study, privacy)) {
      write(file.name, file.contents);
      made.push(file.name);
    }
    feed = { key: memory.peopleKey, files: made, rows: 0, withheld: [] };
    memory.remember("feed/", feed);
  }
  files.push(...feed.files);
  const changes = publicChanges(workspace, manifest, protection);
  const redefined = await redefinitions(warehouse, manifest, workspace.runs);
  const facts = runFacts(manifest, study, changes, sentimentEvidence(workspace), redefined);
  write("run.json", `${JSON.stringify(facts, null, 1)}\n`);
  files.push("run.json");
  removeOthers(workspace.reportData, files);
  await forgetCounts(warehouse);
  return { files: files.sort(), rows: total };
}

/** Write a file unless it holds just that: what a watch sees changed did change. */
export function replaceFile(file: string, contents: string | Uint8Array): void {
  if (existsSync(file) && readFileSync(file).equals(Buffer.from(contents))) return;
  writeAtomic(file, contents);
}

/** Write one publication's files, if it has any column to show. */
export async function publishTable(
  warehouse: Warehouse,
  publication: Publication,
  protection: Protection | null,
  write: (name: string, contents: string | Uint8Array) => void,
): Promise<{ files: string[]; rows: number; withheld: string[] }> {
  const selected = await select(warehouse, publication, protection === null);
  if (!selected) return { files: [], rows: 0, withheld: [] };
  const withheld = new Set(publication.follows ? protection?.withheld : []);
  const { columns, rows } = protection ? guard(selected, publication, { ...protection, withheld }) : selected;
  const files = [`${publication.name}.arrow`, `${publication.name}.csv`];
  write(files[0] as string, arrowFile(columns, rows));
  write(files[1] as string, csvFile(columns, rows));
  return { files, rows: rows.length, withheld: [...withheld] };
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
  if (publication.counted) await ensureCounts(warehouse);
  const source = publication.from ? `(${publication.from})` : identifier(publication.name);
  const present = await warehouse.rows<{ column_name: string }>(`describe select * from ${source}`);
  const names = present.map((column) => column.column_name);
  const columns = open ? names : publication.columns.filter((name) => names.includes(name));
  if (columns.length === 0) return null;
  const listed = columns.map(identifier).join(", ");
  const rows = await warehouse.rows(`select ${listed} from ${source} order by all`);
  return { columns, rows };
}

export async function protect(
  warehouse: Warehouse,
  study: Study,
  memory: PublicationMemory,
): Promise<Protection> {
  const periods = (await warehouse.exists("periods"))
    ? await warehouse.rows<{ period: string }>("select period from periods order by starts_on")
    : [];
  const own = study.topics.flatMap((topic) => [topic.id, topic.label, ...topic.accounts]);
  const key = memory.peopleKey;
  if (memory.people?.key !== key) {
    const counted = await countAuthors(warehouse);
    const linked = await hiddenLinked(warehouse);
    memory.people = { key, counted, linked, persons: await knownPersons(warehouse, own) };
  }
  return {
    counted: memory.people.counted,
    linked: memory.people.linked,
    persons: memory.people.persons,
    periods: periods.map((p) => p.period),
    withheld: new Set(),
  };
}

function guard(selected: Selected, publication: Publication, protection: Protection): Selected {
  const { counted, linked } = protection;
  const kept = emptySmallCells(selected.rows, publication, counted, linked);
  const quoting = publication.quoting ?? [];
  const rows = kept.flatMap((row): Row[] => {
    const cleaned: Record<string, Cell> = withholdFigure(row, publication, protection);
    const key = `${row["period"]}\n${row["topic"]}\n${viewOf(row)}`;
    if (publication.small?.by === "period" && row["withheld"] === true) protection.withheld.add(key);
    if ("cause_value" in cleaned)
      cleaned["cause_value"] = publicCauseValue(row["cause_kind"] ?? null, row["cause_value"] ?? null);
    for (const name of publication.roundedUp ?? []) cleaned[name] = roundedUp(row[name] ?? null);
    for (const name of quoting) cleaned[name] = publicQuote(row[name] ?? null, protection.persons);
    for (const name of publication.only?.columns ?? []) {
      const value = row[name] ?? null;
      cleaned[name] = typeof value === "string" && publication.only?.values.has(value) ? value : null;
    }
    if (publication.name === "topics") cleaned["query"] = withoutAuthors(String(row["query"] ?? ""));
    const people = publication.fewest === undefined ? null : row[publication.fewest];
    if (publication.only && !(typeof people === "number" && people >= FEWEST_AUTHORS)) return [];
    const enough = people === 0 || (typeof people === "number" && people >= FEWEST_AUTHORS);
    if (publication.fewest !== undefined && !enough) return [];
    const day = `${row["date"]}\n${row["topic"]}\n${row["view"]}`;
    if (publication.small?.by === "day" && row["withheld"] === true) protection.withheld.add(day);
    if (publication.follows && protection.withheld.has(day)) return [];
    return quoting.includes("term") && cleaned["term"] === null ? [] : [cleaned];
  });
  return { columns: publication.small ? [...selected.columns, "withheld"] : selected.columns, rows };
}

/** A count rounded up to the next multiple of the fewest authors; nothing stays nothing. */
const roundedUp = (value: Cell): Cell =>
  typeof value === "number" ? Math.ceil(value / FEWEST_AUTHORS) * FEWEST_AUTHORS : value;

/** A figure goes where its cell was withheld; a change also where the period before it was. */
function withholdFigure(row: Row, publication: Publication, protection: Protection): Record<string, Cell> {
  if (!publication.follows) return { ...row };
  const period = String(row["period"]);
  const previous = protection.periods[protection.periods.indexOf(period) - 1];
  const before = String(row["id"]).includes("_change") ? previous : row["before_period"];
  const cell = (each: Cell) => `${each}\n${row["topic"]}\n${viewOf(row)}`;
  const withheld = [period, before ?? null].some((each) => protection.withheld.has(cell(each)));
  if (!withheld) return { ...row };
  const empty = Object.fromEntries((publication.small?.empty ?? []).map((name) => [name, null]));
  return { ...row, ...empty, withheld: true };
}

function removeOthers(folder: string, files: readonly string[]): void {
  if (!existsSync(folder)) return;
  const kept = new Set(files);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const name = join(entry.parentPath, entry.name).slice(folder.length + 1);
    if (entry.isFile() && !kept.has(name)) rmSync(join(folder, name));
  }
}
