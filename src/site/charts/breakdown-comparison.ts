import { drawDotRows } from "../../../reports/components/dot-rows.ts";
import type { Chart } from "../chart-frame.ts";
import type { PageContext } from "../page-context.ts";
import type { TopicRow } from "../report-data.ts";
import { dimensionName, knownNote, MOST, type Shown, shownGroups } from "./breakdown.ts";

interface Compared {
  topic: TopicRow;
  shown: Shown;
  /** Shares of all of the topic's mentions by value of the dimension, fractions of 1. */
  shares: ReadonlyMap<string, number>;
}

/** Topics of which groups are shown, and these groups' shares. */
function comparedTopics(
  context: PageContext,
  panel: readonly TopicRow[],
  dimension: string,
): readonly Compared[] {
  return panel.flatMap((topic) => {
    const shown = shownGroups(context, topic.topic, dimension);
    if (!shown) return [];
    const shares = new Map(shown.groups.map((row) => [row.value, row.mentions / shown.whole]));
    return [{ topic, shown, shares }];
  });
}

function largest(shares: ReadonlyMap<string, number>): [value: string, share: number] {
  const [first] = [...shares].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return first ?? ["", 0];
}

function titleOf(context: PageContext, dimension: string, topics: readonly Compared[], all: boolean): string {
  const { text } = context;
  const firsts = topics.map(({ topic, shares }) => ({ topic, first: largest(shares) }));
  const names = new Set(firsts.map(({ first }) => first[0]));
  const percent = (value: number) => text.percent(value, 0);
  const isSure = !topics.some(({ shown }) => shown.mayBeLarger);
  if (names.size === 1) {
    const [low, high] = [
      Math.min(...firsts.map(({ first }) => first[1])),
      Math.max(...firsts.map(({ first }) => first[1])),
    ].map(percent) as [string, string];
    return text.say(all && isSure ? `breakdown.same.${dimension}` : "breakdown.most", {
      first: dimensionName(context, dimension, firsts[0]?.first[0] ?? ""),
      range: low === high ? low : text.say("interval.from-to", { low, high }),
    });
  }
  const list = firsts.map(
    ({ topic, first }) =>
      `${topic.label} ${dimensionName(context, dimension, first[0])} (${percent(first[1])})`,
  );
  return text.say(`breakdown.differ.${isSure ? dimension : "shown"}`, { list: text.list(list) });
}

/**
 * Where the mentions of several topics are from, over the whole study, each group's share of the topic's mentions beside
 * the other topics'. Groups in order of all topics' shares together.
 */
export function breakdownComparison(
  context: PageContext,
  panel: readonly TopicRow[],
  dimension: string,
): Chart | null {
  const { text } = context;
  const topics = comparedTopics(context, panel, dimension);
  const sums = new Map<string, number>();
  for (const { shares } of topics)
    for (const [value, share] of shares) sums.set(value, (sums.get(value) ?? 0) + share);
  if (topics.length === 0 || sums.size < 2) return null;
  const values = [...sums].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([value]) => value);
  const drawn = values.slice(0, MOST).map((value) => ({
    label: dimensionName(context, dimension, value),
    values: topics.map(({ shares }) => shares.get(value) ?? null),
  }));
  const show = (value: number) => text.percent(value, 0);
  const series = topics.map(({ topic }) => ({ label: topic.label, colour: topic.colour }));
  const said = topics.map(({ topic }, index) => {
    const parts = drawn.map(
      (row) => `${row.label} ${row.values[index] == null ? "–" : show(row.values[index] ?? 0)}`,
    );
    return `${topic.label}: ${parts.join(", ")}`;
  });
  const labelled = topics.map(({ topic, shown }) => ({ label: topic.label, shown }));
  const silent = panel
    .filter((each) => !topics.some(({ topic }) => topic === each))
    .map(({ label }) => label);
  const more = values.length - drawn.length;
  return {
    id: dimension.replace("_", "-"),
    title: titleOf(context, dimension, topics, topics.length === panel.length),
    subtitle: [text.say("breakdown.compare.subtitle"), knownNote(context, labelled)]
      .filter(Boolean)
      .join(". "),
    note: [
      silent.length > 0 && text.say("breakdown.silent", { topics: text.list(silent) }),
      more > 0 && text.say("breakdown.more", { n: more }),
      text.say("breakdown.compare.note"),
    ]
      .filter(Boolean)
      .join(" "),
    alternative: said.join("; "),
    drawings: [{ view: null, draw: (width) => drawDotRows({ series, rows: drawn, show }, width) }],
    table: "breakdown",
    definition: "mentions",
  };
}
