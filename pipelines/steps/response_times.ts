import { quantilePlaces, ratioInterval } from "earshot/statistics";
import { defineStep, type StepContext } from "earshot/steps";
import type { Cell } from "earshot/warehouse";
import {
  type Account,
  ANSWER_SUMS_SQL,
  ANSWERS_SQL,
  minutesAtSql,
  neededSql,
  type Places,
} from "../analysis/answers-sql.ts";
import { keyOf, rounded, type SumsRow, sumsOf } from "../analysis/sums.ts";

type Rows = StepContext<unknown>["rows"];
type Cells = Record<string, Cell> & { period: string; topic: string; need: string };
type Bound = Cells & { median_low: number; median_high: number };

const CELL = ["period", "topic", "need"];

/** A share of mentions with its bounds, clustered by author; none under 30 mentions or 10 authors. */
function shareCells(name: string, sums: SumsRow | undefined) {
  const share = sums && ratioInterval(sumsOf(sums));
  return {
    [name]: rounded(share?.value),
    [`${name}_low`]: rounded(share?.low),
    [`${name}_high`]: rounded(share?.high),
  };
}

/** Rows of the table from the temp table `waiting`. */
async function responseRows(rows: Rows) {
  const answers = await rows<Cells & { median_minutes: number; p90_minutes: number }>(ANSWERS_SQL);
  const found = await rows<Cells & SumsRow>(ANSWER_SUMS_SQL);
  const sums = new Map(found.map((row) => [keyOf(row, ["measure", ...CELL]), row]));
  const sumsAt = ({ period, topic, need }: Cells, measure: string) =>
    sums.get(keyOf({ measure, period, topic, need }, ["measure", ...CELL]));
  const places = answers.flatMap((cell): Places[] => {
    const below = sumsAt(cell, "below_median");
    const bounds = below && quantilePlaces(sumsOf(below), 0.5);
    const { period, topic, need } = cell;
    return bounds ? [{ period, topic, need, ...bounds }] : [];
  });
  const bounds = places.length > 0 ? await rows<Bound>(minutesAtSql(places)) : [];
  const boundOf = new Map(bounds.map((row) => [keyOf(row, CELL), row]));
  return answers.map((cell) => {
    const bound = boundOf.get(keyOf(cell, CELL));
    return {
      ...cell,
      median_minutes: rounded(cell.median_minutes),
      median_low: rounded(bound?.median_low),
      median_high: rounded(bound?.median_high),
      p90_minutes: rounded(cell.p90_minutes),
      ...shareCells("within_hour", sumsAt(cell, "within_hour")),
      quick_authors: sumsAt(cell, "within_hour")?.with_property ?? null,
      late_authors: sumsAt(cell, "within_hour")?.without_property ?? null,
      ...shareCells("answered_share", sumsAt(cell, "answered_share")),
    };
  });
}

/** Why nothing can be said: what the threads of the data lack. */
async function whatIsMissing(rows: Rows, accounts: readonly Account[]): Promise<string> {
  const [counted] = await rows<{ replies: number; strangers: number }>(`
    select count(*) filter (kind = 'reply') as replies,
      count(*) filter (kind = 'reply' and original_id not in (select mention_id from mentions)) as strangers
    from mentions`);
  const { replies, strangers } = counted!;
  const names = accounts.flatMap((account) => account.names).join(", ");
  const lost =
    strangers > 0
      ? ` (${strangers.toLocaleString("en")} of ${replies.toLocaleString("en")} replies answer posts that are in no export: export the posts of the accounts too)`
      : "";
  return `no reply by ${names} in a thread of the mentions: response times cannot be said${lost}`;
}

export default defineStep({
  description:
    "How fast a topic's own accounts answer: their first post in the same thread, or in reply to the mention itself, minus the " +
    "mention; of all mentions, and of those that complain, ask something or want to buy. Only mentions on platforms where the own " +
    "accounts are seen to reply; without thread ids, replies or accounts there are no rows.",
  grain: "period, topic and need",
  reads: ["mentions", "topic_mentions", "text_care"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period of the mention" },
    topic: { type: "VARCHAR", description: "topic whose accounts answer" },
    need: {
      type: "VARCHAR",
      description:
        "any, complaint, question or lead, as in `care`; a mention can be several, and is counted under `any` too",
    },
    threads: {
      type: "BIGINT",
      description:
        "mentions by others that could be answered: in a thread; where the accounts reply to single posts, all on that platform",
    },
    answered: { type: "BIGINT", description: "of these, answered by an own account" },
    asked_authors: { type: "BIGINT", description: "people who wrote `threads`" },
    answered_authors: { type: "BIGINT", description: "people who were answered" },
    unanswered_authors: { type: "BIGINT", description: "people who were not, of one mention at least" },
    median_minutes: { type: "DOUBLE", description: "median minutes to the first answer, of the answered" },
    median_low: {
      type: "DOUBLE",
      description:
        "lower 95 % bound of the median (Woodruff 1952, clustered by author); NULL under 30 answers",
    },
    median_high: { type: "DOUBLE", description: "upper 95 % bound of the median" },
    p90_minutes: { type: "DOUBLE", description: "minutes within which nine of ten answers came" },
    within_hour: {
      type: "DOUBLE",
      description:
        "answered within one hour, by `threads`, answered or not, but for the last hour of the data; NULL under 30 mentions or 10 authors",
    },
    within_hour_low: { type: "DOUBLE", description: "lower 95 % bound, clustered by author" },
    within_hour_high: { type: "DOUBLE", description: "upper 95 % bound" },
    quick_authors: { type: "BIGINT", description: "people who were answered within the hour" },
    late_authors: { type: "BIGINT", description: "people who were not, of one mention at least" },
    answered_share: {
      type: "DOUBLE",
      description: "answered by `threads`, needing an answer or not; NULL under 30 mentions or 10 authors",
    },
    answered_share_low: { type: "DOUBLE", description: "lower 95 % bound, clustered by author" },
    answered_share_high: { type: "DOUBLE", description: "upper 95 % bound" },
  },
  parameters: (study): Account[] =>
    study.topics
      .filter((topic) => topic.accounts.length > 0)
      .map((topic) => ({ topic: topic.id, names: topic.accounts })),
  async run({ warehouse, parameters, rows, write, note }) {
    if (parameters.length === 0) return write([]);
    await warehouse.run(`create or replace temp table waiting as ${neededSql(parameters)}`);
    const found = await responseRows(rows);
    await warehouse.run("drop table temp.waiting");
    if (found.length === 0) note(await whatIsMissing(rows, parameters));
    await write(found);
  },
});
