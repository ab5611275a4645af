import { element, join, type Markup } from "../../reports/components/markup.ts";
import { targetList, warningList } from "./alerts.ts";
import { headlineCards, panelTable } from "./cards.ts";
import { careTable, responseTable } from "./care-page.ts";
import { runChanges, slopeChart } from "./changes-page.ts";
import { type Chart, frameChart } from "./chart-frame.ts";
import { breakdownChart, campaignChart } from "./charts/breakdown.ts";
import { calendarChart } from "./charts/calendar.ts";
import { netOverTime, sentimentChart } from "./charts/sentiment.ts";
import { shareChart, shareOverTime } from "./charts/share.ts";
import { termsChart } from "./charts/terms.ts";
import { volumeChart } from "./charts/volume.ts";
import { comparePage } from "./compare-page.ts";
import { coverageChart, ledgerTable, reasonsTable } from "./coverage.ts";
import { definitionList } from "./definitions.ts";
import { eventList } from "./events.ts";
import { cellsTable, feedPage } from "./feed-page.ts";
import { lineageTable } from "./lineage.ts";
import { methodsPage } from "./methods.ts";
import {
  netTitle,
  overviewParagraphs,
  shareTimeTitle,
  shareTitle,
  topicSentences,
  volumeTitle,
} from "./narrative.ts";
import { notebookTable } from "./notebook-page.ts";
import type { PageContext } from "./page-context.ts";
import { audienceTables, voiceTable } from "./people.ts";
import type { TopicRow } from "./report-data.ts";
import { searchPage } from "./search-page.ts";
import { type Tag, TagProblem } from "./tags.ts";
import { changePointTable, trendTable } from "./trend-tables.ts";
import { viewSwitch, words } from "./words.ts";

/** Turns a tag into markup; null when there is nothing to show. */
export type Renderer = (tag: Tag, context: PageContext) => Markup | null;

/** The topic a tag is about: `topic=…`, else the page's own, else none. */
export function tagTopic(tag: Tag, context: PageContext): TopicRow | undefined {
  const id = tag.options["topic"] ?? context.topic;
  if (id === null || id === undefined) return undefined;
  const topic = context.data.topic(id);
  if (!topic) {
    const known = context.data.topics.map((each) => each.topic).join(", ");
    throw new TagProblem(`unknown topic: ${id} (there are: ${known})`);
  }
  return topic;
}

const MOST_ROWS = 8;

type ChartMaker = (tag: Tag, context: PageContext) => Chart | null | readonly (Chart | null)[];

const CHARTS = new Map<string, ChartMaker>([
  [
    "volume",
    (tag, context) => {
      const topic = tagTopic(tag, context);
      const first = topic ?? context.data.panel[0];
      return volumeChart(
        context,
        topic ? [topic] : context.data.panel.slice(0, MOST_ROWS),
        volumeTitle(context, first),
      );
    },
  ],
  [
    "share",
    (tag, context) =>
      panels(context).map((topics) =>
        shareChart(context, topics, choice(tag), shareTitle(context, choice(tag), topics)),
      ),
  ],
  [
    "share-over-time",
    (tag, context) =>
      panels(context).map((topics) =>
        shareOverTime(context, topics, choice(tag), shareTimeTitle(context, topics)),
      ),
  ],
  [
    "sentiment",
    (tag, context) => {
      const topic = tagTopic(tag, context);
      const topics = topic ? [topic] : panel(context);
      return sentimentChart(context, topics, netTitle(context, topics[0]));
    },
  ],
  ["campaigns", (_tag, context) => campaignChart(context)],
  [
    "net-over-time",
    (tag, context) => {
      const topic = tagTopic(tag, context);
      return netOverTime(context, topic ? [topic] : panel(context), context.text.say("title.net-time"));
    },
  ],
]);

/** Topics by category: shares are of the own panel, and compared within it only. */
function panels(context: PageContext): readonly (readonly TopicRow[])[] {
  const categories = [...new Set(context.data.panel.map((topic) => topic.category))];
  return categories.map((category) =>
    context.data.panel.filter((topic) => topic.category === category).slice(0, MOST_ROWS),
  );
}

function panel(context: PageContext): readonly TopicRow[] {
  return context.data.panel.slice(0, MOST_ROWS);
}

function choice(tag: Tag): { basis: string; counting: string } {
  return { basis: tag.options["basis"] ?? "mentions", counting: tag.options["counting"] ?? "fractional" };
}

const MARKUP_CHARTS = new Map<string, (context: PageContext) => Markup | null>([
  ["coverage", coverageChart],
  ["slope", slopeChart],
]);

/** One chart per topic of the page, or of the panel where the page has none. */
function perTopic(tag: Tag, context: PageContext, make: (topic: TopicRow) => Chart | null): Markup | null {
  const topic = tagTopic(tag, context);
  const charts = (topic ? [topic] : panel(context)).map(make).filter((each) => each !== null);
  return charts.length > 0 ? join(...charts.map((each) => frameChart(each, context))) : null;
}

