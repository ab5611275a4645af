import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { EarshotError } from "./errors.ts";

/** Folder of the installed package; models, steps, checks and pages a workspace lacks come from here. */
export const PACKAGE_ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** The places of one workspace. Paths are absolute; nothing is created by asking for them. */
export interface Workspace {
  root: string;
  packageRoot: string;
  /** `pipelines/study.yaml` */
  study: string;
  pipelines: string;
  /** `data/warehouse`: DuckDB file, manifests, logs, staged site sources. */
  warehouse: string;
  /** `data/warehouse/earshot.duckdb` */
  database: string;
  /** `data/warehouse/runs`: one JSON manifest per run. */
  runs: string;
  /** `data/seeds` and `data/labels` */
  seeds: string;
  labels: string;
  reports: string;
  /** `reports/data`: what a run publishes for the pages. */
  reportData: string;
  /** `dist`: the built site. */
  dist: string;
}

/** Describe the workspace at `root` (default: the current folder). Throws when it has no study.yaml. */
export function locateWorkspace(root = "."): Workspace {
  const base = resolve(root);
  const at = (...parts: string[]) => join(base, ...parts);
  const workspace: Workspace = {
    root: base,
    packageRoot: PACKAGE_ROOT,
    study: at("pipelines", "study.yaml"),
    pipelines: at("pipelines"),
    warehouse: at("data", "warehouse"),
    database: at("data", "warehouse", "earshot.duckdb"),
    runs: at("data", "warehouse", "runs"),
    seeds: at("data", "seeds"),
    labels: at("data", "labels"),
    reports: at("reports"),
    reportData: at("reports", "data"),
    dist: at("dist"),
  };
  if (!existsSync(workspace.study)) {
    throw new EarshotError(`no study in ${base}: pipelines/study.yaml is missing`, {
      remedy: "Run `earshot init` there, or name the workspace with --workspace DIR.",
    });
  }
  if (base.includes("?")) {
    throw new EarshotError(`the path of this workspace holds a question mark: ${base}`, {
      remedy: "DuckDB cannot open a database there: rename the folder.",
    });
  }
  return workspace;
}
