import type { Warehouse } from "../warehouse/index.ts";

/** What every page is about, and what tells how many people stand behind a number. */
const NEEDED = ["study", "topics", "periods", "topic_mentions"];

/** Tables without which there is no site and that have not been made, in the order of the pipeline. */
export async function missingTables(warehouse: Warehouse): Promise<string[]> {
  const missing: string[] = [];
  for (const table of NEEDED) if (!(await warehouse.exists(table))) missing.push(table);
  return missing;
}
