import type { ManifestStep, RunManifest } from "../manifest.ts";
import { literal } from "../warehouse/sql-text.ts";
import { Warehouse } from "../warehouse/warehouse.ts";
import type { Workspace } from "../workspace.ts";
import { readTableRecords, snapshotPath, type TableRecord } from "./snapshots.ts";
import { topicChanges } from "./topic-changes.ts";

/** A headline figure that differs between two runs. */
export interface MovedFigure {
  id: string;
  before: number | null;
  after: number | null;
  /** True where the interval of one run holds the value of the other: too small to call real. */
  withinInterval: boolean;
}

export interface TableDifference {
  table: string;
  change: "new" | "gone" | "changed";
  /** `+column type`, `-column type`, `column: type → type`. */
  columns: string[];
  rowsBefore: number | null;
  rowsAfter: number | null;
  /** Rows that only one run has; null where the rows were not kept. */
  added: number | null;
  removed: number | null;
}

export interface RunDifference {
  before: string;
  after: string;
  /** Why figures moved: new rows, changed definitions, changed models. */
  reasons: string[];
  figures: MovedFigure[];
  tables: TableDifference[];
}

const within = (value: number | null, range: { low: number | null; high: number | null } | undefined) =>
  value !== null && range?.low != null && range.high !== null && value >= range.low && value <= range.high;

function movedFigures(before: RunManifest, after: RunManifest): MovedFigure[] {
  const ids = [...new Set([...Object.keys(before.figures), ...Object.keys(after.figures)])].sort();
  return ids.flatMap((id) => {
    const [old, now] = [before.figures[id], after.figures[id]];
    const values = { before: old?.value ?? null, after: now?.value ?? null };
    if (values.before === values.after) return [];
    return [{ id, ...values, withinInterval: within(values.after, old) || within(values.before, now) }];
  });
}

const mentions = (n: number) => `${n} mention${n === 1 ? "" : "s"}`;

function inputReasons(before: RunManifest, after: RunManifest): string[] {
  const old = new Map(before.inputs.map((input) => [input.file, input]));
  const now = new Map(after.inputs.map((input) => [input.file, input]));
  const reasons: string[] = [];
  for (const [file, input] of now) {
    const was = old.get(file);
    if (!was) reasons.push(`new export ${file}: ${mentions(input.mentions)}`);
    else if (was.sha256 !== input.sha256)
      reasons.push(`changed export ${file}: ${was.mentions} → ${input.mentions} mentions`);
    else if (was.mentions !== input.mentions)
      reasons.push(`export ${file} read otherwise: ${was.mentions} → ${input.mentions} mentions`);
  }
  for (const [file, input] of old) {
    if (!now.has(file)) reasons.push(`removed export ${file}: ${mentions(input.mentions)}`);
  }
  return reasons;
}

/** Steps whose own definition differs, not only their inputs. */
function definitionReasons(before: RunManifest, after: RunManifest): string[] {
  const old = new Map(before.steps.map((step) => [step.name, step]));
  const changed = (step: ManifestStep) => {
    const was = old.get(step.name)?.definition;
    return was !== undefined && step.definition !== undefined && was !== step.definition;
  };
  return [
    ...after.steps
      .filter(changed)
      .map((step) => `changed definition of ${step.name}${step.file ? ` (${step.file})` : ""}`),
    ...after.steps.filter((step) => !old.has(step.name)).map((step) => `new step ${step.name}`),
    ...before.steps
      .filter((step) => !after.steps.some((now) => now.name === step.name))
      .map((step) => `removed step ${step.name}`),
  ];
}

function versionReasons(before: RunManifest, after: RunManifest): string[] {
  const flat = ({ models, ...others }: RunManifest["versions"]): Record<string, string> => ({
    ...models,
    ...others,
  });
  const [old, now] = [flat(before.versions), flat(after.versions)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((name) => old[name] !== now[name])
    .map((name) => `changed version of ${name}: ${old[name] ?? "none"} → ${now[name] ?? "none"}`);
}

function columnChanges(before: TableRecord, after: TableRecord): string[] {
  const names = [...new Set([...Object.keys(before.columns), ...Object.keys(after.columns)])];
  return names.flatMap((name) => {
    const [old, now] = [before.columns[name], after.columns[name]];
    if (old === now) return [];
    if (old === undefined) return [`+${name} ${now}`];
    return now === undefined ? [`-${name} ${old}`] : [`${name}: ${old} → ${now}`];
  });
}

async function rowChanges(
  warehouse: Warehouse,
  before: string | null,
  after: string | null,
): Promise<{ added: number | null; removed: number | null }> {
  if (before === null || after === null) return { added: null, removed: null };
  const only = (a: string, b: string) =>
    `select count(*) as n from (select * from read_parquet(${literal(a)}) except all select * from read_parquet(${literal(b)}))`;
  const count = async (a: string, b: string) => (await warehouse.row<{ n: number }>(only(a, b)))?.n ?? 0;
  return { added: await count(after, before), removed: await count(before, after) };
}

async function tableDifferences(
  warehouse: Warehouse,
  workspace: Workspace,
  before: string,
  after: string,
): Promise<TableDifference[]> {
  const [old, now] = [readTableRecords(workspace, before), readTableRecords(workspace, after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  const differences: TableDifference[] = [];
  for (const table of names) {
    const [was, is] = [old[table], now[table]];
    if (was && is && was.hash === is.hash) continue;
    const columns = was && is ? columnChanges(was, is) : [];
    const comparable = columns.length === 0;
    if (comparable && was?.rows === 0 && is?.rows === 0) continue;
    const rows = comparable
      ? await rowChanges(warehouse, snapshotPath(workspace, was), snapshotPath(workspace, is))
      : { added: null, removed: null };
    const change = was === undefined ? "new" : is === undefined ? "gone" : "changed";
    differences.push({
      table,
      change,
      columns,
      rowsBefore: was?.rows ?? null,
      rowsAfter: is?.rows ?? null,
      ...rows,
    });
  }
  return differences;
}

/** Compare two runs: figures that moved, why, and what differs in the tables. */
export async function compareRuns(
  workspace: Workspace,
  before: RunManifest,
  after: RunManifest,
): Promise<RunDifference> {
  const study = before.study.sha256 === after.study.sha256 ? [] : ["changed study.yaml"];
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    return {
      before: before.id,
      after: after.id,
      reasons: [
        ...inputReasons(before, after),
        ...study,
        ...(await topicChanges(warehouse, workspace, before.id, after.id)),
        ...definitionReasons(before, after),
        ...versionReasons(before, after),
      ],
      figures: movedFigures(before, after),
      tables: await tableDifferences(warehouse, workspace, before.id, after.id),
    };
  } finally {
    warehouse.close();
  }
}
