import { ratioInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { type Cell, framePivot, frameRows, readFrame } from "earshot/warehouse";
import { rounded, SUMS, sumsOf } from "../analysis/sums.ts";

const SIGNALS = ["complaint", "lead", "question"] as const;
const CELL = ["period", "topic", "view", "mentions", "judged", "lead_judged"];

const interval = (of: string, by: string) => ({
  [`${of}_share`]: { type: "DOUBLE", description: `${of}s by ${by}; NULL under 30 of these or 10 authors` },
  [`${of}_low`]: { type: "DOUBLE", description: "lower 95 % bound, clustered by author" },
  [`${of}_high`]: { type: "DOUBLE", description: "upper 95 % bound" },
});

const authors = (of: string, by: string) => ({
  [`${of}_authors`]: { type: "BIGINT", description: `authors of ${of}s` },
  [`other_${of}_authors`]: { type: "BIGINT", description: `authors of ${by} that are no ${of}s` },
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
    ...authors("complaint", "judged mentions"),
    ...authors("lead", "lead_judged mentions"),
    ...authors("question", "mentions"),
  },
  async run({ warehouse, write }) {
    const sums = await readFrame(warehouse, "select * from care_sums order by period, topic, view, measure");
    const cells = frameRows(framePivot(sums, { keys: CELL, names: "measure", values: SUMS }));
    await write(
      cells.map((cell) => {
        const row: Record<string, Cell> = Object.fromEntries(CELL.map((name) => [name, cell[name] ?? null]));
        for (const signal of SIGNALS) {
          const own = sumsOf((name) => Number(cell[`${signal}_${name}`] ?? 0));
          const { value, low, high } = ratioInterval(own);
          row[`${signal}s`] = own.y;
          row[`${signal}_share`] = rounded(value);
          row[`${signal}_low`] = rounded(low);
          row[`${signal}_high`] = rounded(high);
          row[`${signal}_authors`] = own.with_property;
          row[`other_${signal}_authors`] = own.without_property;
        }
        return row;
      }),
    );
  },
});
