import { existsSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Diagnostic } from "../errors.ts";
import { EarshotError } from "../errors.ts";
import type { Source, Study } from "../study/study.ts";
import { Warehouse } from "../warehouse/index.ts";
import type { Format } from "./format.ts";
import { FORMATS } from "./formats/index.ts";
import { importExports } from "./import-exports.ts";
import { columnsRead } from "./import-table.ts";
import { mappedColumns, parseMapping } from "./mapping.ts";
import { proposalYaml, proposeMapping } from "./propose.ts";
import { normalName } from "./recognise.ts";
import { sampleFiles } from "./sample.ts";
import { storedParts } from "./store.ts";

/** What one export file (or one file of a zip) is. */
export interface FileExplanation {
  file: string;
  /** Format id; `generic` where a mapping is used or proposed; null where nothing can be read. */
  format: string | null;
  label: string | null;
  note: string | null;
  encoding: string | null;
  delimiter: string | null;
  headerLine: number | null;
  rows: { read: number; mentions: number; duplicates: number; rejected: number; notPosts: number } | null;
  rejectedFor: { reason: string; rows: number; line: number }[];
  period: { from: string | null; to: string | null };
  zone: string | null;
  zoneEvidence: string | null;
  timeFormats: string | null;
  /** Mention column → columns of the file it comes from. */
  mapped: Record<string, string[]>;
  unmapped: string[];
  untrustedIds: number;
  /** For an unknown file: YAML to paste under `sources` in study.yaml. */
  proposal: string | null;
  diagnostics: Diagnostic[];
}

const PLAIN_STUDY: Study = {
  title: "",
  objective: null,
  timeZone: "UTC",
  period: { every: "week", from: null, to: null },
  exports: [],
  topics: [],
  macros: {},
  exclusions: { words: [], authors: [], sites: [] },
  sources: [],
  languages: { score: null, allowGuesses: false },
  sentiment: { model: "earshot" },
  emotions: false,
  privacy: { profile: "internal" },
  targets: [],
  campaigns: [],
  import: { maxRejectedShare: 1 },
  site: { title: "", languages: ["en"] },
};

function mappedNames(
  format: Format | undefined,
  mapping: Record<string, string> | null,
  columns: readonly string[],
): Record<string, string[]> {
  const known = new Map(columns.map((name) => [normalName(name), name]));
  const described = { ...format?.columns, ...mapping };
  return Object.fromEntries(
    Object.entries(described).flatMap(([target, source]) => {
      const names =
        typeof source === "string"
          ? mappedColumns(parseMapping(source)).map(normalName)
          : [...columnsRead({ columns: { [target]: source } } as Format)];
      const found = [...new Set(names.flatMap((name) => known.get(name) ?? []))];
      return found.length > 0 ? [[target, found]] : [];
    }),
  );
}

interface LedgerRow {
  file: string;
  format: string;
  encoding: string;
  delimiter: string | null;
  header_line: number | null;
  rows_read: number;
  mentions: number;
  duplicates: number;
  rejected: number;
  not_posts: number;
  first: string | null;
  last: string | null;
  zone: string;
  zone_evidence: string;
  time_formats: string;
  unmapped_columns: string[];
  untrusted_ids: number;
}

async function readWith(path: string, study: Study, signal?: AbortSignal): Promise<FileExplanation[]> {
  const warehouse = await Warehouse.open({ path: ":memory:" });
  try {
    const folder = resolve(path, "..");
    const workspace = { root: folder } as Parameters<typeof importExports>[2];
    const result = await importExports(warehouse, { ...study, exports: [path] }, workspace, { signal });
    const parts = await storedParts(warehouse);
    const ledger = await warehouse.rows<LedgerRow>(
      `select * exclude (first_at, last_at), first_at::varchar as first, last_at::varchar as last from import_ledger order by file`,
    );
    const refused = await warehouse.rows<{ file: string; reason: string; n: number; line: number }>(
      "select file, reason, count(*) as n, min(line) as line from rejected_rows group by file, reason order by n desc",
    );
    const explained = ledger.map((row): FileExplanation => {
      const facts = parts.find((part) => part.file === row.file)?.facts;
      const format = FORMATS.find((each) => each.id === row.format);
      const source = study.sources[0]?.mapping ?? null;
      return {
        file: row.file,
        format: row.format,
        label: format?.label ?? facts?.label ?? null,
        note: format?.note ?? null,
        encoding: row.encoding,
        delimiter: row.delimiter,
        headerLine: row.header_line,
        rows: {
          read: row.rows_read,
          mentions: row.mentions,
          duplicates: row.duplicates,
          rejected: row.rejected,
          notPosts: row.not_posts,
        },
        rejectedFor: refused
          .filter((each) => each.file === row.file)
          .map(({ reason, n, line }) => ({ reason, rows: n, line })),
        period: { from: row.first, to: row.last },
        zone: row.zone,
        zoneEvidence: row.zone_evidence,
        timeFormats: row.time_formats,
        mapped: mappedNames(format, row.format === "generic" ? source : null, facts?.columns ?? []),
        unmapped: row.unmapped_columns,
        untrustedIds: row.untrusted_ids,
        proposal: null,
        diagnostics: result.warnings.filter((each) => each.file === row.file),
      };
    });
    const failed = new Map<string, Diagnostic[]>();
    for (const each of result.warnings) {
      if (each.severity !== "error" || explained.some(({ file }) => file === each.file)) continue;
      failed.set(each.file ?? "", [...(failed.get(each.file ?? "") ?? []), each]);
    }
    return [...explained, ...[...failed].map(([file, diagnostics]) => nothing(file, diagnostics))];
  } finally {
    warehouse.close();
  }
}

