import { existsSync } from "node:fs";
import type { Diagnostic } from "../errors.ts";
import { planRun, type RunPlan, type RunRequest, type RunScope } from "../pipeline/index.ts";
import { Warehouse } from "../warehouse/warehouse.ts";
import { locateWorkspace } from "../workspace.ts";
import { openWarehouse } from "./open-warehouse.ts";
import { requireStudy } from "./open-workspace.ts";

/** A workspace opened for looking: nothing is written, and one that never ran will do. */
export interface PlanningWorkspace extends RunScope {
  diagnostics: readonly Diagnostic[];
  plan(request?: RunRequest): Promise<RunPlan>;
}

/** Open a workspace for planning, do `work`, and close it. */
export async function withPlanningWorkspace<T>(
  folder: string,
  work: (opened: PlanningWorkspace) => Promise<T>,
): Promise<T> {
  const workspace = locateWorkspace(folder);
  const { study, sha256, diagnostics } = requireStudy(workspace);
  const warehouse = existsSync(workspace.database)
    ? await openWarehouse(workspace, true)
    : await Warehouse.open({ path: ":memory:" });
  const scope: RunScope = { workspace, study, studySha256: sha256, warehouse };
  try {
    return await work({
      ...scope,
      diagnostics,
      plan: async (request) => (await planRun(scope, request)).plan,
    });
  } finally {
    warehouse.close();
  }
}
