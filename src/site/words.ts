import { element, type Markup } from "../../reports/components/markup.ts";
import type { PageContext } from "./page-context.ts";
import { type Tag, TagProblem } from "./tags.ts";

/** `{{text:key}}`: a text of the catalogue, with the names of study, topic and period at hand. */
export function words(tag: Tag, context: PageContext): Markup {
  if (!context.text.has(tag.argument)) throw new TagProblem(`unknown text: ${tag.argument}`);
  const study = context.data.run.study;
  const period = context.data.current;
  const topic = context.topic === null ? undefined : context.data.topic(context.topic);
  return context.text.markup(tag.argument, {
    site: study.siteTitle,
    title: study.title,
    topic: topic?.label ?? "",
    period: period ? context.text.period(period.period) : "",
    range: period ? context.text.range(period.starts_on, period.ends_on) : "",
    zone: study.timeZone,
    ...tag.options,
  });
}

/** Switch between all mentions and originals; works without scripts. Null when there is only one view. */
export function viewSwitch(_tag: Tag, context: PageContext): Markup | null {
  const { text, data } = context;
  const views = new Set(data.table<{ view: string }>("volume_daily").map((row) => row.view));
  if (views.size < 2) return null;
  const option = (view: string, checked: boolean) =>
    element(
      "label",
      {},
      element("input", { type: "radio", name: "view", value: view, id: `show-${view}`, checked }),
      element("span", {}, text.say(`view.${view}`)),
    );
  return element(
    "fieldset",
    { class: "view-switch" },
    element("legend", {}, text.say("view.legend")),
    option("all", true),
    option("originals", false),
  );
}
