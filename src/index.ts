/**
 * Earshot as a library. Everything here is documented in docs/library.md; heavy parts are loaded when first used.
 */
import type { ImportOptions, ImportResult } from "./importing/index.ts";
import type { Study } from "./study/study.ts";
import type { Warehouse } from "./warehouse/warehouse.ts";
import type { Workspace } from "./workspace.ts";

export { type OpenRequest, type OpenWorkspace, openWorkspace } from "./cli/open-workspace.ts";
export { type Kitchen, recipe } from "./cli/recipe-session.ts";
export { type Diagnostic, EarshotError, EXIT, type ExitCode, formatDiagnostic } from "./errors.ts";
export type { ManifestCheck, ManifestInput, ManifestStep, RunManifest } from "./manifest.ts";
export type {
  PlannedNode,
  RunEvent,
  RunListener,
  RunPlan,
  RunRequest,
} from "./pipeline/index.ts";
export { defineStep, type StepContext, type StepDefinition } from "./pipeline/step.ts";
export { type ScoredText, scoreTexts } from "./score-texts.ts";
export { type PanelMention, shareOfVoice, type TopicShare } from "./share-of-voice.ts";
export { krippendorffAlpha } from "./statistics/agreement.ts";
export { findChangePoints } from "./statistics/change-points.ts";
export { decompose } from "./statistics/decompose.ts";
export { type Random, seededRandom } from "./statistics/random.ts";
export { detectSpikes } from "./statistics/spikes.ts";
export { compileQuery } from "./study/query/compile.ts";
export { evaluateQuery } from "./study/query/evaluate.ts";
export type { EvaluatedMention } from "./study/query/evaluate-fields.ts";
export { type ParsedQuery, parseQuery } from "./study/query/parse-query.ts";
export type { Study } from "./study/study.ts";
export { type TranslatedQuery, translateQuery, vendorNames } from "./study/vendors/translate.ts";
export { Warehouse } from "./warehouse/warehouse.ts";
export { locateWorkspace, type Workspace } from "./workspace.ts";

/** Bring the import's tables in `warehouse` up to date with the study's export files. See `importExports`. */
export async function importFiles(
  warehouse: Warehouse,
  study: Study,
  workspace: Workspace,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const { importExports } = await import("./importing/index.ts");
  return importExports(warehouse, study, workspace, options);
}
