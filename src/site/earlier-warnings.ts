import { element, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import type { NetRow } from "./charts/sentiment.ts";
import { dataTable } from "./data-tables.ts";
import type { PageContext } from "./page-context.ts";
import type { ReportData } from "./report-data.ts";

export interface WarningRow {
  period: string;
  topic: string;
  level: string;
  negative_share: number | null;
  baseline: number | null;
  /** Upper bound of what was usual before. */
  usual_high: number | null;
  n: number | null;
  /** What its bounds hold; `sampling_and_classifier` where its shares are corrected by human labels. */
  interval?: string;
}

/** What came of a warning: the negative share of the period after, and when it was back within the usual. */
export interface Followed {
  warning: WarningRow;
  /** Negative share of the period after; null where too few were scored, undefined where none can be told beside it. */
  after: number | null | undefined;
  /** Whether that is still beyond the usual; null where it cannot be said. */
  held: boolean | null;
  /** First later period whose negative share is within the usual. */
  back: string | null;
}

function negativeShare(row: NetRow | undefined): number | null {
  if (!row || row.net === null || row.negative === null) return null;
  const scored = row.negative + (row.neutral ?? 0) + (row.positive ?? 0);
  return scored > 0 ? row.negative / scored : null;
}

/** Corrected by human labels: later shares, the machine's own, say nothing against its bounds. */
const isCorrected = (warning: WarningRow) => warning.interval === "sampling_and_classifier";

/** Warnings of complete periods before the current one, the newest first, each with what came of it. */
export function earlierWarnings(data: ReportData, topic: string | null): Followed[] {
  const place = (period: string) => data.periods.findIndex((each) => each.period === period);
  const current = place(data.current?.period ?? "");
  const shares = new Map(
    data
      .table<NetRow>("net_sentiment")
      .filter((row) => row.view === "all")
      .map((row) => [`${row.period}\n${row.topic}`, negativeShare(row)]),
  );
  return data
    .table<WarningRow>("warnings")
    .filter((row) => place(row.period) >= 0 && place(row.period) < current)
    .filter((row) => topic === null || row.topic === topic)
    .map((warning): Followed => {
      const usual = warning.usual_high;
      const later = data.periods
        .slice(place(warning.period) + 1, current + 1)
        .map(({ period }) => ({ period, share: shares.get(`${period}\n${warning.topic}`) ?? null }));
      const within = (share: number | null) => share !== null && usual !== null && share <= usual;
      const after = later[0]?.share;
      if (isCorrected(warning)) return { warning, after: undefined, held: null, back: null };
      return {
        ...{ warning, after, back: later.find(({ share }) => within(share))?.period ?? null },
        held: usual === null || after === null || after === undefined ? null : after > usual,
      };
    })
    .sort(
      (a, b) =>
        place(b.warning.period) - place(a.warning.period) || a.warning.topic.localeCompare(b.warning.topic),
    );
}

const MOST = 20;

/** Earlier warnings as a table with what followed; null where there was none. */
export function earlierWarningTable(context: PageContext): Markup | null {
  const { data, text } = context;
  const found = earlierWarnings(data, context.topic);
  if (found.length === 0) return null;
  const judged = found.filter(({ held }) => held !== null);
  const caption = text.say(judged.length > 0 ? "earlier.caption" : "earlier.caption.unknown", {
    n: found.length,
    held: judged.filter(({ held }) => held).length,
    judged: judged.length,
  });
  const of = (row: Row) => found[Number(row["place"])] as Followed;
  const columns = [
    { head: text.say("changes.period"), cell: (row: Row) => text.period(of(row).warning.period) },
    {
      head: text.say("column.topic"),
      cell: (row: Row) => {
        const topic = data.topic(of(row).warning.topic);
        return element("span", { class: `topic c${topic?.colour ?? 7}` }, topic?.label ?? "");
      },
    },
    {
      head: text.say("earlier.level"),
      cell: (row: Row) => text.say(`warning.level.${of(row).warning.level}`),
    },
    {
      head: text.say("earlier.negative"),
      number: true,
      cell: (row: Row) => {
        const { negative_share: share, baseline } = of(row).warning;
        const usual = text.say("earlier.usual", { usual: text.percent(baseline ?? 0, 0) });
        return [text.percent(share ?? 0, 0), element("span", { class: "interval" }, usual)];
      },
    },
    { head: text.say("earlier.after"), number: true, cell: (row: Row) => afterCell(context, of(row)) },
    {
      head: text.say("earlier.back"),
      cell: (row: Row) => {
        const { back, warning } = of(row);
        if (back !== null) return text.period(back);
        return warning.usual_high === null || isCorrected(warning) ? "–" : text.say("earlier.not-yet");
      },
    },
  ];
  const rows = found.slice(0, MOST).map((_, place): Row => ({ place }));
  return element("div", { id: "earlier-warnings" }, dataTable(context, caption, columns, rows, "warnings"));
}

function afterCell({ text }: PageContext, { after, held }: Followed) {
  if (after === undefined) return "–";
  if (after === null) return text.say("too-few");
  const said = held === null ? null : text.say(held ? "earlier.held" : "earlier.passed");
  return [text.percent(after, 0), said !== null && element("span", { class: "interval" }, said)];
}
