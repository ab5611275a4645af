import { drawDotRows } from "../../../reports/components/dot-rows.ts";
import { EMOTIONS } from "../../text/emotion.ts";
import type { Chart } from "../chart-frame.ts";
import type { PageContext } from "../page-context.ts";
import type { TopicRow } from "../report-data.ts";

interface EmotionRow {
  period: string;
  topic: string;
  emotion: string;
  share: number | null;
  low: number | null;
  high: number | null;
}

interface Compared {
  emotion: string;
  /** In the order of the topics. */
  found: readonly (EmotionRow | undefined)[];
}

type Known = EmotionRow & { share: number; low: number; high: number };

const isKnown = (row: EmotionRow | undefined): row is Known =>
  row !== undefined && row.share !== null && row.low !== null && row.high !== null;

/**
 * The topics furthest apart, highest first; null where their intervals meet: of many emotions and topics, the largest
 * difference is asked for more than one alone.
 */
function furthest({ found }: Compared): readonly [highest: Known, lowest: Known] | null {
  const known = found.filter(isKnown).toSorted((a, b) => b.share - a.share);
  const [highest, lowest] = [known[0], known.at(-1)];
  return highest && lowest && lowest.high < highest.low ? [highest, lowest] : null;
}

function titleOf({ text }: PageContext, topics: readonly TopicRow[], rows: readonly Compared[]): string {
  const [most] = rows
    .map(furthest)
    .filter((pair) => pair !== null)
    .toSorted((a, b) => b[0].share - b[1].share - (a[0].share - a[1].share));
  if (!most) return text.say("emotion.title.same");
  const [high, low] = most.map(
    (row) => `${topics.find(({ topic }) => topic === row.topic)?.label} ${text.percent(row.share, 0)}`,
  );
  return text.say("emotion.title.differ", {
    emotion: text.say(`emotion.${most[0].emotion}`),
    ...{ high: high ?? "", low: low ?? "" },
  });
}

/** What cannot be seen: why there are dashes, and which emotions have no row. */
function lacking({ text }: PageContext, compared: readonly Compared[]): string[] {
  const missing = EMOTIONS.filter((name) => !compared.some(({ emotion }) => emotion === name));
  const list = text.list(missing.map((name) => text.say(`emotion.${name}`)));
  return [
    ...(compared.some(({ found }) => !found.every(isKnown)) ? [text.say("emotion.dash")] : []),
    ...(missing.length > 0 ? [text.say("emotion.missing", { list })] : []),
  ];
}

/** Emotions of the emotional mentions in the current period, the topics of a panel beside each other. */
export function emotionChart(context: PageContext, topics: readonly TopicRow[]): Chart | null {
  const { data, text } = context;
  const period = data.current;
  const rows = data.table<EmotionRow>("topic_emotions").filter((row) => row.period === period?.period);
  if (!period || rows.length === 0) return null;
  const drawn = topics.filter((topic) => rows.some((row) => row.topic === topic.topic && isKnown(row)));
  const emotions = [...new Set(rows.filter(isKnown).map((row) => row.emotion))];
  const compared = emotions
    .map((emotion): Compared => {
      const own = rows.filter((row) => row.emotion === emotion);
      return { emotion, found: drawn.map((topic) => own.find((row) => row.topic === topic.topic)) };
    })
    .sort((a, b) => highest(b) - highest(a) || a.emotion.localeCompare(b.emotion));
  if (drawn.length === 0 || compared.length === 0) return null;
  const show = (value: number) => text.percent(value, 0);
  const model = {
    series: drawn.map((topic) => ({ label: topic.label, colour: topic.colour })),
    rows: compared.map(({ emotion, found }) => ({
      label: text.say(`emotion.${emotion}`),
      values: found.map((row) => (isKnown(row) ? row.share : null)),
      intervals: found.map((row) => (isKnown(row) ? ([row.low, row.high] as const) : null)),
    })),
    show,
  };
  const said = model.rows.map((row) => {
    const values = row.values.map((value, index) => {
      const interval = row.intervals[index];
      const range =
        interval && text.say("interval.from-to", { low: show(interval[0]), high: show(interval[1]) });
      return `${drawn[index]?.label} ${value === null ? "–" : `${show(value)} (${range})`}`;
    });
    return `${row.label}: ${values.join(", ")}`;
  });
  return {
    id: "emotions",
    title: titleOf(context, drawn, compared),
    subtitle: text.say("emotion.subtitle", { period: text.period(period.period) }),
    note: [text.say("emotion.note"), ...lacking(context, compared)].join(" "),
    alternative: said.join("; "),
    drawings: [{ view: null, draw: (width) => drawDotRows(model, width) }],
    table: "topic_emotions",
    definition: "emotion",
  };
}

const highest = ({ found }: Compared): number => Math.max(0, ...found.map((row) => row?.share ?? 0));
