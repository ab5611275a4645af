import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { RunManifest } from "../manifest.ts";
import { literal } from "../warehouse/sql-text.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Workspace } from "../workspace.ts";
import { counted, duration, net, percent } from "./numbers.ts";
import { printable } from "./terminal.ts";

interface ShareRow {
  label: string;
  numerator: number;
  denominator: number;
  share: number | null;
  low: number | null;
  high: number | null;
}

interface NetRow {
  label: string;
  net: number | null;
  low: number | null;
  high: number | null;
  scored: number;
}

interface SpikeRow {
  date: string;
  label: string;
  direction: string;
  observed: number;
  expected: number;
}

async function rowsOf<T>(warehouse: Warehouse, tables: readonly string[], sql: string): Promise<T[]> {
  for (const table of tables) if (!(await warehouse.exists(table))) return [];
  return warehouse.rows<T>(sql);
}

/** The newest period that is over, else the one with the most days of data, as the site chooses. */
const WHOLE_PERIOD =
  "(select period from periods order by partial, if(partial, covered_days, 0) desc, position desc limit 1)";

const sharesOf = (period: string) => `select t.label, s.numerator, s.denominator, s.share, s.low, s.high
from share_of_voice s join topics t using (topic)
where s.period = ${period} and s.view = 'all' and s.basis = 'mentions' and s.counting = 'fractional'
order by s.share desc, t.position`;

const netsOf = (
  period: string,
) => `select t.label, n.net, n.low, n.high, n.negative + n.neutral + n.positive as scored
from net_sentiment n join topics t using (topic)
where n.period = ${period} and n.view = 'all' and t.role in ('own', 'competitor')
order by t.position`;

const SPIKES = `select s.date, t.label, s.direction, s.observed, s.expected
from spikes s join topics t using (topic)
where s.view = 'all'
order by s.date desc, abs(s.observed - s.expected) desc`;

function interval(low: number | null, high: number | null, write: (value: number) => string): string {
  return low === null || high === null ? "too few to say" : `95 % interval ${write(low)} to ${write(high)}`;
}

function ledgerLine(manifest: RunManifest): string {
  const sum = (key: "read" | "mentions" | "duplicates" | "rejected" | "notPosts") =>
    manifest.inputs.reduce((total, input) => total + (input[key] ?? 0), 0);
  const unread = manifest.checks.find((check) => check.name === "import:readable_files")?.failures ?? 0;
  const left =
    unread === 0 ? "" : `; ${counted(unread, "problem")} with files that could not be read, see above`;
  if (manifest.inputs.length === 0)
    return unread > 0
      ? `No export file could be read${left}`
      : "No export files were found: put some where `exports` in study.yaml points";
  const files = counted(manifest.inputs.length, "export file");
  const read = counted(sum("read"), "row");
  const none = sum("notPosts");
  const notPosts = none === 0 ? "" : ` (${none.toLocaleString("en")} of them no posts by their format)`;
  return `${files}, ${read}: ${counted(sum("mentions"), "mention")}, ${counted(sum("duplicates"), "duplicate")}, ${sum("rejected").toLocaleString("en")} rejected${notPosts}${left}`;
}

const HEADLINE_TABLES = ["share_of_voice", "net_sentiment", "spikes"];

/** @param of SQL of the period's name */
async function headlines(warehouse: Warehouse, of: string): Promise<string[]> {
  const lines: string[] = [];
  const [period] = await rowsOf<{ period: string }>(
    warehouse,
    ["periods"],
    `select if(partial, period || ', not wholly covered', period) as period from periods where period = ${of}`,
  );
  const shares = await rowsOf<ShareRow>(warehouse, ["share_of_voice", "topics", "periods"], sharesOf(of));
  if (shares.length > 0)
    lines.push(
      `Share of voice, ${period?.period ?? ""} (of ${counted(shares[0]?.denominator ?? 0, "mention")})`,
    );
  for (const row of shares) {
    const share = row.share === null ? "–" : percent(row.share);
    lines.push(`  ${printable(row.label)}: ${share} (${interval(row.low, row.high, percent)})`);
  }
  const nets = await rowsOf<NetRow>(warehouse, ["net_sentiment", "topics", "periods"], netsOf(of));
  if (nets.length > 0) lines.push(`Net sentiment, ${period?.period ?? ""} (−100 to +100)`);
  for (const row of nets) {
    const value = row.net === null ? "–" : net(row.net);
    lines.push(
      `  ${printable(row.label)}: ${value} (${interval(row.low, row.high, net)}; ${counted(row.scored, "scored mention")})`,
    );
  }
  const spikes = await rowsOf<SpikeRow>(warehouse, ["spikes", "topics"], SPIKES);
  if (!(await warehouse.exists("spikes"))) return lines;
  lines.push(
    spikes.length === 0
      ? "No spikes"
      : `${counted(spikes.length, "spike or drop", "spikes and drops")}, the latest:`,
  );
  for (const row of spikes.slice(0, 5)) {
    lines.push(
      `  ${row.date} ${printable(row.label)}: ${row.observed} mentions, ${Math.round(row.expected)} expected (${row.direction})`,
    );
  }
  return lines;
}

