import { createHash } from "node:crypto";
import { literal, type Warehouse } from "../warehouse/index.ts";
import { runningCode } from "./code.ts";
import { countryExtras, nameCountries } from "./country-codes.ts";
import { writeCoverage } from "./coverage.ts";
import { markDefaultDates } from "./default-dates.ts";
import { decideIdentity } from "./identity.ts";
import { writeLedger, writePartNames } from "./ledger.ts";
import { writeMentions } from "./mentions.ts";
import { lineSql, rowsViewSql } from "./rows-view.ts";
import { rowsTable, type StoredPart } from "./store.ts";

const SCRATCH = [
  "import_rows",
  "import_keys",
  "import_untrusted_ids",
  "import_untrusted_urls",
  "import_trusted",
  "import_url_ids",
  "import_placed",
  "import_ranked",
  "import_completions",
  "import_fate",
  "import_exceptions",
  "import_id_trouble",
  "import_text_reposts",
  "import_countries",
];

/** Fingerprint of what importing these parts gives: the files' hashes, how they are read, the study's zone, the code, up to when dates in the future were `judged`. */
export function fingerprintOf(
  parts: readonly { file: string; sha256: string; recipe: string }[],
  studyZone: string,
  judged: string,
): string {
  const lines = parts.map((part) => `${part.file}\t${part.sha256}\t${part.recipe}`).sort();
  return createHash("sha256")
    .update([runningCode().assembling, studyZone, judged, ...lines].join("\n"))
    .digest("hex");
}

/** The unmapped columns of every file, long: `extras(file, line, name, value)`. */
async function writeExtras(warehouse: Warehouse, parts: readonly StoredPart[]): Promise<void> {
  const empty =
    "select null::varchar as file, null::bigint as line, null::varchar as name, null::varchar as value where false";
  const countries: string[] = [];
  for (const part of parts) countries.push(...(await countryExtras(warehouse, part, lineSql(part))));
  const selects = parts
    .filter((part) => part.facts.extras)
    .map((part) => {
      const line = lineSql(part);
      return `select ${literal(part.file)} as file, line, substr(name, 3) as name, value
        from (unpivot (select columns('^x:'), ${line} as line from ${rowsTable(part.part)} where problem is null) on columns('^x:') into name name value value)`;
    });
  await warehouse.run(
    `create or replace view extras as ${[empty, ...selects, ...countries].join(" union all ")}`,
  );
}

/** Make the public tables from the parts. Runs inside the caller's transaction. */
export async function assemble(
  warehouse: Warehouse,
  parts: readonly StoredPart[],
  studyZone: string,
  now: Date,
): Promise<void> {
  await writePartNames(warehouse, parts);
  await warehouse.run(rowsViewSql(parts, studyZone));
  await markDefaultDates(warehouse);
  await nameCountries(warehouse);
  await decideIdentity(warehouse);
  await writeMentions(warehouse, now, studyZone);
  await writeLedger(warehouse);
  await writeCoverage(warehouse);
  await writeExtras(warehouse, parts);
  for (const table of [...SCRATCH, "import_parts"]) await warehouse.run(`drop table if exists temp.${table}`);
}
