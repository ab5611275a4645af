/** DuckDB session, row functions over chunks, Arrow exchange and data frames. No knowledge of studies. */
export { queryArrow } from "./arrow.ts";
export { type DataFrame, danfo, frameColumns, frameGroups, frameOfArrow } from "./frames.ts";
export { modelVersion, type ScoringJob, scoreNewTexts } from "./row-functions.ts";
export { identifier, literal } from "./sql-text.ts";
export { modelEvidence } from "./text-scorers.ts";
export { type Cell, plainValue, type Row } from "./values.ts";
export { Warehouse, type WarehouseOptions } from "./warehouse.ts";
export { type ColumnTypes, writeRows } from "./write-rows.ts";
