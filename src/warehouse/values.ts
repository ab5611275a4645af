import {
  type DuckDBDateValue,
  DuckDBTypeId,
  type DuckDBValueConverter,
  JSDuckDBValueConverter,
} from "@duckdb/node-api";

/** A value as Earshot reads it from DuckDB; see {@link plainValue}. */
export type Cell = string | number | boolean | Date | null | Uint8Array | Cell[] | { [name: string]: Cell };

/** One row as an object keyed by column name. */
export type Row = Record<string, Cell>;

function plainInteger(value: unknown): Cell {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/**
 * DuckDB value → plain JavaScript: integers as numbers (as strings beyond 2^53), DECIMAL as number,
 * DATE as `YYYY-MM-DD` text (no zone can shift it), TIME and INTERVAL as DuckDB writes them, TIMESTAMP as `Date` in UTC, lists and
 * structs likewise.
 */
export const plainValue: DuckDBValueConverter<unknown> = (value, type, converter) => {
  if (value === null) return null;
  switch (type.typeId) {
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
      return plainInteger(value);
    case DuckDBTypeId.DATE:
    case DuckDBTypeId.TIME:
    case DuckDBTypeId.TIME_TZ:
    case DuckDBTypeId.INTERVAL:
      return String(value as DuckDBDateValue);
    default:
      return JSDuckDBValueConverter(value, type, converter as typeof JSDuckDBValueConverter);
  }
};
