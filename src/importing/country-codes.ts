import { countryCode } from "../text/countries.ts";
import { literal, type Warehouse, writeRows } from "../warehouse/index.ts";
import { rowsTable, type StoredPart } from "./store.ts";

/**
 * Make `temp.import_countries(said, code)` of the countries in `import_rows`: ISO 3166-1 alpha-2 for each in any form that
 * exports write; what is no country that is known keeps its text.
 */
export async function nameCountries(warehouse: Warehouse): Promise<void> {
  const rows = await warehouse.rows<{ said: string }>(
    "select distinct country as said from import_rows where country is not null",
  );
  await writeRows(
    warehouse,
    "import_countries_all",
    { said: "VARCHAR", code: "VARCHAR" },
    rows.map(({ said }) => ({ said, code: countryCode(said) ?? said })),
  );
  await warehouse.run(
    "create or replace temp table import_countries as from import_countries_all; drop table import_countries_all",
  );
}

/** For the view `extras`: what a part's rows called their country where `mentions` has its code. */
export async function countryExtras(
  warehouse: Warehouse,
  part: StoredPart,
  lineSql: string,
): Promise<string[]> {
  const said = await warehouse.rows<{ said: string }>(
    `select distinct r.country as said from ${rowsTable(part.part)} r join import_countries c on c.said = r.country where c.code <> c.said`,
  );
  if (said.length === 0) return [];
  return [
    `select ${literal(part.file)} as file, line, 'country' as name, value
      from (select ${lineSql} as line, country as value, problem from ${rowsTable(part.part)})
      where problem is null and value in (${said.map((each) => literal(each.said)).join(", ")})`,
  ];
}