function checkLines(manifest: RunManifest): string[] {
  const bad = manifest.checks.filter((check) => check.status === "failed" || check.status === "warned");
  if (bad.length === 0)
    return manifest.checks.length === 0 ? [] : [`All ${manifest.checks.length} checks passed`];
  return [
    `${counted(bad.length, "check")} of ${manifest.checks.length} found something`,
    ...bad.map(({ name, status, failures }) =>
      status === "failed" && failures === 0
        ? `  ${name} ${status}: it could not be run`
        : `  ${name} ${status}: ${counted(failures, "row")}`,
    ),
  ];
}

/** How to look at the site: its file, and the command that serves it. */
export function siteLines(workspace: Workspace, folder: string): string[] {
  const inside = workspace.root === process.cwd() ? "" : ` --workspace ${JSON.stringify(workspace.root)}`;
  return [
    `Site: ${pathToFileURL(join(folder, "index.html")).href}`,
    `  to open it: npx earshot site --serve${inside}`,
  ];
}

/** What happened, in a few lines. */
export function runLine(manifest: RunManifest): string {
  const ran = manifest.steps.filter((step) => step.status === "ran").length;
  const failed = manifest.steps.filter((step) => step.status === "failed").length;
  const skipped = manifest.steps.filter(
    (step) => step.status === "skipped" && step.reason !== "not selected",
  ).length;
  const time = duration(
    Date.parse(manifest.finishedAt ?? manifest.startedAt) - Date.parse(manifest.startedAt),
  );
  if (manifest.unchanged)
    return `Nothing had to run: no export, no definition and no setting changed (${time})`;
  const words = [
    `${counted(ran, "step")} ran`,
    failed ? `${failed} failed` : "",
    skipped ? `${skipped} skipped` : "",
  ];
  return `${words.filter(Boolean).join(", ")} in ${time} (run ${manifest.id})`;
}

/** What the headline figures of a failed run are: those whose steps did not run are of an earlier one. */
async function standingLine(warehouse: Warehouse, manifest: RunManifest): Promise<string> {
  const old = HEADLINE_TABLES.filter((table) =>
    manifest.steps.some(
      ({ name, status }) => name === table && (status === "failed" || status === "skipped"),
    ),
  );
  const standing: string[] = [];
  for (const table of old) if (await warehouse.exists(table)) standing.push(table);
  return standing.length === 0
    ? "Not every step could run; what follows is of this run:"
    : `Not every step could run; what follows of ${standing.join(", ")} is of the last run that could work it out:`;
}

/**
 * The summary at the end of a run: ledger, headline figures with intervals, spikes, checks.
 * @param period whose shares and sentiment to show; default: the newest that is over
 */
export async function runSummary(
  warehouse: Warehouse,
  manifest: RunManifest,
  period?: string,
): Promise<string[]> {
  if (manifest.status === "interrupted") {
    return [`Interrupted: ${runLine(manifest)}. What was finished is kept; the next run goes on from there.`];
  }
  const figures = await headlines(warehouse, period === undefined ? WHOLE_PERIOD : literal(period));
  if (manifest.status === "failed") figures.unshift(await standingLine(warehouse, manifest));
  return [runLine(manifest), ledgerLine(manifest), ...figures, ...checkLines(manifest)];
}
