/** DuckDB session, row functions over chunks, Arrow exchange and data frames. No knowledge of studies. */
export { type Annotation, type AnnotationJob, annotateTexts } from "./annotate-texts.ts";
export { type ListColumn, type NumberColumn, NumberTable } from "./append-columns.ts";
export { queryArrow } from "./arrow.ts";
export { textChunks } from "./chunk-texts.ts";
export { forgetTexts } from "./forget-texts.ts";
export { frameMerge, framePivot, frameRolling, frameRows, readFrame } from "./frame-operations.ts";
export { type DataFrame, danfo, frameColumns, frameGroups, frameOfArrow } from "./frames.ts";
export { type ListChunk, listChunks } from "./list-chunks.ts";
export { modelEvidence, modelHeader, modelKey, modelVersion } from "./model-key.ts";
export { type NumberChunk, numberChunks } from "./number-chunks.ts";
export { scoringCode } from "./scoring-code.ts";
export { identifier, literal } from "./sql-text.ts";
export { TERM_PAIR } from "./term-store.ts";
export { type Cell, plainValue, type Row } from "./values.ts";
export { Warehouse, type WarehouseOptions } from "./warehouse.ts";
export { type ColumnTypes, writeRows } from "./write-rows.ts";
