import { dayNumber } from "../../reports/components/scale.ts";
import type { Mark } from "../../reports/components/time-rows.ts";
import type { PageContext } from "./page-context.ts";
import type { Redefinition } from "./redefinitions.ts";
import type { TopicRow } from "./report-data.ts";

function ofTopics({ data }: PageContext, topics: readonly TopicRow[], what: Redefinition["what"]) {
  const shown = new Set(topics.map((topic) => topic.topic));
  return (data.run.redefined ?? []).filter(
    (each) => each.what === what && (each.topics === null || each.topics.some((id) => shown.has(id))),
  );
}

/** Marks where what a topic's numbers mean changed, on the day of the run, as far as the chart reaches. */
export function redefinitionMarks(context: PageContext, topic: TopicRow, what: Redefinition["what"]): Mark[] {
  return ofTopics(context, [topic], what).map((each) => ({
    day: dayNumber(each.at.slice(0, 10)),
    y: 0,
    label: context.text.say(`redefined.mark.${what}`),
    kind: "change",
  }));
}

/** The same in words, for the note and the text alternative of a chart; empty where nothing changed. */
export function redefinitionNote(
  context: PageContext,
  topics: readonly TopicRow[],
  what: Redefinition["what"],
): string {
  const sentences = ofTopics(context, topics, what).map((each) => sentence(context, each, topics));
  return [...new Set(sentences)].join(" ");
}

function sentence({ text }: PageContext, each: Redefinition, topics: readonly TopicRow[]): string {
  const named = topics.filter((topic) => each.topics === null || each.topics.includes(topic.topic));
  const date = text.date(each.at);
  return each.what === "query"
    ? text.say("redefined.query", { date, topics: text.list(named.map((topic) => topic.label)) })
    : text.say("redefined.sentiment", { date });
}

/** What changed its meaning with this run, a sentence for each kind. */
export function redefinitionSentences(context: PageContext, run: string): string[] {
  const { data } = context;
  return (data.run.redefined ?? [])
    .filter((each) => each.run === run)
    .map((each) => sentence(context, each, data.topics));
}
