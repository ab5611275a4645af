import { differenceOf, type Estimate, showDifference } from "../../reports/components/comparison.ts";
import { element, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import type { ShareRow } from "./charts/share.ts";
import { shareRows } from "./charts/share.ts";
import { comparisonData } from "./compare-page.ts";
import { dataTable } from "./data-tables.ts";
import { showChange } from "./numbers.ts";
import { type PageContext, pageLink } from "./page-context.ts";
import type { TopicRow } from "./report-data.ts";

const METRICS = ["sov", "net"] as const;

/**
 * The difference of two shares of voice without its interval where the larger is known to lead all others by the
 * intervals of the differences, which are narrower than two half-widths together.
 */
function ledShare(rows: readonly ShareRow[], own: TopicRow, other: TopicRow, found: Estimate): boolean {
  const [, low, high] = found;
  if (low === null || high === null || low > 0 || high < 0) return false;
  const larger = found[0] > 0 ? own : other;
  return rows.some((row) => row.topic === larger.topic && row.leads === true);
}

/**
 * How a topic of the study's own stands against each competitor of its panel in the current period: differences of share
 * of voice and net sentiment with intervals, and whether they are clear. Null where there is no competitor.
 */
export function standingTable(context: PageContext, own: TopicRow): Markup | null {
  const { data, text } = context;
  const period = data.current;
  const others = data.panel.filter(
    (topic) => topic.role === "competitor" && topic.category === own.category && topic !== own,
  );
  if (!period || own.role !== "own" || others.length === 0) return null;
  const compared = comparisonData(context);
  const at = (topic: TopicRow) => ({
    topic: data.topics.indexOf(topic),
    period: data.periods.indexOf(period),
  });
  const shares = shareRows(data, { basis: "mentions", counting: "fractional" }).filter(
    (row) => row.view === "all" && row.period === period.period,
  );
  const rows = others.flatMap((other): Row[] => {
    const cells = METRICS.map((metric) => {
      const found = differenceOf(compared, metric, at(own), at(other));
      if (metric === "sov" && found && ledShare(shares, own, other, found))
        return `${showChange(text, found[0], "share")}: ${text.say("compare.clear")}`;
      return showDifference(text, metric, found);
    });
    if (cells.every((cell) => cell === "–")) return [];
    return [{ topic: other.topic, sov: cells[0] ?? "", net: cells[1] ?? "" }];
  });
  if (rows.length === 0) return null;
  const columns = [
    {
      head: text.say("standing.against"),
      cell: (row: Row) => {
        const topic = data.topic(String(row["topic"]));
        const link = pageLink(context, `topics/${row["topic"]}`);
        const label = topic?.label ?? "";
        return element(
          "span",
          { class: `topic c${topic?.colour ?? 7}` },
          link ? element("a", { href: link }, label) : label,
        );
      },
    },
    ...METRICS.map((metric) => ({
      head: text.say(`metric.${metric}`),
      cell: (row: Row) => String(row[metric]),
    })),
  ];
  const caption = text.say("standing.caption", { label: own.label, period: text.period(period.period) });
  return dataTable(context, caption, columns, rows);
}
