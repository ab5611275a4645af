import { element, join, type Markup } from "../../reports/components/markup.ts";
import { targetList, warningList } from "./alerts.ts";
import { campaignTables } from "./campaigns-page.ts";
import { headlineCards, panelTable } from "./cards.ts";
import { careTable, responseTable } from "./care-page.ts";
import { careWeeksTable } from "./care-weeks.ts";
import { chart, panel, tagTopic } from "./chart-tags.ts";
import { comparePage } from "./compare-page.ts";
import { ledgerTable, reasonsTable } from "./coverage.ts";
import { definitionList } from "./definitions.ts";
import { earlierWarningTable } from "./earlier-warnings.ts";
import { eventList } from "./events.ts";
import { cellsTable, feedPage } from "./feed-page.ts";
import { figuresPage } from "./figures-page.ts";
import { groupSentimentTable } from "./group-sentiment.ts";
import { hoursTable } from "./hours.ts";
import { lineageTable } from "./lineage.ts";
import { methodsPage } from "./methods.ts";
import { overviewParagraphs, topicSentences } from "./narrative.ts";
import { negativeThemesTable } from "./negative-themes.ts";
import { notebookTable } from "./notebook-page.ts";
import { overlapTable } from "./overlaps.ts";
import type { PageContext } from "./page-context.ts";
import { audienceTables, voiceTable } from "./people.ts";
import { quoteList } from "./quotes.ts";
import { runChanges } from "./run-changes.ts";
import { searchPage } from "./search-page.ts";
import { standingTable } from "./standing.ts";
import { type Tag, TagProblem } from "./tags.ts";
import { themesTable } from "./themes.ts";
import { changePointTable, shareChangePointTable, trendTable } from "./trend-tables.ts";
import { watchList } from "./watch.ts";
import { viewSwitch, words } from "./words.ts";

/** Turns a tag into markup; null when there is nothing to show. */
export type Renderer = (tag: Tag, context: PageContext) => Markup | null;

const groupSentiment = (dimension: string) => (context: PageContext) =>
  groupSentimentTable(context, panel(context), dimension);

const TABLES = new Map<string, (context: PageContext) => Markup | null>([
  ["panel", panelTable],
  ["ledger", ledgerTable],
  ["rejected", (context) => reasonsTable(context, "rejected_reasons")],
  ["trend", trendTable],
  ["earlier-warnings", earlierWarningTable],
  ["voices", voiceTable],
  ["cells", cellsTable],
  ["hours", hoursTable],
  ["care", careTable],
  ["response-times", responseTable],
  ["campaigns", campaignTables],
  ["overlaps", overlapTable],
  ["negative-themes", (context) => negativeThemesTable(context, panel(context))],
  ["channel-sentiment", groupSentiment("platform")],
  ["language-sentiment", groupSentiment("language")],
  ["country-sentiment", groupSentiment("country")],
  [
    "care-weeks",
    (context) =>
      join(
        ...context.data.topics
          .filter(({ role }) => role === "own")
          .map((topic) => careWeeksTable(context, topic)),
      ),
  ],
  ["lineage", lineageTable],
  ["change-points", changePointTable],
  ["share-change-points", shareChangePointTable],
  ["duplicates", (context) => reasonsTable(context, "duplicate_reasons")],
]);

function table(tag: Tag, context: PageContext): Markup | null {
  if (tag.argument === "themes") {
    const topic = tagTopic(tag, context);
    return join(...(topic ? [topic] : panel(context)).map((each) => themesTable(context, each)));
  }
  if (tag.argument === "standing") {
    const topic = tagTopic(tag, context);
    return join(...(topic ? [topic] : panel(context)).map((each) => standingTable(context, each)));
  }
  const make = TABLES.get(tag.argument);
  if (!make)
    throw new TagProblem(
      `unknown table: ${tag.argument} (there are: ${[...TABLES.keys(), "standing", "themes"].join(", ")})`,
    );
  return make(context);
}

/** Lists in words: warnings and targets of the period, groups of people, what changed since the last run. */
function list(tag: Tag, context: PageContext): Markup | null {
  switch (tag.argument) {
    case "warnings":
      return warningList(context);
    case "quotes": {
      const topic = tagTopic(tag, context);
      return join(...(topic ? [topic] : panel(context)).map((each) => quoteList(context, each)));
    }
    case "watch":
      return watchList(context);
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
        `unknown list: ${tag.argument} (there are: audiences, changes, events, quotes, targets, warnings, watch)`,
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
  ["figures", (_tag, context) => figuresPage(context)],
  ["definitions", (_tag, context) => definitionList(context)],
  ["methods", (tag, context) => methodsPage(tag, context)],
]);
