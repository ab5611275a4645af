import type { Publication } from "./publication.ts";
import {
  AUDIENCES,
  BREAKDOWN,
  GROUP_SENTIMENT,
  LANGUAGES,
  MENTION_CELLS,
  TOPIC_OVERLAPS,
} from "./publication-sql.ts";

const INTERVAL = ["low", "high"];

/** What is published of where mentions and their authors are from. */
export const GROUP_PUBLICATIONS: readonly Publication[] = [
  {
    name: "breakdown",
    reads: ["topic_mentions"],
    counted: true,
    from: BREAKDOWN,
    columns: "period topic dimension value mentions authors".split(" "),
    small: { by: "linked", empty: ["mentions", "authors"] },
  },
  {
    name: "group_sentiment",
    reads: ["group_sentiment", "topics", "topic_mentions"],
    counted: true,
    from: GROUP_SENTIMENT,
    columns: ["period", "topic", "dimension", "value", "net", ...INTERVAL],
    small: { by: "linked", empty: ["net", ...INTERVAL] },
  },
  {
    name: "topic_overlaps",
    reads: ["topic_mentions", "topics"],
    from: TOPIC_OVERLAPS,
    columns: "topic other shared mentions share authors".split(" "),
    fewest: "authors",
    // Exact counts would add to those that shares of voice are made of.
    roundedUp: ["shared", "mentions", "authors"],
  },
  {
    name: "mention_cells",
    reads: ["topic_mentions"],
    counted: true,
    from: MENTION_CELLS,
    columns: "period topic dimension platform language label mentions authors".split(" "),
    small: { by: "linked", empty: ["mentions", "authors"] },
  },
  {
    name: "audiences",
    reads: ["topic_mentions"],
    from: AUDIENCES,
    columns: "period topic dimension value mentions authors engagement position".split(" "),
    small: { by: "row", empty: ["mentions", "authors", "engagement"] },
  },
  {
    name: "languages",
    reads: ["mentions", "mention_language", "mention_sentiment"],
    from: LANGUAGES,
    columns: "period topic dimension language mentions authors scored not_scored model".split(" "),
    small: { by: "row", empty: ["mentions", "authors", "scored", "not_scored"] },
  },
];