const nothing = (file: string, diagnostics: Diagnostic[]): FileExplanation => ({
  file,
  format: null,
  label: null,
  note: null,
  encoding: null,
  delimiter: null,
  headerLine: null,
  rows: null,
  rejectedFor: [],
  period: { from: null, to: null },
  zone: null,
  zoneEvidence: null,
  timeFormats: null,
  mapped: {},
  unmapped: [],
  untrustedIds: 0,
  proposal: null,
  diagnostics,
});

/** Times that a proposal should name: those that the engine would otherwise have to guess. */
function withTimes(mapping: Record<string, string>, timeFormats: string | null): Record<string, string> {
  const first = timeFormats?.split(" | ")[0];
  const column = mapping["published_at"];
  if (!column || !first?.startsWith("%")) return mapping;
  return { ...mapping, published_at: `${column} @ ${first}` };
}

async function propose(
  path: string,
  study: Study,
  unknown: FileExplanation,
  signal?: AbortSignal,
): Promise<FileExplanation> {
  const sample = (await sampleFiles(path, signal)).find((each) => each.file === unknown.file)?.sample;
  if (!sample) return unknown;
  const proposal = proposeMapping(sample);
  const { mapping, platform } = proposal;
  if (!mapping.text && !mapping.title && !mapping.url) return unknown;
  const match = unknown.file.split("#")[0] as string;
  const source: Source = {
    match: basename(match),
    format: "generic",
    timeZone: null,
    platform,
    sourceType: null,
    mapping: mapping as Record<string, string>,
  };
  const [tried] = await readWith(path, { ...study, sources: [source] }, signal);
  if (!tried?.rows) return unknown;
  const full = withTimes(source.mapping as Record<string, string>, tried.timeFormats);
  return {
    ...tried,
    diagnostics: [
      ...unknown.diagnostics.map((each) => ({
        ...each,
        severity: "warning" as const,
        hint: "The mapping below was guessed from names and values; look at it before pasting it into study.yaml.",
      })),
      ...tried.diagnostics,
    ],
    proposal: proposalYaml(basename(match), { platform, mapping: full }),
  };
}

/**
 * What an export file is and what importing it gives: format, encoding, delimiter, header line, rows, period, zone with
 * evidence, columns mapped and not; for an unknown file a proposed mapping as YAML. The settings of `study` are
 * used where it is given. Throws an EarshotError where there is no such file.
 */
export async function explainFile(
  path: string,
  study?: Study,
  signal?: AbortSignal,
): Promise<FileExplanation[]> {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new EarshotError(`no such file: ${path}`, { remedy: "Name one or more export files." });
  const settings = study ?? PLAIN_STUDY;
  const found = await readWith(resolve(path), settings, signal);
  const explained: FileExplanation[] = [];
  for (const each of found) {
    const unknown = each.format === null && each.diagnostics.some(({ rule }) => rule === "unknown-format");
    explained.push(unknown ? await propose(resolve(path), settings, each, signal) : each);
  }
  return explained;
}

/** Formats as `earshot formats` lists them. */
export function listFormats(): { id: string; label: string; shape: string; signature: string[][] }[] {
  return FORMATS.map(({ id, label, shape, signature }) => ({ id, label, shape, signature }));
}
