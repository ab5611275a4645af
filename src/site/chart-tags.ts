import { join, type Markup } from "../../reports/components/markup.ts";
import type { CareMetric } from "./care-figures.ts";
import { slopeChart } from "./changes-page.ts";
import { type Chart, frameChart } from "./chart-frame.ts";
import { breakdownChart } from "./charts/breakdown.ts";
import { breakdownComparison } from "./charts/breakdown-comparison.ts";
import { calendarChart } from "./charts/calendar.ts";
import { campaignChart, campaignCourse } from "./charts/campaigns.ts";
import { answersChart, signalChart } from "./charts/care-time.ts";
import { complaintsChart } from "./charts/complaints.ts";
import { emotionChart } from "./charts/emotions.ts";
import { netOverTime, sentimentChart } from "./charts/sentiment.ts";
import { shareChart, shareOverTime } from "./charts/share.ts";
import { termsChart } from "./charts/terms.ts";
import { volumeChart } from "./charts/volume.ts";
import { namedPeriod } from "./citation.ts";
import { coverageChart } from "./coverage.ts";
import type { PageContext } from "./page-context.ts";
import type { TopicRow } from "./report-data.ts";
import { type Tag, TagProblem } from "./tags.ts";
import { netTimeTitle, netTitle, shareTimeTitle, shareTitle, volumeTitle } from "./titles.ts";

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

/** Groups of one topic as bars, or of the topics of a panel beside each other. */
function groups(dimension: string): ChartMaker {
  return (tag, context) => {
    const topic = tagTopic(tag, context);
    if (topic) return breakdownChart(context, topic, dimension);
    return panels(context).map((topics) => {
      const [only] = topics;
      return topics.length === 1 && only
        ? breakdownChart(context, only, dimension)
        : breakdownComparison(context, topics, dimension);
    });
  };
}

/** The chart with the references of the figures that it shows, of the period that it is about, else the current one. */
function citing(
  context: PageContext,
  chart: Chart | null,
  metric: "volume" | "sov" | "net" | CareMetric | null,
  topics: readonly TopicRow[],
): Chart | null {
  const period = namedPeriod(context, chart?.title ?? "") ?? context.data.current?.period;
  if (!chart || metric === null || period === undefined) return chart;
  return { ...chart, figures: topics.map(({ topic }) => `${metric}.${topic}.${period}`) };
}

/** Whether a share of voice is the one that `figures` holds. */
const isHeadline = ({ basis, counting }: ReturnType<typeof choice>) =>
  basis === "mentions" && counting === "fractional";

const CHARTS = new Map<string, ChartMaker>([
  [
    "volume",
    (tag, context) => {
      const topic = tagTopic(tag, context);
      const topics = topic ? [topic] : panel(context);
      return citing(context, volumeChart(context, topics, volumeTitle(context, topics[0])), "volume", topics);
    },
  ],
  [
    "share",
    (tag, context) =>
      panels(context).map((topics) =>
        citing(
          context,
          shareChart(context, topics, choice(tag), shareTitle(context, choice(tag), topics)),
          isHeadline(choice(tag)) ? "sov" : null,
          topics,
        ),
      ),
  ],
  [
    "share-over-time",
    (tag, context) =>
      panels(context).map((topics) =>
        citing(
          context,
          shareOverTime(context, topics, choice(tag), shareTimeTitle(context, topics)),
          isHeadline(choice(tag)) ? "sov" : null,
          topics,
        ),
      ),
  ],
  [
    "sentiment",
    (tag, context) => {
      const topic = tagTopic(tag, context);
      const topics = topic ? [topic] : panel(context);
      return citing(context, sentimentChart(context, topics, netTitle(context, topics[0])), "net", topics);
    },
  ],
  ["campaigns", (_tag, context) => campaignChart(context)],
  ["campaign-course", (_tag, context) => campaignCourse(context)],
  [
    "complaints-over-time",
    (_tag, context) => {
      const topics = panel(context);
      return citing(context, signalChart(context, topics, "complaint"), "complaints", topics);
    },
  ],
  ["questions-over-time", (_tag, context) => signalChart(context, panel(context), "question")],
  ["leads-over-time", (_tag, context) => signalChart(context, panel(context), "lead")],
  [
    "complaints-inside",
    (_tag, context) =>
      inside(context).map(([parent, topics]) =>
        citing(context, signalChart(context, topics, "complaint", parent), "complaints", topics),
      ),
  ],
  [
    "answered",
    (_tag, context) =>
      ownTopics(context).map((each) =>
        citing(context, answersChart(context, each, "answered_share"), "answered", [each]),
      ),
  ],
  [
    "within-hour",
    (_tag, context) => ownTopics(context).map((each) => answersChart(context, each, "within_hour")),
  ],
  [
    "complaints",
    (_tag, context) => {
      const topics = panel(context);
      return citing(context, complaintsChart(context, topics), "complaints", topics);
    },
  ],
  ["emotions", (_tag, context) => panels(context).map((topics) => emotionChart(context, topics))],
  ["channels", groups("platform")],
  ["languages", groups("language")],
  ["countries", groups("country")],
  ["kinds", groups("kind")],
  [
    "net-over-time",
    (tag, context) => {
      const topic = tagTopic(tag, context);
      const topics = topic ? [topic] : panel(context);
      return citing(context, netOverTime(context, topics, netTimeTitle(context, topics)), "net", topics);
    },
  ],
]);

/** Charts about the whole time unless their title names a period of it. */
const WHOLE = new Set(
  [
    "share-over-time net-over-time complaints-over-time complaints-inside questions-over-time leads-over-time answered",
    "within-hour channels languages countries kinds distinctive-terms calendar campaigns",
  ].flatMap((names) => names.split(" ")),
);

const spanning = (tag: Tag, chart: Chart): Chart =>
  WHOLE.has(tag.argument) ? { span: "whole", ...chart } : chart;

/** Topics by category: shares are of the own panel, and compared within it only. */
function panels(context: PageContext): readonly (readonly TopicRow[])[] {
  const categories = [...new Set(context.data.panel.map((topic) => topic.category))];
  return categories.map((category) =>
    context.data.panel.filter((topic) => topic.category === category).slice(0, MOST_ROWS),
  );
}

export function panel(context: PageContext): readonly TopicRow[] {
  return context.data.panel.slice(0, MOST_ROWS);
}

const ownTopics = ({ data }: PageContext) => data.topics.filter(({ role }) => role === "own");

/** Topics that lie in the same topic of the panel, by the topics they lie in. */
function inside(context: PageContext): readonly (readonly [TopicRow, readonly TopicRow[]])[] {
  const { data } = context;
  return panel(context)
    .map((parent) => {
      const inner = data.topics.filter((each) => each.parent === parent.topic);
      return [parent, inner.slice(0, MOST_ROWS)] as const;
    })
    .filter(([, topics]) => topics.length > 0);
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
  return charts.length > 0 ? join(...charts.map((each) => frameChart(spanning(tag, each), context))) : null;
}

const TOPIC_CHARTS = new Map<string, (context: PageContext, topic: TopicRow) => Chart | null>([
  ["emerging-terms", (context, topic) => termsChart(context, topic, "emerging_terms")],
  ["distinctive-terms", (context, topic) => termsChart(context, topic, "distinctive_terms")],
  ["calendar", calendarChart],
]);

/** The chart a tag names; null where there is nothing to draw. */
export function chart(tag: Tag, context: PageContext): Markup | null {
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
  return charts.length === 0 ? null : join(...charts.map((each) => frameChart(spanning(tag, each), context)));
}
