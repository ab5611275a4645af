import { existsSync } from "node:fs";
import { type Diagnostic, EarshotError } from "../errors.ts";
import type { RunManifest } from "../manifest.ts";
import { executeRun, planRun, type RunPlan, type RunRequest, type RunScope } from "../pipeline/index.ts";
import { lockedError, lockHolder } from "../pipeline/run-lock.ts";
import { loadStudy } from "../study/load-study.ts";
import type { Study } from "../study/study.ts";
import type { Row } from "../warehouse/values.ts";
import { Warehouse } from "../warehouse/warehouse.ts";
import { locateWorkspace, type Workspace } from "../workspace.ts";
import { buildSiteIfChanged, type SiteOutcome, type SiteRequest } from "./site-build.ts";

export interface OpenRequest {
  /** Open for reading only, as several processes may at once. Default: false. */
  readOnly?: boolean;
}

/** A workspace, its study and its database, opened. Close it; the database file is locked while it is open. */
export interface OpenWorkspace {
  readonly workspace: Workspace;
  readonly study: Study;
  readonly warehouse: Warehouse;
  /** Warnings of the study file. */
  readonly diagnostics: readonly Diagnostic[];
  /** What a run would do and why. */
  plan(request?: RunRequest): Promise<RunPlan>;
  /** Run what changed; see `RunManifest.status` for how it went. */
  run(request?: RunRequest): Promise<RunManifest>;
  /** Write the published tables and build the site, unless neither data nor pages changed. */
  site(manifest: RunManifest, request?: SiteRequest): Promise<SiteOutcome>;
  /** Rows of a query over the finished tables. */
  rows<T = Row>(sql: string): Promise<T[]>;
  close(): void;
}

/** Read the study of a workspace. Throws with all its mistakes at once. */
export function requireStudy(workspace: Workspace): {
  study: Study;
  sha256: string;
  diagnostics: Diagnostic[];
} {
  const { study, diagnostics, sha256 } = loadStudy(workspace);
  const wrong = diagnostics.some((found) => found.severity === "error");
  if (study === null || wrong) throw new EarshotError("the study cannot be used", { diagnostics });
  return { study, sha256, diagnostics };
}

/** Open a workspace's database; a lock held by another process becomes an error that names it. */
export async function openWarehouse(workspace: Workspace, readOnly: boolean): Promise<Warehouse> {
  const holder = lockHolder(workspace);
  if (readOnly && !existsSync(workspace.database)) {
    throw new EarshotError(`nothing has run in ${workspace.root} yet`, {
      remedy: "Run `earshot run` first.",
    });
  }
  try {
    const warehouse = await Warehouse.open({ path: workspace.database, readOnly });
    await warehouse.run(`set file_search_path = '${workspace.root.replaceAll("'", "''")}'`);
    return warehouse;
  } catch (error) {
    throw openingError(error, workspace, holder);
  }
}

function openingError(error: unknown, workspace: Workspace, holder: ReturnType<typeof lockHolder>): Error {
  const message = error instanceof Error ? error.message : String(error);
  if (/lock/i.test(message)) {
    const pid = /PID (\d+)/.exec(message)?.[1];
    if (holder) return lockedError(holder);
    return new EarshotError(`the database is in use by ${pid ? `process ${pid}` : "another process"}`, {
      remedy: "Wait until it has finished, or stop it, then try again.",
      cause: error,
    });
  }
  if (message.includes("open in this process already")) {
    return new EarshotError(`the workspace ${workspace.root} is open in this process already`, {
      remedy: "Close it first; one process opens a database once.",
      cause: error,
    });
  }
  const first = message.split("\n")[0] ?? message;
  return new EarshotError(`cannot open ${workspace.database}: ${first}`, {
    remedy:
      "Is the folder writable and the disk not full? `earshot clean --database` makes a new database from the exports.",
    cause: error,
  });
}

/**
 * Open the workspace at `folder`: its study is read and checked, its database opened.
 * @throws EarshotError where the folder is no workspace, the study has mistakes, or another process holds the database
 */
export async function openWorkspace(folder = ".", request: OpenRequest = {}): Promise<OpenWorkspace> {
  const workspace = locateWorkspace(folder);
  const { study, sha256, diagnostics } = requireStudy(workspace);
  const warehouse = await openWarehouse(workspace, request.readOnly ?? false);
  const scope: RunScope = { workspace, study, studySha256: sha256, warehouse };
  return {
    workspace,
    study,
    warehouse,
    diagnostics,
    plan: async (options) => (await planRun(scope, options)).plan,
    run: (options) => executeRun(scope, options),
    site: (manifest, options) => buildSiteIfChanged(scope, manifest, options),
    rows: (sql) => warehouse.rows(sql),
    close: () => warehouse.close(),
  };
}
