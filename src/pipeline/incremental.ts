import { identifier } from "../warehouse/sql-text.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { changesBetween } from "./change-sets.ts";
import { readShape } from "./content.ts";
import type { FingerprintParts } from "./fingerprint.ts";
import type { PipelineNode } from "./node.ts";

/** Hashes of the key's values whose rows are made anew, in the session's temporary tables. */
export const CHANGED = "temp.changed_keys";

/** Beyond this share of the rows a table is made anew as a whole, which is less work. */
const MOST = 0.4;

/** What of a table is to be made anew. */
export interface Part {
  /** The column whose values are concerned. */
  key: string;
  /** Inputs that have the column, lower case: of these only the rows concerned are read. */
  inputs: readonly string[];
  /** Rows of the table that go, and rows there are. */
  concerned: number;
  total: number;
}

/** A column in SQL, hashed: equal for equal values of one type, NULL included. */
export const keyHash = (column: string, table = ""): string =>
  `hash(${table === "" ? "" : `${table}.`}${identifier(column)})`;

/** Everything but the inputs is as it was, and the same tables are read. */
function onlyInputsChanged(before: FingerprintParts, now: FingerprintParts): boolean {
  const same = (one: Record<string, string>, other: Record<string, string>) =>
    Object.keys({ ...one, ...other }).every((key) => one[key] === other[key]);
  const tables = new Set([...Object.keys(before.inputs), ...Object.keys(now.inputs)]);
  return (
    before.code === now.code &&
    before.parameters === now.parameters &&
    same(before.versions, now.versions) &&
    [...tables].every((table) => before.inputs[table] !== undefined && now.inputs[table] !== undefined)
  );
}

interface KeyedInputs {
  /** Inputs with the key's column, or with the second column alone. */
  byKey: string[];
  bySecond: string[];
  /** Of those with the key's column the ones that have both. */
  both: string[];
}

/** Which inputs have the columns of the key, in the types that the table has them in; null where types differ. */
async function keyedInputs(warehouse: Warehouse, node: PipelineNode): Promise<KeyedInputs | null> {
  const [key = "", second] = node.incremental ?? [];
  const own = (await readShape(warehouse, node.name)).columns;
  const found: KeyedInputs = { byKey: [], bySecond: [], both: [] };
  if (own[key] === undefined) return null;
  const seconds = new Set(second !== undefined && own[second] !== undefined ? [own[second]] : []);
  for (const table of node.reads) {
    const { columns } = await readShape(warehouse, table);
    if (columns[key] !== undefined && columns[key] !== own[key]) return null;
    if (second !== undefined && columns[second] !== undefined) seconds.add(columns[second]);
    if (columns[key] !== undefined) found.byKey.push(table);
    else if (second !== undefined && columns[second] !== undefined) found.bySecond.push(table);
    if (columns[key] !== undefined && second !== undefined && columns[second] !== undefined)
      found.both.push(table);
  }
  return seconds.size > 1 ? null : found;
}

/** Selects of the changed values of `column` in those tables that are not what they were; null where one does not tell. */
async function changesOf(
  warehouse: Warehouse,
  tables: readonly string[],
  column: string,
  before: FingerprintParts,
  now: FingerprintParts,
): Promise<string[] | null> {
  const selects: string[] = [];
  for (const relation of tables) {
    const [from = "", to = ""] = [before.inputs[relation], now.inputs[relation]];
    if (from === to) continue;
    const select = await changesBetween(warehouse, { relation, column, before: from, after: to });
    if (select === null) return null;
    selects.push(select);
  }
  return selects;
}

/** How many rows of the table are concerned, and how many there are. */
async function countConcerned(warehouse: Warehouse, name: string, key: string) {
  const found = await warehouse.row<{ concerned: number; total: number }>(
    `select count(*) filter (where ${keyHash(key)} in (select key from ${CHANGED}))::double as concerned, count(*)::double as total
     from main.${identifier(name)}`,
  );
  return found ?? { concerned: 0, total: 0 };
}

/**
 * What of a node's table has to be made anew since it was last made, where the node says that it can tell (`incremental`).
 * Leaves the hashes of the values concerned in {@link CHANGED}. To be called inside the step's transaction.
 * @param before the parts with which it was last made
 * @returns null where all of it has to be made anew
 */
