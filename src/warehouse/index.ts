/** DuckDB session, row functions over chunks, Arrow exchange and data frames. No knowledge of studies. */
export { queryArrow } from "./arrow.ts";
export { identifier, literal } from "./sql-text.ts";
export { type Cell, plainValue, type Row } from "./values.ts";
export { Warehouse, type WarehouseOptions } from "./warehouse.ts";
export { type ColumnTypes, writeRows } from "./write-rows.ts";
