import { literal, Warehouse } from "../../../src/warehouse/index.ts";

/**
 * The floors that stages are compared with, each as its own process: `import DATABASE FILE[:SKIP]…` reads every file, every
 * column as text, into a table on disk; `texts DATABASE` reads and hashes every text once; `mentions DATABASE` reads every
 * column of the mentions.
 */
const [kind, database, ...files] = process.argv.slice(2) as [string, string, ...string[]];
const warehouse = await Warehouse.open({ path: database, readOnly: kind !== "import" });

function reading(file: string): string {
  const [path = "", skip = "0"] = file.split(":");
  return path.endsWith(".csv")
    ? `read_csv(${literal(path)}, all_varchar = true, header = true, skip = ${Number(skip)})`
    : `read_json(${literal(path)}, format = 'newline_delimited')`;
}

if (kind === "import") {
  for (const [at, file] of files.entries())
    await warehouse.run(`create table rows_${at} as select * from ${reading(file)}`);
} else if (kind === "texts") {
  await warehouse.rows("select sum(md5_number_lower(text)::hugeint) as hash from texts");
} else await warehouse.rows("select max(hash(mentions)) as hash from mentions");
warehouse.close();
