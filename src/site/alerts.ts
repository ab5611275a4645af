import { element, join, type Markup } from "../../reports/components/markup.ts";
import { type PageContext, pageLink } from "./page-context.ts";

interface WarningRow {
  period: string;
  topic: string;
  level: string;
  negative_share: number | null;
  baseline: number | null;
  n: number | null;
}

interface TargetRow {
  topic: string;
  metric: string;
  period: string;
  at_least: number | null;
  at_most: number | null;
  value: number | null;
  low: number | null;
  high: number | null;
  status: string;
}

/** Warnings of the current period, the gravest first; null when there are none. */
export function warningList(context: PageContext): Markup | null {
  const { data, text } = context;
  const order = ["act", "warn", "watch"];
  const rows = data
    .table<WarningRow>("warnings")
    .filter((row) => row.period === data.current?.period)
    .filter((row) => context.topic === null || row.topic === context.topic)
    .toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  if (rows.length === 0) return null;
  const items = rows.map((row) => {
    const topic = data.topic(row.topic);
    const link = pageLink(context, `topics/${row.topic}`);
    const label = topic?.label ?? row.topic;
    return element(
      "li",
      { class: `alert ${order.includes(row.level) ? row.level : "watch"}` },
      element("strong", {}, text.say(`warning.${row.level}`)),
      " ",
      text.markup("warning.sentence", {
        label: link ? element("a", { href: link }, label) : label,
        share: text.percent(row.negative_share ?? 0, 0),
        usual: text.percent(row.baseline ?? 0, 0),
        n: text.number(row.n ?? 0),
      }),
    );
  });
  return element("ul", { class: "alerts", "aria-label": text.say("warning.heading") }, items);
}

/** Targets of the study in the current period: reached, missed, or not clear, with value and interval. */
export function targetList(context: PageContext): Markup | null {
  const { data, text } = context;
  const rows = data.table<TargetRow>("target_status").filter((row) => row.period === data.current?.period);
  if (rows.length === 0) return null;
  const items = rows.map((row) => {
    const net = row.metric === "net_sentiment";
    const count = row.metric === "mentions";
    const show = (value: number) =>
      net ? text.signed(value * 100) : count ? text.number(value) : text.percent(value, 0);
    const goals = [
      row.at_least !== null && text.say("target.at-least", { value: show(row.at_least) }),
      row.at_most !== null && text.say("target.at-most", { value: show(row.at_most) }),
    ];
    const goal = goals.filter((one) => one !== false).join("; ");
    const value =
      row.value === null
        ? text.say("too-few")
        : row.low !== null && row.high !== null
          ? `${show(row.value)} (${text.say("interval.from-to", { low: show(row.low), high: show(row.high) })})`
          : show(row.value);
    return element(
      "li",
      {},
      element(
        "strong",
        { class: `status ${row.status.replace("_", "-")}` },
        text.say(`target.${row.status}`),
      ),
      " ",
      `${data.topic(row.topic)?.label ?? row.topic}, ${text.say(`target.metric.${row.metric}`)}: ${value}; ${goal}`,
    );
  });
  return join(
    element("h3", { class: "list-title" }, text.say("target.heading")),
    element("ul", { class: "targets" }, items),
  );
}
