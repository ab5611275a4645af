import { element, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { dataTable } from "./data-tables.ts";
import { showInterval } from "./numbers.ts";
import type { PageContext } from "./page-context.ts";
import type { TopicRow } from "./report-data.ts";
import { themeName } from "./themes.ts";

/** Themes told of each topic. */
const MOST = 5;

/** What the unfavourable talk about each topic is about: its themes whose net sentiment is clearly negative, the largest first. */
export function negativeThemesTable(context: PageContext, topics: readonly TopicRow[]): Markup | null {
  const { data, text } = context;
  const rows = topics.flatMap((topic) =>
    data
      .table("themes")
      .filter((row) => row["topic"] === topic.topic && row["period"] === "all")
      .filter((row) => typeof row["high"] === "number" && row["high"] < 0)
      .toSorted((a, b) => Number(b["texts"]) - Number(a["texts"]))
      .slice(0, MOST),
  );
  if (rows.length === 0) return null;
  const show = (value: number) => text.signed(value * 100);
  const columns = [
    {
      head: text.say("column.topic"),
      cell: (row: Row) => {
        const topic = data.topic(String(row["topic"]));
        return element("span", { class: `topic c${topic?.colour ?? 7}` }, topic?.label ?? "");
      },
    },
    { head: text.say("themes.theme"), cell: (row: Row) => themeName(context, row) },
    {
      head: text.say("themes.texts"),
      number: true,
      cell: (row: Row) => text.number(Number(row["texts"])),
    },
    {
      head: text.say("net"),
      number: true,
      cell: (row: Row) => [
        show(Number(row["net"])),
        element(
          "span",
          { class: "interval" },
          showInterval(text, Number(row["low"]), Number(row["high"]), show),
        ),
      ],
    },
  ];
  return dataTable(context, text.say("care.about-caption"), columns, rows, "themes");
}
