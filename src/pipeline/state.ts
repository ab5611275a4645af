import { identifier, literal } from "../warehouse/sql-text.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { prepareChangeSets } from "./change-sets.ts";
import type { FingerprintParts } from "./fingerprint.ts";

/** What is known of a step's last successful run. */
export interface StepState {
  name: string;
  kind: string;
  fingerprint: string;
  parts: FingerprintParts;
  rows: number | null;
  finishedAt: string;
  runId: string;
  milliseconds: number;
  /** Tables that it made. */
  provides: string[];
  /**
   * Per table in lower case, what stands for its content in the fingerprints of what reads it: a hash over its rows,
   * or the step's own fingerprint where that would cost too much. Missing in databases of earlier versions.
   */
  contents?: Record<string, string>;
}

/** What stands for a table's content in the fingerprints of what reads it. */
export function contentKey(step: StepState | undefined, table: string): string | undefined {
  return step?.contents?.[table.toLowerCase()] ?? step?.fingerprint;
}

/** What is known of a check's last run. */
export interface CheckState {
  name: string;
  fingerprint: string;
  severity: "warn" | "error";
  status: "passed" | "failed" | "warned";
  failures: number;
  samples: Record<string, unknown>[];
}

/** State of the pipeline, kept in schema `earshot` inside the database itself. */
export class PipelineState {
  readonly steps = new Map<string, StepState>();
  readonly checks = new Map<string, CheckState>();
  /** Lower-case names of the relations in schema main, with their kind. */
  readonly relations = new Map<string, "table" | "view">();

  private constructor(
    private readonly warehouse: Warehouse,
    /** The schema, qualified: the database itself may be called `earshot` too. */
    private readonly schema: string,
  ) {}

  /** Read the state; a database without any has an empty one. Nothing is written. */
  static async read(warehouse: Warehouse): Promise<PipelineState> {
    const catalog = await warehouse.row<{ name: string }>("select current_database() as name");
    const state = new PipelineState(warehouse, `${identifier(catalog?.name ?? "memory")}.earshot`);
    const relations = await warehouse.rows<{ schema: string; name: string; kind: string }>(
      "select table_schema as schema, lower(table_name) as name, table_type as kind from information_schema.tables " +
        "where table_catalog = current_database() and table_schema in ('main', 'earshot')",
    );
    for (const relation of relations.filter((found) => found.schema === "main")) {
      state.relations.set(relation.name, relation.kind === "VIEW" ? "view" : "table");
    }
    if (relations.some((found) => found.schema === "earshot" && found.name === "steps")) await state.load();
    return state;
  }

  private async load(): Promise<void> {
    const steps = await this.warehouse.rows<{ state: string }>(`select state from ${this.schema}.steps`);
    for (const { state } of steps) {
      const step = JSON.parse(state) as StepState;
      this.steps.set(step.name, step);
    }
    const checks = await this.warehouse.rows<{ state: string }>(`select state from ${this.schema}.checks`);
    for (const { state } of checks) {
      const check = JSON.parse(state) as CheckState;
      this.checks.set(check.name, check);
    }
  }

  /** Make the schema where it is missing. */
  async prepare(): Promise<void> {
    await this.warehouse.run(
      `create schema if not exists ${this.schema};
       create table if not exists ${this.schema}.steps (name varchar primary key, state varchar not null);
       create table if not exists ${this.schema}.checks (name varchar primary key, state varchar not null);`,
    );
    await prepareChangeSets(this.warehouse);
  }

  private async put(
    session: Warehouse,
    table: "steps" | "checks",
    name: string,
    state: unknown,
  ): Promise<void> {
    await session.run(
      `insert or replace into ${this.schema}.${table} values (${literal(name)}, ${literal(JSON.stringify(state))})`,
    );
  }

  /** Write a step's state; call it inside the step's transaction, with the session that holds it. */
  async putStep(step: StepState, session: Warehouse): Promise<void> {
    await this.put(session, "steps", step.name, step);
  }

  async putCheck(check: CheckState, session: Warehouse): Promise<void> {
    await this.put(session, "checks", check.name, check);
    this.checks.set(check.name, check);
  }

  /** Take over a step's state in memory, once its transaction is committed. */
  remember(step: StepState): void {
    this.steps.set(step.name, step);
  }

  /** Drop tables and state of steps that no file defines any more. Returns their names. */
  async forget(names: ReadonlySet<string>, tables: ReadonlySet<string>): Promise<string[]> {
    const gone = [...this.steps.values()].filter((step) => !names.has(step.name));
    for (const step of gone) {
      await this.warehouse.transaction(async () => {
        for (const table of step.provides.filter((name) => !tables.has(name.toLowerCase()))) {
          const kind = this.relations.get(table.toLowerCase());
          if (kind) await this.warehouse.run(`drop ${kind} if exists main.${identifier(table)}`);
        }
        await this.warehouse.run(`delete from ${this.schema}.steps where name = ${literal(step.name)}`);
      });
      this.steps.delete(step.name);
    }
    for (const check of [...this.checks.keys()].filter((name) => !names.has(name))) {
      await this.warehouse.run(`delete from ${this.schema}.checks where name = ${literal(check)}`);
      this.checks.delete(check);
    }
    return gone.map((step) => step.name);
  }
}
