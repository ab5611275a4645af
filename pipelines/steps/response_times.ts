import { quantilePlaces, ratioInterval } from "earshot/statistics";
import { defineStep, type StepContext } from "earshot/steps";
import {
  type DataFrame,
  frameAssign,
  frameMerge,
  framePivot,
  frameRows,
  type Row,
  readFrame,
  type Warehouse,
} from "earshot/warehouse";
import {
  type Account,
  ANSWER_SUMS_SQL,
  ANSWERS_SQL,
  minutesAtSql,
  neededSql,
  type Places,
} from "../analysis/answers-sql.ts";
import { rounded, SUMS, sumsOf } from "../analysis/sums.ts";

type Rows = StepContext<unknown>["rows"];
type Measure = "below_median" | "within_hour" | "answered_share";
/** A row of the table with the sums of each measure beside it; NULL where it has none. */
type Answers = Pick<Places, "period" | "topic" | "need"> &
  Record<"median_minutes" | "p90_minutes" | "median_low" | "median_high", number | null> &
  Record<`${Measure}_${(typeof SUMS)[number]}`, number | null>;

const CELL = ["period", "topic", "need"];
const MEASURES: readonly Measure[] = ["below_median", "within_hour", "answered_share"];

const sumsAt = (cell: Answers, measure: Measure) => sumsOf((name) => cell[`${measure}_${name}`] ?? 0);

/** A share of mentions with its bounds, clustered by author; none under 30 mentions or 10 authors. */
function shareCells(cell: Answers, measure: Measure) {
  const { value, low, high } = ratioInterval(sumsAt(cell, measure));
  return { [measure]: rounded(value), [`${measure}_low`]: rounded(low), [`${measure}_high`]: rounded(high) };
}

/** The bounds of each median: where they stand among the ordered minutes is known from sums over authors. */
async function withBounds(warehouse: Warehouse, answers: DataFrame): Promise<DataFrame> {
  const places = frameRows<Answers>(answers).flatMap((cell): Places[] => {
    const bounds = quantilePlaces(sumsAt(cell, "below_median"), 0.5);
    const { period, topic, need } = cell;
    return bounds ? [{ period, topic, need, ...bounds }] : [];
  });
  if (places.length === 0) return frameAssign(answers, () => ({ median_low: null, median_high: null }));
  const minutes = await readFrame(warehouse, minutesAtSql(places));
  return frameMerge(answers, minutes, { on: CELL, partners: "one" });
}

/** The table from the temp table `waiting`. */
async function responseTimes(warehouse: Warehouse): Promise<DataFrame> {
  const sums = framePivot(await readFrame(warehouse, ANSWER_SUMS_SQL), {
    ...{ keys: CELL, names: "measure", values: SUMS, expected: MEASURES },
  });
  const counts = await readFrame(warehouse, ANSWERS_SQL);
  const answers = await withBounds(warehouse, frameMerge(counts, sums, { on: CELL, partners: "one" }));
  return frameAssign<Answers>(answers, (cell) => ({
    median_minutes: rounded(cell.median_minutes),
    median_low: rounded(cell.median_low),
    median_high: rounded(cell.median_high),
    p90_minutes: rounded(cell.p90_minutes),
    ...shareCells(cell, "within_hour"),
    quick_authors: cell.within_hour_with_property,
    late_authors: cell.within_hour_without_property,
    ...shareCells(cell, "answered_share"),
  }));
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
    const answered = (await rows("from waiting limit 1")).length > 0;
    if (!answered) note(await whatIsMissing(rows, parameters));
    await write(answered ? frameRows<Row>(await responseTimes(warehouse)) : []);
    await warehouse.run("drop table temp.waiting");
  },
});
