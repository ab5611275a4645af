import { createHash } from "node:crypto";
import { element, join, Markup } from "../../reports/components/markup.ts";
import { explainCause } from "./cause.ts";
import type { SpikeRow } from "./charts/volume-series.ts";
import { overviewParagraphs } from "./narrative.ts";
import type { PageContext } from "./page-context.ts";

interface Entry {
  id: string;
  title: string;
  updated: string;
  href: string;
  summary: string;
}

interface WarningRow {
  period: string;
  topic: string;
  level: string;
  negative_share: number | null;
  baseline: number | null;
  n: number | null;
}

const plain = (markup: Markup) =>
  markup.text
    .replace(/<\/p>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();

/** News of the study as an Atom feed (RFC 4287): the run, its spikes and warnings, each with a link to its chart. */
export function atomFeed(context: PageContext): string {
  const { data, text } = context;
  const { run } = data;
  const study = createHash("sha256").update(run.study.title).digest("hex").slice(0, 16);
  const urn = (...parts: string[]) => `urn:earshot:${[study, ...parts].map(encodeURIComponent).join(":")}`;
  const entries = [runEntry(context, urn), ...warningEntries(context, urn), ...spikeEntries(context, urn)];
  const item = (entry: Entry) =>
    element(
      "entry",
      {},
      element("id", {}, entry.id),
      element("title", {}, entry.title),
      element("updated", {}, entry.updated),
      new Markup(element("link", { rel: "alternate", href: entry.href }).text.replace(/>$/, "/>")),
      element("summary", {}, entry.summary),
    );
  const feed = element(
    "feed",
    { xmlns: "http://www.w3.org/2005/Atom", "xml:lang": text.language },
    element("id", {}, urn("news", text.language)),
    element("title", {}, run.study.siteTitle),
    element("updated", {}, run.startedAt),
    new Markup('<link rel="self" href="feed.xml"/>'),
    element("author", {}, element("name", {}, run.study.siteTitle)),
    join(...entries.map(item)),
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n${feed.text}\n`;
}

function runEntry(context: PageContext, urn: (...parts: string[]) => string): Entry {
  const { data, text } = context;
  const period = data.current ? text.period(data.current.period) : data.run.id;
  return {
    id: urn("run", data.run.id),
    title: `${data.run.study.siteTitle}: ${period}`,
    updated: data.run.startedAt,
    href: "index.html",
    summary: plain(overviewParagraphs(context)),
  };
}

function warningEntries(context: PageContext, urn: (...parts: string[]) => string): Entry[] {
  const { data, text } = context;
  return data
    .table<WarningRow>("warnings")
    .toSorted((a, b) => b.period.localeCompare(a.period))
    .slice(0, 20)
    .map((row) => {
      const label = data.topic(row.topic)?.label ?? row.topic;
      const share = text.percent(row.negative_share ?? 0, 0);
      const usual = text.percent(row.baseline ?? 0, 0);
      const end = data.periods.find((period) => period.period === row.period)?.ends_on;
      return {
        id: urn("warning", row.period, row.topic),
        title: `${text.say(`warning.${row.level}`)} ${label}, ${text.period(row.period)}`,
        updated: end ? `${end}T00:00:00Z` : data.run.startedAt,
        href: `topics/${row.topic}.html`,
        summary: text.say("warning.sentence", { label, share, usual, n: text.number(row.n ?? 0) }),
      };
    });
}

function spikeEntries(context: PageContext, urn: (...parts: string[]) => string): Entry[] {
  const { data, text } = context;
  return data
    .table<SpikeRow>("spikes")
    .filter((spike) => spike.view === "all")
    .toSorted((a, b) => b.date.localeCompare(a.date) || a.topic.localeCompare(b.topic))
    .slice(0, 30)
    .map((spike) => {
      const label = data.topic(spike.topic)?.label ?? spike.topic;
      const counts = text.say("chart.spike", {
        observed: spike.observed,
        expected: text.number(Math.round(spike.expected)),
      });
      return {
        id: urn("spike", spike.date, spike.topic),
        title: `${label}, ${text.date(spike.date)}: ${counts}`,
        updated: `${spike.date}T00:00:00Z`,
        href: `topics/${spike.topic}.html#volume-${spike.topic}`,
        summary: explainCause(text, spike),
      };
    });
}
