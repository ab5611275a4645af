/** DuckDB session, row functions over chunks, Arrow exchange and data frames. No knowledge of studies. */
export { type Annotation, type AnnotationJob, annotateTexts } from "./annotate-texts.ts";
export { type ListColumn, type NumberColumn, NumberTable } from "./append-columns.ts";
export { queryArrow } from "./arrow.ts";
export { textChunks } from "./chunk-texts.ts";
export {
  type Classified,
  classifierFolder,
  classifierKey,
  classifyTexts,
  type StudyClassifier,
} from "./classifier/classify-texts.ts";
export { forgetTexts } from "./forget-texts.ts";
export {
  frameApply,
  frameDescribe,
  frameGroup,
  frameGroups,
  frameRolling,
  type Summary,
} from "./frame-groups.ts";
export {
  frameAssign,
  frameConcat,
  frameMerge,
  framePivot,
  frameSelect,
  frameSort,
  frameWhere,
  type Merging,
} from "./frame-operations.ts";
export {
  type DataFrame,
  danfo,
  frameColumn,
  frameColumns,
  frameNumbers,
  frameOfArrow,
  frameOfRows,
  frameRows,
  readFrame,
} from "./frames.ts";
export { type ListChunk, listChunks } from "./list-chunks.ts";
export { modelEvidence, modelHeader, modelKey, modelVersion } from "./model-key.ts";
export { type NumberChunk, numberChunks } from "./number-chunks.ts";
export { scoringCode } from "./scoring-code.ts";
export { identifier, literal } from "./sql-text.ts";
export { TERM_PAIR } from "./term-store.ts";
export { type TextChunk, textRows } from "./text-rows.ts";
export { type Cell, plainValue, type Row } from "./values.ts";
export { Warehouse, type WarehouseOptions } from "./warehouse.ts";
export { type ColumnTypes, writeRows } from "./write-rows.ts";
