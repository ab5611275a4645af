import type { Study } from "../study/study.ts";
import type { Cell, Row } from "../warehouse/values.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { ColumnTypes } from "../warehouse/write-rows.ts";
import type { Workspace } from "../workspace.ts";

/** What a TypeScript step is given. Everything happens inside one transaction of `warehouse`. */
export interface StepContext<P> {
  warehouse: Warehouse;
  study: Study;
  workspace: Workspace;
  /** What `parameters` returned; the step must not read the study past it, or changes go unseen. */
  parameters: P;
  /** Rows of a query as plain objects, for small results. */
  rows<T = Row>(sql: string): Promise<T[]>;
  /**
   * A table that the step reads, as it stands in a from clause. Where only a part of the step's table is made anew (see
   * `incremental`), those rows of it that this part is made of; else the table.
   */
  input(table: string): string;
  /** Only a part of the step's table is made anew. */
  part: boolean;
  /** The table this step writes, replaced by these rows. Columns as declared in `columns`. */
  write(rows: Iterable<Readonly<Record<string, Cell | undefined>>>): Promise<void>;
  /** The table this step writes, replaced by the result of a select. */
  writeSql(select: string): Promise<void>;
  /** Progress: rows done and, where known, rows in all. */
  progress(done: number, total?: number): void;
  /** A line for the person who runs the batch. */
  note(message: string): void;
}

/** A step in TypeScript: the default export of `pipelines/steps/<table>.ts`. It writes the table `<table>`. */
export interface StepDefinition<P = unknown> {
  /** What the table is; shown by `show --docs` and on the lineage page. */
  description: string;
  /** One row per what. */
  grain: string;
  /** Tables it reads; they are its dependencies. */
  reads: readonly string[];
  /** Columns in order: DuckDB type and meaning. */
  columns: Readonly<Record<string, { type: string; description: string }>>;
  tags?: readonly string[];
  /**
   * What it writes beside its own table and others write too, for example `cache.words`. Two steps that name the same thing never
   * run side by side: their transactions would meet in it.
   */
  writesTo?: readonly string[];
  /**
   * Column by which the table can be made anew a part at a time: rows with one value of it must depend on rows with that value
   * alone in the tables that have the column, read through `input`; where one of the other tables changes, all of it is made
   * anew. A second column, in tables without the first, tells by the tables that have both which values are concerned.
   */
  incremental?: readonly [string] | readonly [string, string];
  /** The part of the study that the result depends on, as JSON. Part of the fingerprint. */
  parameters?: (study: Study) => P;
  /**
   * Models, lexicons and tables of rules with their versions or hashes. Part of the fingerprint. The study is for what
   * names a model; its other parts belong to `parameters`.
   */
  versions?: (workspace: Workspace, study: Study) => Record<string, string> | Promise<Record<string, string>>;
  run(context: StepContext<P>): Promise<void>;
}

/** Declare a step; gives types to its parameters. */
export function defineStep<P = undefined>(definition: StepDefinition<P>): StepDefinition<P> {
  return definition;
}

/** Column types of a step in the form that `writeRows` takes. */
export function columnTypes(definition: StepDefinition): ColumnTypes {
  return Object.fromEntries(Object.entries(definition.columns).map(([name, c]) => [name, c.type]));
}
