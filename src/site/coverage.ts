import { drawCoverageStrip, type StripRow } from "../../reports/components/coverage-strip.ts";
import { element, join, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { channelName } from "./channel-name.ts";
import { type Chart, frameChart } from "./chart-frame.ts";
import { dataTable } from "./data-tables.ts";
import { reasonWords, zoneEvidence } from "./data-words.ts";
import { fileName } from "./file-name.ts";
import type { PageContext } from "./page-context.ts";

const sum = (rows: readonly Row[], name: string) =>
  rows.reduce((total, row) => total + Number(row[name] ?? 0), 0);

/** What came in, row by row accounted for: a sentence and the ledger, a line per file and their sum. */
export function ledgerTable(context: PageContext): Markup | null {
  const { data, text } = context;
  const files = data.table("import_ledger");
  if (files.length === 0) return null;
  const number = (name: string) => (row: Row) => text.number(Number(row[name] ?? 0));
  const day = (row: Row, name: string) => (row[name] ? text.date(String(row[name]), "short") : "–");
  const total: Row = {
    file: text.say("ledger.total"),
    rows_read: sum(files, "rows_read"),
    mentions: sum(files, "mentions"),
    duplicates: sum(files, "duplicates"),
    rejected: sum(files, "rejected"),
    not_posts: sum(files, "not_posts"),
  };
  const columns = [
    {
      head: text.say("ledger.file"),
      cell: (row: Row) => fileName(String(row["file"])),
    },
    { head: text.say("ledger.format"), cell: (row: Row) => String(row["format"] ?? "") },
    ...["rows_read", "mentions", "duplicates", "rejected"].map((name) => ({
      head: text.say(`ledger.${name}`),
      number: true,
      cell: number(name),
    })),
    {
      head: text.say("ledger.period"),
      cell: (row: Row) => (row["first_at"] ? `${day(row, "first_at")} – ${day(row, "last_at")}` : ""),
    },
    {
      head: text.say("ledger.zone"),
      cell: (row: Row) => [
        String(row["zone"] ?? ""),
        row["zone_evidence"]
          ? element(
              "span",
              { class: "interval" },
              zoneEvidence(text, String(row["zone_evidence"]), String(row["zone"] ?? "")),
            )
          : null,
      ],
    },
  ];
  return join(
    element(
      "p",
      {},
      text.say("ledger.sentence", {
        files: files.length,
        read: text.number(Number(total["rows_read"])),
        mentions: text.number(Number(total["mentions"])),
        duplicates: text.number(Number(total["duplicates"])),
        rejected: text.number(Number(total["rejected"])),
      }),
      Number(total["not_posts"]) > 0
        ? ` ${text.say("ledger.not_posts", { n: Number(total["not_posts"]) })}`
        : null,
    ),
    dataTable(context, text.say("ledger.caption"), columns, [...files, total], "import_ledger"),
  );
}

/** Rejected or dropped rows by file and reason. */
export function reasonsTable(
  context: PageContext,
  table: "rejected_reasons" | "duplicate_reasons",
): Markup | null {
  const { data, text } = context;
  const rows = data.table(table).toSorted((a, b) => Number(b["rows"]) - Number(a["rows"]));
  if (rows.length === 0) return null;
  const columns = [
    {
      head: text.say("ledger.file"),
      cell: (row: Row) => fileName(String(row["file"])),
    },
    { head: text.say("ledger.reason"), cell: (row: Row) => reasonWords(text, String(row["reason"])) },
    { head: text.say("ledger.rows"), number: true, cell: (row: Row) => text.number(Number(row["rows"])) },
  ];
  return dataTable(context, text.say(`ledger.${table}`), columns, rows, table);
}

interface CoverageDay {
  source: string;
  vendor?: string;
  platform?: string;
  date: string;
  /** Under the public profile rounded up to fives. */
  mentions: number | null;
  gap: boolean;
  partial: boolean;
}

/** A source as people know it: the channel, and who exported it where that is another. */
function sourceName({ source, vendor, platform }: CoverageDay): string {
  if (!vendor || !platform) return source;
  const same = vendor.startsWith(platform) || vendor === "generic";
  const exporter = vendor.charAt(0).toUpperCase() + vendor.slice(1);
  return same ? channelName(platform) : `${channelName(platform)} · ${exporter}`;
}

/** What the chart shows, as a finding: who is silent, and for how long. */
function coverageTitle({ text }: PageContext, sources: readonly (readonly CoverageDay[])[]): string {
  const silent = sources.map((days) => new Set(days.filter((day) => day.gap).map((day) => day.date)));
  const gappy = silent.filter((dates) => dates.size > 0).length;
  if (gappy === 0) return text.say("coverage.title.none");
  const common = [...(silent[0] ?? [])].filter((date) => silent.every((dates) => dates.has(date)));
  const most = Math.max(...silent.map((dates) => dates.size));
  if (common.length === most) return text.say("coverage.title.all", { n: most, sources: sources.length });
  return text.say("coverage.title.some", { n: gappy, of: sources.length, days: most });
}

/** Days covered per source, gaps hatched. */
export function coverageChart(context: PageContext): Markup | null {
  const { data, text } = context;
  const bySource = new Map<string, CoverageDay[]>();
  for (const day of data.table<CoverageDay>("coverage_daily")) {
    const days = bySource.get(day.source);
    if (days) days.push(day);
    else bySource.set(day.source, [day]);
  }
  if (bySource.size === 0) return null;
  const sources = [...bySource.values()];
  const rows = sources.map((days): StripRow => {
    const gaps = days.filter((day) => day.gap).length;
    return {
      label: sourceName(days[0] as CoverageDay),
      detail: text.say("coverage.detail", { days: days.length, gaps }),
      days,
    };
  });
  const title = coverageTitle(context, sources);
  const chart: Chart = {
    id: "coverage",
    title,
    subtitle: text.say("coverage.subtitle"),
    note: [text.say("coverage.note"), data.run.study.profile === "public" && text.say("coverage.rounded")]
      .filter(Boolean)
      .join(" "),
    alternative: `${title} ${rows.map((row) => `${row.label}: ${row.detail}`).join("; ")}`,
    drawings: [{ view: null, draw: (width) => drawCoverageStrip(rows, width, text) }],
    table: "coverage_daily",
    span: "whole",
    definition: "gap",
  };
  return frameChart(chart, context);
}
