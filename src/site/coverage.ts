import { drawCoverageStrip, type StripRow } from "../../reports/components/coverage-strip.ts";
import { element, join, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { type Chart, frameChart } from "./chart-frame.ts";
import { dataTable } from "./data-tables.ts";
import type { PageContext } from "./page-context.ts";

const sum = (rows: readonly Row[], name: string) =>
  rows.reduce((total, row) => total + Number(row[name] ?? 0), 0);

const fileName = (file: unknown) => String(file).split("/").at(-1) ?? "";

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
  };
  const columns = [
    {
      head: text.say("ledger.file"),
      cell: (row: Row) =>
        element("span", { class: "file", title: String(row["file"]) }, fileName(row["file"])),
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
        row["zone_evidence"] ? element("span", { class: "interval" }, String(row["zone_evidence"])) : null,
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
      cell: (row: Row) =>
        element("span", { class: "file", title: String(row["file"]) }, fileName(row["file"])),
    },
    { head: text.say("ledger.reason"), cell: (row: Row) => String(row["reason"]) },
    { head: text.say("ledger.rows"), number: true, cell: (row: Row) => text.number(Number(row["rows"])) },
  ];
  return dataTable(context, text.say(`ledger.${table}`), columns, rows, table);
}

/** Days covered per source, gaps hatched. */
export function coverageChart(context: PageContext): Markup | null {
  const { data, text } = context;
  const days = data.table<{
    source: string;
    date: string;
    mentions: number | null;
    gap: boolean;
    partial: boolean;
  }>("coverage_daily");
  if (days.length === 0) return null;
  const sources = [...new Set(days.map((day) => day.source))];
  const rows = sources.map((source): StripRow => {
    const own = days.filter((day) => day.source === source);
    const gaps = own.filter((day) => day.gap).length;
    const mentions = own.reduce((total, day) => total + (day.mentions ?? 0), 0);
    return {
      label: source,
      detail: text.say("coverage.detail", { n: mentions, days: own.length, gaps }),
      days: own,
    };
  });
  const gaps = days.filter((day) => day.gap).length;
  const title = text.say("coverage.title", { sources: sources.length, gaps });
  const chart: Chart = {
    id: "coverage",
    title,
    subtitle: text.say("coverage.subtitle"),
    note: text.say("coverage.note"),
    alternative: `${title} ${rows.map((row) => `${row.label}: ${row.detail}`).join("; ")}`,
    drawings: [{ view: null, draw: (width) => drawCoverageStrip(rows, width, text) }],
    table: "coverage_daily",
    definition: "gap",
  };
  return frameChart(chart, context);
}