export async function partToMake(
  warehouse: Warehouse,
  node: PipelineNode,
  before: FingerprintParts | undefined,
  now: FingerprintParts,
): Promise<Part | null> {
  const [key, second] = node.incremental ?? [];
  if (key === undefined || !before || !onlyInputsChanged(before, now)) return null;
  if (!(await warehouse.exists(node.name, "main"))) return null;
  const inputs = await keyedInputs(warehouse, node);
  if (inputs === null) return null;
  const keyed = new Set([...inputs.byKey, ...inputs.bySecond]);
  if (node.reads.some((table) => !keyed.has(table) && before.inputs[table] !== now.inputs[table]))
    return null;
  const direct = await changesOf(warehouse, inputs.byKey, key, before, now);
  const indirect =
    second === undefined ? [] : await changesOf(warehouse, inputs.bySecond, second, before, now);
  if (direct === null || indirect === null) return null;
  if (indirect.length > 0 && inputs.both.length === 0) return null;
  const mapped = inputs.both.flatMap((table) =>
    indirect.map(
      (select) =>
        `select ${keyHash(key)} as key from main.${identifier(table)} where ${keyHash(second ?? "")} in (${select})`,
    ),
  );
  const selects = [...direct, ...mapped];
  await warehouse.run(
    `create or replace temp table changed_keys as ${selects.join(" union ") || "select 0::ubigint as key where false"}`,
  );
  if (node.sql?.materialized === "view") return { key, inputs: inputs.byKey, concerned: 0, total: 0 };
  const { concerned, total } = await countConcerned(warehouse, node.name, key);
  return concerned > MOST * total ? null : { key, inputs: inputs.byKey, concerned, total };
}

/** The rows of an input that a part is made of, as a relation for a from clause. */
export function partOfInput(part: Part, table: string): string {
  return `(from main.${identifier(table)} where ${keyHash(part.key)} in (select key from ${CHANGED}))`;
}

/** The temporary table in which a part is made before it takes its place. */
const madePart = (name: string): string => `temp.${identifier(`made part of ${name}`)}`;

/** What stands before a model's text in the statement that makes a part of its table, and what after it. */
function partStatement(name: string, part: Part): { prefix: string; suffix: string } {
  const inputs = part.inputs.map(
    (table) => `${identifier(table)} as not materialized ${partOfInput(part, table)}`,
  );
  const shadow = inputs.length === 0 ? "" : `with ${inputs.join(", ")} `;
  return {
    prefix: `create or replace temp table ${madePart(name)} as\n${shadow}select * from (\n`,
    suffix: `\n) where ${keyHash(part.key)} in (select key from ${CHANGED})`,
  };
}

/** Columns of a relation with their types, in order, as text. */
async function columnsOf(warehouse: Warehouse, relation: string): Promise<string> {
  const columns = await warehouse.rows<{ column_name: string; column_type: string }>(`describe ${relation}`);
  return JSON.stringify(columns.map(({ column_name, column_type }) => [column_name, column_type]));
}

/** What stood before a model's text in a statement that failed, where it was not the usual. */
export const failedPrefixes = new WeakMap<Error, string>();

/** A name that is not there; the message is JSON while `errors_as_json` is on. */
const isBinderError = (error: unknown): boolean =>
  error instanceof Error && /^Binder Error\b|"exception_type":\s*"Binder"/.test(error.message);

/** A part of a table that cannot be made: the transaction goes back, and all of the table is made anew. */
export class UnfitPart extends Error {}

/**
 * Make a part of a table by a select and put it in the place of the rows that were there.
 * @throws {@link UnfitPart} where the part lacks a column that the select names, or has other columns than the table, as of
 * a PIVOT over fewer or other values
 */
export async function replacePart(
  warehouse: Warehouse,
  name: string,
  select: string,
  part: Part,
): Promise<void> {
  const { prefix, suffix } = partStatement(name, part);
  try {
    await warehouse.run(prefix + select + suffix);
  } catch (error) {
    if (isBinderError(error)) throw new UnfitPart(name, { cause: error });
    if (error instanceof Error) failedPrefixes.set(error, prefix);
    throw error;
  }
  const [table, made] = [`main.${identifier(name)}`, madePart(name)];
  if ((await columnsOf(warehouse, table)) !== (await columnsOf(warehouse, made))) throw new UnfitPart(name);
  await warehouse.run(`delete from ${table} where ${keyHash(part.key)} in (select key from ${CHANGED})`);
  await warehouse.run(`insert into ${table} from ${made}`);
  await warehouse.run(`drop table ${made}`);
}
