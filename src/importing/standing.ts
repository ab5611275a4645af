import type { Warehouse } from "../warehouse/index.ts";
import { runInterruptible } from "./load.ts";

/** Told to end the transaction, not to go wrong: the file has to be read in another way. */
class ReadOtherwise extends Error {}

const DROP = "drop table if exists temp.import_rejects; drop table if exists temp.import_scans";

/**
 * Read a file as it stands, in one transaction: `check` gets the number of lines that DuckDB put aside and says how many rows
 * there are. Null, with nothing read, where DuckDB refuses the file or `check` finds (null) that not every line is accounted for.
 */
export async function readStanding(
  warehouse: Warehouse,
  sql: string,
  signal: AbortSignal,
  check: (rejects: number) => Promise<number | null>,
): Promise<number | null> {
  try {
    return await warehouse.transaction(async () => {
      await warehouse.run(DROP);
      await runInterruptible(warehouse.connection, sql, signal);
      const rejects = (await warehouse.exists("import_rejects"))
        ? await warehouse.count("import_rejects")
        : 0;
      await warehouse.run(DROP);
      const rows = await check(rejects);
      if (rows === null) throw new ReadOtherwise();
      return rows;
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ReadOtherwise) return null;
    if (!/csv|CSV|Invalid Input|Conversion/.test((error as Error).message)) throw error;
    return null;
  }
}