const TOPIC_CHARTS = new Map<string, (context: PageContext, topic: TopicRow) => Chart | null>([
  ["emerging-terms", (context, topic) => termsChart(context, topic, "emerging_terms")],
  ["distinctive-terms", (context, topic) => termsChart(context, topic, "distinctive_terms")],
  ["channels", (context, topic) => breakdownChart(context, topic, "platform")],
  ["languages", (context, topic) => breakdownChart(context, topic, "language")],
  ["countries", (context, topic) => breakdownChart(context, topic, "country")],
  ["kinds", (context, topic) => breakdownChart(context, topic, "kind")],
  ["calendar", calendarChart],
]);

function chart(tag: Tag, context: PageContext): Markup | null {
  const whole = MARKUP_CHARTS.get(tag.argument);
  if (whole) return whole(context);
  const each = TOPIC_CHARTS.get(tag.argument);
  if (each) return perTopic(tag, context, (topic) => each(context, topic));
  const make = CHARTS.get(tag.argument);
  if (!make) {
    const known = [...CHARTS.keys(), ...MARKUP_CHARTS.keys(), ...TOPIC_CHARTS.keys()].sort().join(", ");
    throw new TagProblem(`unknown chart: ${tag.argument} (there are: ${known})`);
  }
  const made = make(tag, context);
  const charts = [made].flat().filter((each) => each !== null);
  return charts.length === 0 ? null : join(...charts.map((each) => frameChart(each, context)));
}

const TABLES = new Map<string, (context: PageContext) => Markup | null>([
  ["panel", panelTable],
  ["ledger", ledgerTable],
  ["rejected", (context) => reasonsTable(context, "rejected_reasons")],
  ["trend", trendTable],
  ["voices", voiceTable],
  ["cells", cellsTable],
  ["care", careTable],
  ["response-times", responseTable],
  ["lineage", lineageTable],
  ["change-points", changePointTable],
  ["duplicates", (context) => reasonsTable(context, "duplicate_reasons")],
]);

function table(tag: Tag, context: PageContext): Markup | null {
  const make = TABLES.get(tag.argument);
  if (!make)
    throw new TagProblem(`unknown table: ${tag.argument} (there are: ${[...TABLES.keys()].join(", ")})`);
  return make(context);
}

/** Lists in words: warnings and targets of the period, groups of people, what changed since the last run. */
function list(tag: Tag, context: PageContext): Markup | null {
  switch (tag.argument) {
    case "warnings":
      return warningList(context);
    case "targets":
      return targetList(context);
    case "changes":
      return runChanges(context);
    case "events":
      return eventList(context);
    case "audiences": {
      const topic = tagTopic(tag, context);
      const made = (topic ? [topic] : panel(context)).map((each) => audienceTables(context, each));
      return join(...made);
    }
    default:
      throw new TagProblem(
        `unknown list: ${tag.argument} (there are: audiences, changes, events, targets, warnings)`,
      );
  }
}

function sentences(tag: Tag, context: PageContext): Markup | null {
  if (tag.argument === "overview") return overviewParagraphs(context);
  if (tag.argument !== "topic")
    throw new TagProblem(`unknown sentences: ${tag.argument} (there are: overview, topic)`);
  const topic = tagTopic(tag, context);
  if (!topic) throw new TagProblem("missing topic: sentences on a topic need topic=…");
  return element(
    "p",
    { class: "summary" },
    topicSentences(context, topic).map((sentence, index) => [index > 0 && " ", sentence]),
  );
}

function cards(tag: Tag, context: PageContext): Markup | null {
  const topic = tagTopic(tag, context);
  const own = context.data.topics.filter((each) => each.role === "own");
  const topics = topic ? [topic] : own.length > 0 ? own.slice(0, 2) : context.data.panel.slice(0, 1);
  return join(
    ...topics.map((each) =>
      join(
        topics.length > 1 && element("h3", { class: "cards-title" }, each.label),
        headlineCards(context, each),
      ),
    ),
  );
}

/** Every tag that pages may use, but `figure`, which `stories.ts` checks. */
export const RENDERERS = new Map<string, Renderer>([
  ["chart", chart],
  ["table", table],
  ["list", list],
  ["sentences", sentences],
  ["cards", cards],
  ["text", words],
  ["view-switch", viewSwitch],
  ["search", (_tag, context) => searchPage(context)],
  ["notebook", (tag, context) => notebookTable(context, tag.argument)],
  ["compare", (_tag, context) => comparePage(context)],
  ["feed", (_tag, context) => feedPage(context)],
  ["definitions", (_tag, context) => definitionList(context)],
  ["methods", (tag, context) => methodsPage(tag, context)],
]);
