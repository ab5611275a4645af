import { type Diagnostic, EarshotError } from "../errors.ts";
import type { Source } from "../study/study.ts";
import { literal, type Warehouse } from "../warehouse/index.ts";
import { nameCountries } from "./country-codes.ts";
import type { Format } from "./format.ts";
import { FORMATS } from "./formats/index.ts";
import { importJson } from "./import-json.ts";
import { layoutOf, loadTable } from "./import-table.ts";
import type { ExportFile } from "./inventory.ts";
import { mappingFormats, parseMapping } from "./mapping.ts";
import { readNumbers } from "./numbers.ts";
import { type LoadedPart, type PartContext, PartProblem, unknownFormat } from "./part.ts";
import { placeRows } from "./place-rows.ts";
import type { PreparedFile } from "./prepare.ts";
import { normalName, recognise } from "./recognise.ts";
import { partRows } from "./rows-table.ts";
import { mappedFormat, sourceOf } from "./settings.ts";
import type { PartFacts, StoredPart } from "./store.ts";
import { findTimes, timesSql } from "./times.ts";
import { withoutTraces } from "./traces.ts";
import { findZone } from "./zone.ts";

/** Format of a table: named in the study, mapped in the study, or recognised. */
export function chooseFormat(
  file: string,
  names: readonly string[],
  source: Source | null,
): { format: Format; diagnostics: Diagnostic[] } {
  if (source?.mapping && (!source.format || source.format === "generic"))
    return mappedFormat(source.mapping, new Set(names.map(normalName)), file);
  if (source?.format) {
    const format = FORMATS.find((each) => each.id === source.format);
    if (!format)
      throw new PartProblem([
        {
          file,
          severity: "error",
          rule: "unknown-format",
          message: `unknown format in study.yaml: ${source.format}`,
          hint: `Formats: generic, ${FORMATS.map((each) => each.id).join(", ")}.`,
        },
      ]);
    if (!source.mapping) return { format, diagnostics: [] };
    const own = mappedFormat(source.mapping, new Set(names.map(normalName)), file);
    return {
      format: { ...format, columns: { ...format.columns, ...own.format.columns } },
      diagnostics: own.diagnostics,
    };
  }
  const recognised = recognise(names, "table");
  if (!recognised.format) throw new PartProblem([unknownFormat(file, names, recognised)]);
  return { format: recognised.format, diagnostics: [] };
}

/** Time formats: the mapping's `@`, the description's, else found from the values. */
async function timesOf(
  context: PartContext,
  format: Format,
  table: string,
  file: string,
): Promise<{ formats: string[]; diagnostics: Diagnostic[] }> {
  const source = format.columns.published_at;
  const written = typeof source === "string" ? mappingFormats(parseMapping(source)) : [];
  const from = `(select published_raw from ${table} where problem is null)`;
  const readable = async (formats: string[]) => {
    const { at } = timesSql(formats, "published_raw");
    const row = await context.warehouse.row<{ n: number; read: number }>(
      `select count(published_raw) as n, count(${at}) as read from ${from}`,
    );
    return { share: row && row.n > 0 ? row.read / row.n : 1, missing: (row?.n ?? 0) - (row?.read ?? 0) };
  };
  const given = written.length > 0 ? [...written, "iso"] : format.times;
  const trusted = given && (written.length > 0 || (await readable(given)).share >= 0.9) ? given : null;
  const found = trusted ? null : await findTimes(context.warehouse, from, "published_raw");
  const formats = trusted ?? found?.formats ?? ["iso"];
  const diagnostics: Diagnostic[] = [];
  const warn = (rule: string, message: string) =>
    diagnostics.push({
      file,
      severity: "warning",
      rule,
      message,
      hint: "Write the format behind the column in the mapping, such as `published_at: Date @ %m/%d/%Y`.",
    });
  if (found?.ambiguous)
    warn("ambiguous-dates", `day and month of the dates cannot be told apart; read as ${formats[0]}`);
  const { share, missing } = await readable(formats);
  if (share < 0.9)
    warn(
      "unread-dates",
      `${missing} dates could not be read as ${formats.join(" or ")}; they stay out of trends`,
    );
  return { formats, diagnostics };
}

