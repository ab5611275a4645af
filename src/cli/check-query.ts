import { EarshotError } from "../errors.ts";
import { sqlDiagnostic } from "../pipeline/sql-error.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";

/** Bind a query that a person typed, so that a mistake in it is shown at its place and not as a defect. */
export async function checkQuery(warehouse: Warehouse, text: string): Promise<void> {
  await warehouse.run("set errors_as_json = true");
  try {
    const prepared = await warehouse.connection.prepare(text);
    prepared.destroySync();
  } catch (error) {
    const sql = { text, lineOffset: 0 } as NonNullable<Parameters<typeof sqlDiagnostic>[1]["sql"]>;
    const diagnostic = sqlDiagnostic(error, { sql, place: "--sql" }, "");
    throw new EarshotError("the query has a mistake", { diagnostics: [diagnostic], cause: error });
  } finally {
    await warehouse.run("set errors_as_json = false");
  }
}
