import { literal, Warehouse } from "../../../src/warehouse/index.ts";

/** The floor of an import, as its own process: read the CSV, every column as text, into a table on disk. */
const [file, database, skip = "0"] = process.argv.slice(2) as [string, string, string?];
const warehouse = await Warehouse.open({ path: database });
await warehouse.run(
  `create table rows as select * from read_csv(${literal(file)}, all_varchar = true, header = true, skip = ${Number(skip)})`,
);
warehouse.close();
