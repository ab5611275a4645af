import type { Row } from "../warehouse/index.ts";
import type { LinkedCells } from "./linked-tables.ts";
import type { Publication } from "./publication.ts";

/** Hidden days by topic and view. */
function hiddenDays(linked: LinkedCells): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const key of linked) {
    const [kind, date, topic, view] = JSON.parse(key) as unknown[];
    if (kind !== "volume" || !/^\d{4}-\d\d-\d\d$/.test(String(date))) continue;
    const place = `${topic}\n${view}`;
    days.set(place, [...(days.get(place) ?? []), String(date)]);
  }
  return days;
}

/**
 * Rows of a campaign without what a model says of its days, where a day that the model rests on is hidden: residuals of least
 * squares add up to zero for each weekday, so that the others give the hidden one. The model rests on the counts of the topic
 * and of those it is `compared_with`, from the first day of the data to the last that is told.
 */
export function withoutModels(rows: Row[], { modelled }: Publication, linked: LinkedCells): Row[] {
  if (!modelled) return rows;
  const days = hiddenDays(linked);
  const campaign = (row: Row) => `${row["campaign"]}\n${row["view"]}`;
  const counts = rows.filter((row) => (row["measure"] ?? "mentions") === "mentions");
  const hidden = new Set(
    counts
      .filter((row) => {
        const compared = row["compared_with"] ? String(row["compared_with"]).split(", ") : [];
        return [row["topic"], ...compared].some((topic) =>
          days.get(`${topic}\n${row["view"]}`)?.some((date) => date <= String(row[modelled.until])),
        );
      })
      .map(campaign),
  );
  const empty = Object.fromEntries(modelled.empty.map((name) => [name, null]));
  const isHidden = (row: Row) => hidden.has(campaign(row)) && (row["measure"] ?? "mentions") === "mentions";
  return rows.map((row) => (isHidden(row) ? { ...row, ...empty } : row));
}
