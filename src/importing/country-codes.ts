import { countryCode } from "../text/countries.ts";
import { literal, type Warehouse } from "../warehouse/index.ts";
import { partRows } from "./rows-table.ts";

/**
 * Name the countries of a part's rows by ISO 3166-1 alpha-2, in whatever form the export writes them; what it wrote
 * stays in `country_said`, for `extras`. What is no country that is known keeps its text.
 */
export async function nameCountries(warehouse: Warehouse, part: number): Promise<void> {
  const rows = await warehouse.rows<{ said: string }>(
    `select distinct country as said from ${partRows(part)} where country is not null`,
  );
  const known = rows.flatMap(({ said }) => {
    const code = countryCode(said);
    return code && code !== said ? [`(${literal(said)}, ${literal(code)})`] : [];
  });
  if (known.length === 0) return;
  await warehouse.run(`update import.rows set country = c.code, country_said = c.said
    from (values ${known.join(", ")}) as c(said, code)
    where part = ${part} and country = c.said`);
}
