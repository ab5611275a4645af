/** Export files → mentions: recognition, decoding, formats, identity, coverage, the row ledger. Nothing after that. */

export { explainFile, type FileExplanation, listFormats } from "./explain.ts";
export { FORMATS } from "./formats/index.ts";
export { type ImportOptions, type ImportResult, importExports } from "./import-exports.ts";
export { type ImportPlan, type PlannedFile, planImport } from "./plan.ts";
