import { ratioInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import type { Cell } from "earshot/warehouse";
import { groupRows } from "../analysis/groups.ts";
import { keyOf, rounded, type SumsRow, sumsOf } from "../analysis/sums.ts";

interface CareRow extends SumsRow {
  [column: string]: Cell;
  period: string;
  topic: string;
  view: string;
  measure: "complaint" | "lead" | "question";
  mentions: number;
  judged: number;
  lead_judged: number;
}

const interval = (of: string, by: string) => ({
  [`${of}_share`]: { type: "DOUBLE", description: `${of}s by ${by}; NULL under 30 of these or 10 authors` },
  [`${of}_low`]: { type: "DOUBLE", description: "lower 95 % bound, clustered by author" },
  [`${of}_high`]: { type: "DOUBLE", description: "upper 95 % bound" },
});

export default defineStep({
  description:
    "Leads, complaints and questions about a topic. A complaint states a problem and is negative; a lead states the wish to " +
    "buy. Only texts in languages that have rules can hold one, and only scored ones a complaint: the others are counted apart, " +
    "not taken as silent.",
  grain: "period, topic and view",
  reads: ["care_sums"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period" },
    topic: { type: "VARCHAR", description: "topic" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    mentions: { type: "BIGINT", description: "mentions" },
    judged: {
      type: "BIGINT",
      description: "scored mentions in a language that has rules for problems: these can be complaints",
    },
    lead_judged: { type: "BIGINT", description: "mentions in a language that has rules for leads" },
    leads: { type: "BIGINT", description: "of lead_judged, with a stated wish to buy" },
    complaints: { type: "BIGINT", description: "of judged, negative and with a stated problem" },
    questions: { type: "BIGINT", description: "mentions that ask something, in any language" },
    ...interval("complaint", "judged mentions"),
    ...interval("lead", "lead_judged mentions"),
    ...interval("question", "mentions"),
    complaint_authors: { type: "BIGINT", description: "authors of complaints" },
    lead_authors: { type: "BIGINT", description: "authors of leads" },
    question_authors: { type: "BIGINT", description: "authors of questions" },
  },
  async run({ rows, write }) {
    const sums = await rows<CareRow>("select * from care_sums order by period, topic, view, measure");
    const cells = groupRows(sums, (row) => keyOf(row, ["period", "topic", "view"]));
    await write(
      [...cells.values()].map((measures) => {
        const { period, topic, view, mentions, judged, lead_judged } = measures[0]!;
        const figures = measures.map((row) => {
          const { value, low, high } = ratioInterval(sumsOf(row));
          return {
            [`${row.measure}s`]: row.y,
            [`${row.measure}_share`]: rounded(value),
            [`${row.measure}_low`]: rounded(low),
            [`${row.measure}_high`]: rounded(high),
            [`${row.measure}_authors`]: row.with_property,
          };
        });
        return Object.assign({ period, topic, view, mentions, judged, lead_judged }, ...figures);
      }),
    );
  },
});
