import { LABELS, labelTowards } from "../../reports/components/feed-columns.ts";
import { element, join, type Markup } from "../../reports/components/markup.ts";
import { channelName } from "./channel-name.ts";
import { type PageContext, pageLink } from "./page-context.ts";
import type { TopicRow } from "./report-data.ts";

/** One post as it is quoted. */
interface Quote {
  text: string;
  /** `YYYY-MM-DD`. */
  date: string;
  platform: string;
  label: string | null;
  reposts: number;
}

interface QuoteRow extends Quote {
  period: string;
  topic: string;
  ranking: string;
  position: number;
}

const MOST = 3;
/** Letters of a quote. */
const LONGEST = 280;

/** The posts of the current period that moved most, those that were reposted first. */
function moving({ data }: PageContext, topic: TopicRow): Quote[] {
  const rows = data
    .table<QuoteRow>("quotes")
    .filter((row) => row.topic === topic.topic && row.period === data.current?.period)
    .toSorted((a, b) => b.ranking.localeCompare(a.ranking) || a.position - b.position);
  return rows.filter((row, place) => rows.findIndex((other) => other.text === row.text) === place);
}

/** The newest posts that the feed's own page may show. */
function shown({ data }: PageContext, topic: TopicRow): Quote[] {
  const { feed } = data;
  if (!feed) return [];
  const place = feed.topics.indexOf(topic.topic);
  return feed.first
    .filter(({ row }) => feed.sets[row.topics]?.includes(place))
    .map(({ row, text }) => ({
      text: text[1] ?? text[2] ?? "",
      date: new Date(row.minute * 60_000).toISOString().slice(0, 10),
      platform: feed.platforms[row.platform] ?? "",
      label: LABELS[labelTowards(feed, row, place)] ?? null,
      reposts: row.reposts,
    }));
}

/**
 * What people said about a topic, in their words: under the internal profile the posts of the current period that moved most,
 * under the public one those that its privacy allows. Null where there are none.
 */
export function quoteList(context: PageContext, topic: TopicRow): Markup | null {
  const { data, text } = context;
  const open = data.run.study.profile === "internal";
  const quotes = (open ? moving(context, topic) : shown(context, topic)).filter((quote) => quote.text !== "");
  if (quotes.length === 0) return null;
  const items = quotes.slice(0, MOST).map((quote) => {
    const letters = [...quote.text.replace(/\s+/g, " ")];
    const cut = letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : letters.join("");
    const about = [
      text.date(quote.date),
      channelName(quote.platform),
      quote.label && text.say(`label.${quote.label}`),
      quote.reposts > 0 && text.say("feed.reposts", { n: quote.reposts }),
    ].filter(Boolean);
    return element(
      "li",
      {},
      element("blockquote", {}, cut),
      element("p", { class: "chart-note" }, about.join(" · ")),
    );
  });
  const link = pageLink(context, "mentions");
  const note = text.say(open ? "quotes.moving" : "quotes.public");
  return join(
    element("ul", { class: "quotes" }, items),
    element(
      "p",
      { class: "chart-note" },
      note,
      link && [" ", element("a", { href: link }, text.say("page.mentions"))],
    ),
  );
}
