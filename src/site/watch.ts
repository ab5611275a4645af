import { element, type Markup } from "../../reports/components/markup.ts";
import { complaintsTitle } from "./charts/complaints.ts";
import { earlierWarnings, type WarningRow } from "./earlier-warnings.ts";
import { type PageContext, pageLink } from "./page-context.ts";

/** That no warning stands for the current period, and which was the last; null where one stands or none is possible. */
function noWarning(context: PageContext): Markup | null {
  const { data, text } = context;
  const period = data.current;
  const standing = data.table<WarningRow>("warnings").some((row) => row.period === period?.period);
  if (!period || standing || !data.has("net_sentiment")) return null;
  const [last] = earlierWarnings(data, context.topic);
  const said = text.say("watch.no-warning", { period: text.period(period.period) });
  if (!last) return element("li", {}, said);
  const link = pageLink(context, "trends#earlier-warnings");
  const named = text.say("watch.last", {
    period: text.period(last.warning.period),
    level: text.say(`warning.level.${last.warning.level}`),
    label: data.topic(last.warning.topic)?.label ?? last.warning.topic,
  });
  return element("li", {}, `${said} `, link ? element("a", { href: link }, named) : named);
}

/** Who draws most complaints, and whether that is clear. */
function complaints(context: PageContext): Markup | null {
  const said = complaintsTitle(context, context.data.panel);
  if (said === null) return null;
  const link = pageLink(context, "care");
  return element("li", {}, link ? element("a", { href: link }, said) : said, ".");
}

/** What a reader should keep an eye on: warnings, complaints. Null where nothing is known of either. */
export function watchList(context: PageContext): Markup | null {
  const items = [noWarning(context), complaints(context)].filter((item) => item !== null);
  return items.length > 0 ? element("ul", { class: "watch" }, items) : null;
}
