import { ratioInterval } from "earshot/statistics";
import { defineStep } from "earshot/steps";
import { frameAssign, frameMerge, frameRows, readFrame } from "earshot/warehouse";
import { PANEL, type ShareRow, shareLeads } from "../analysis/share-leads.ts";
import { rounded, sumsOf } from "../analysis/sums.ts";

export default defineStep({
  description:
    "Share of voice within a panel (own brand and competitors of one category), in every basis and counting, with 95 % " +
    "intervals that take authors, not posts, as independent. NULL where there is too little to say.",
  grain: "period, topic, view, basis and counting",
  reads: ["share_sums", "share_pair_sums"],
  columns: {
    period: { type: "VARCHAR", description: "reporting period" },
    topic: { type: "VARCHAR", description: "topic" },
    view: { type: "VARCHAR", description: "all, or originals (without reposts)" },
    basis: { type: "VARCHAR", description: "mentions, authors or engagement" },
    counting: {
      type: "VARCHAR",
      description: "fractional (a mention of k topics counts 1/k for each) or full (1 for each)",
    },
    numerator: { type: "DOUBLE", description: "of the topic" },
    denominator: { type: "DOUBLE", description: "of the whole panel" },
    share: { type: "DOUBLE", description: "numerator by denominator, 0 to 1; NULL where too few" },
    low: { type: "DOUBLE", description: "lower 95 % bound: sampling only, clustered by author" },
    high: { type: "DOUBLE", description: "upper 95 % bound" },
    mentions: { type: "BIGINT", description: "mentions of the panel in this view" },
    authors: { type: "BIGINT", description: "authors with a part in the denominator" },
    method: { type: "VARCHAR", description: "clustered, wilson or too_few" },
    category: { type: "VARCHAR", description: "panel" },
    leads: {
      type: "BOOLEAN",
      description:
        "of the topic with the largest share: the interval of its difference from every other topic lies above 0; else NULL",
    },
    ahead_of: {
      type: "VARCHAR",
      description: "of the topic with the largest share: the topic that comes next",
    },
    ahead: { type: "DOUBLE", description: "difference of these two shares" },
    ahead_low: {
      type: "DOUBLE",
      description: "lower 95 % bound of the difference; authors of both topics count as such",
    },
    ahead_high: { type: "DOUBLE", description: "upper 95 % bound of the difference" },
  },
  async run({ warehouse, write }) {
    const sums = await readFrame(warehouse, "select * from share_sums order by all");
    const pairs = await readFrame(warehouse, "select * from share_pair_sums");
    const shares = frameAssign<ShareRow>(sums, (row) => {
      const interval = ratioInterval(sumsOf(row), { scale: "share", mentions: row.mentions });
      return {
        numerator: rounded(row.y),
        denominator: rounded(row.x),
        share: rounded(interval.value),
        low: rounded(interval.low),
        high: rounded(interval.high),
        authors: row.n,
        method: interval.method,
      };
    });
    const leads = shareLeads(sums, pairs);
    await write(frameRows(frameMerge(shares, leads, { on: [...PANEL, "topic"], partners: "one" })));
  },
});
