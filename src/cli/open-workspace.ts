import { type Diagnostic, EarshotError } from "../errors.ts";
import type { RunManifest } from "../manifest.ts";
import { executeRun, planRun, type RunPlan, type RunRequest, type RunScope } from "../pipeline/index.ts";
import { loadStudy } from "../study/load-study.ts";
import type { Study } from "../study/study.ts";
import type { Row } from "../warehouse/values.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { locateWorkspace, type Workspace } from "../workspace.ts";
import { openWarehouse } from "./open-warehouse.ts";
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
