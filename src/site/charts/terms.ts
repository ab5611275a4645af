import { drawTermBars } from "../../../reports/components/term-bars.ts";
import type { Chart } from "../chart-frame.ts";
import type { PageContext } from "../page-context.ts";
import type { TopicRow } from "../report-data.ts";
import { emojiName, quotedTerm, termLabel } from "../term-text.ts";

interface TermTableRow {
  period: string;
  topic: string;
  term: string;
  kind: string | null;
  count: number;
  before?: number;
  others?: number;
  z: number;
  authors: number;
}

const MOST = 12;

/**
 * Terms that rose against the period before, or that set a topic apart from the others over the whole time, strongest
 * first.
 */
export function termsChart(
  context: PageContext,
  topic: TopicRow,
  table: "emerging_terms" | "distinctive_terms",
): Chart | null {
  const { data, text } = context;
  const period = data.current;
  const emerging = table === "emerging_terms";
  const shown = emerging ? period?.period : "all";
  const rows = data
    .table<TermTableRow>(table)
    .filter((row) => row.topic === topic.topic && row.period === shown)
    .toSorted((a, b) => b.z - a.z || a.term.localeCompare(b.term))
    .slice(0, MOST);
  if (!period || rows.length === 0) return null;
  const drawn = rows.map((row) => {
    const other = (emerging ? row.before : row.others) ?? 0;
    const values = { now: text.number(row.count), other: text.number(other), authors: row.authors };
    return {
      term: termLabel(text, row.term),
      spoken: emojiName(text, row.term) ?? row.term,
      now: row.count,
      before: emerging ? other : null,
      text: text.say(emerging ? "terms.counts" : "terms.others", values),
    };
  });
  const listed = text.list(rows.slice(0, 3).map((row) => quotedTerm(text, row.term)));
  const title = text.say(emerging ? "terms.title.emerging" : "terms.title.distinctive", {
    terms: listed,
    label: topic.label,
  });
  return {
    id: `${table.replace("_", "-")}-${topic.topic}`,
    title,
    subtitle: emerging
      ? text.say("terms.subtitle.emerging", { period: text.period(period.period) })
      : text.say("terms.subtitle.distinctive"),
    note: text.say("terms.note"),
    alternative: `${title} ${drawn.map((row) => `${row.spoken}: ${row.text}`).join("; ")}`,
    drawings: [{ view: null, draw: (width) => drawTermBars(drawn, topic.colour, width) }],
    table,
    definition: "emerging-term",
  };
}