/** Read one prepared file into the rows of `part` and find out what there is to know about it. */
export async function importPart(
  context: PartContext,
  prepared: PreparedFile,
  container: ExportFile & { sha256: string },
  part: number,
  recipe: string,
): Promise<StoredPart> {
  const { warehouse, study, signal } = context;
  const source = sourceOf(study, prepared.file);
  const rows = partRows(part);
  const isTable = prepared.shape === "table";
  const loaded = isTable
    ? await importTable(context, prepared, source, part)
    : await importJson(context, prepared, source, part);
  const { format, diagnostics } = loaded;
  signal.throwIfAborted();
  await saveBadRows(warehouse, part, loaded);
  const numbers = await readNumbers(warehouse, part, prepared.file);
  const times = await timesOf(context, format, rows, prepared.file);
  const zone = await findZone(warehouse, rows, timesSql(times.formats, "published_raw"), {
    format: format.zone ? { zone: format.zone, label: format.label } : null,
    source: source?.timeZone ?? null,
    study: study.timeZone,
  });
  const facts: PartFacts = {
    format: format.id,
    label: format.label,
    vendor: format.vendor,
    encoding: prepared.encoding,
    delimiter: loaded.delimiter,
    headerLine: loaded.headerLine,
    firstLine: loaded.firstLine,
    columns: loaded.columns,
    unmapped: loaded.unmapped,
    noPosts: (format.rejects ?? []).flatMap(({ reason, noPost }) => (noPost ? [reason] : [])),
    extraNames: loaded.extraNames,
    times: times.formats,
    zone,
    preamble: loaded.preamble,
    studyZone: study.timeZone,
    rows: loaded.rows,
    unread: numbers.unread,
  };
  await nameCountries(warehouse, part);
  await placeRows(warehouse, part, facts);
  return {
    part,
    container: container.name,
    file: prepared.file,
    bytes: container.bytes,
    modified: container.modified,
    sha256: container.sha256,
    recipe,
    facts,
    diagnostics: [...diagnostics, ...times.diagnostics, ...numbers.diagnostics],
  };
}

async function saveBadRows(warehouse: Warehouse, part: number, { bad, columns }: LoadedPart): Promise<void> {
  const text = (raw: string) =>
    Buffer.from(withoutTraces(raw, columns), "utf8").toString("utf8").replaceAll("\0", "\u2400");
  for (let from = 0; from < bad.length; from += 500) {
    const values = bad
      .slice(from, from + 500)
      .map((row) => `(${part}, ${row.line}, ${literal(row.reason)}, ${literal(text(row.raw))})`);
    await warehouse.run(`insert into import.bad_rows values ${values.join(", ")}`);
  }
}

async function importTable(
  context: PartContext,
  prepared: PreparedFile,
  source: Source | null,
  part: number,
): Promise<LoadedPart> {
  const layout = layoutOf(prepared);
  const { format, diagnostics } = chooseFormat(prepared.file, layout.header, source);
  if (diagnostics.length > 0) throw new PartProblem(diagnostics);
  const loaded = await loadTable({
    warehouse: context.warehouse,
    part: { part, file: prepared.file },
    prepared,
    layout,
    format,
    platform: source?.platform ?? null,
    sourceType: source?.sourceType ?? null,
    scratch: context.scratch,
    signal: context.signal,
  });
  if (format.shape !== "table") throw new EarshotError(`${format.label} is no table`);
  return {
    ...loaded,
    format,
    diagnostics,
    headerLine: layout.headerLine,
    delimiter: prepared.encoding === "xlsx" ? null : layout.dialect.delimiter,
    columns: layout.header,
    preamble: layout.preamble,
  };
}
