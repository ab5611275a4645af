import type { Row } from "../warehouse/index.ts";
import type { FigureRow } from "./report-data.ts";

/** Figures of care that have references, beside those of `figures`: share of complaints, share answered. */
export const CARE_METRICS = ["complaints", "answered"] as const;
export type CareMetric = (typeof CARE_METRICS)[number];

const number = (value: unknown) => (typeof value === "number" ? value : null);

/** Fewer mentions than this and there is no share. */
const FEWEST = 30;

function careFigure(
  metric: CareMetric,
  row: Row,
  share: string,
  bounds: string,
  parts: [string, string],
): FigureRow {
  const [value, denominator] = [number(row[share]), number(row[parts[1]])];
  return {
    id: `${metric}.${row["topic"]}.${row["period"]}`,
    ...{ topic: String(row["topic"]), period: String(row["period"]), value },
    ...{ low: number(row[`${bounds}_low`]), high: number(row[`${bounds}_high`]) },
    ...{ numerator: number(row[parts[0]]), denominator, unit: `share of ${parts[1]}` },
    ...{
      definition: `${parts[0]} by ${parts[1]}`,
      step: metric === "complaints" ? "care" : "response_times",
    },
    // Of so many mentions there is a share: where none is told, few people are the smaller side of it.
    withheld: row["withheld"] === true || (value === null && (denominator ?? 0) >= FEWEST),
  };
}

/**
 * Shares of complaints and of answers by topic and period as figures with a reference of their own, made of the tables as
 * they are published: what is withheld there is here.
 */
export function careFigures(care: readonly Row[], answers: readonly Row[]): FigureRow[] {
  const complaints = care
    .filter((row) => row["view"] === "all")
    .map((row) => careFigure("complaints", row, "complaint_share", "complaint", ["complaints", "judged"]));
  const answered = answers
    .filter((row) => (row["need"] ?? "any") === "any")
    .map((row) => careFigure("answered", row, "answered_share", "answered_share", ["answered", "threads"]));
  return [...complaints, ...answered].filter((figure) => figure.value !== null || figure.withheld);
}
