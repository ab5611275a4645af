import { expect, test } from "vitest";
import { dayNumber } from "../../reports/components/scale.ts";
import { Text } from "../../reports/components/text.ts";
import { dateTicks } from "../../reports/components/time-axis.ts";

const text = new Text("en", {});
const labels = (from: string, to: string, count: number) =>
  dateTicks(dayNumber(from), dayNumber(to), count, text).map((tick) => tick.label);

test("an axis has days, Mondays, months or years, about as many as fit", () => {
  expect(labels("2026-04-27", "2026-04-30", 9).length).toBe(4);
  const mondays = dateTicks(dayNumber("2026-04-29"), dayNumber("2026-06-20"), 9, text);
  expect(mondays.map((tick) => new Date(tick.day * 86_400_000).getUTCDay())).toEqual([1, 1, 1, 1, 1, 1, 1]);
  expect(labels("2025-11-15", "2026-07-20", 9)[1]).toContain("2026");
  expect(labels("2019-02-01", "2026-07-20", 9)).toEqual([
    ...["2020", "2021", "2022", "2023", "2024", "2025", "2026"],
  ]);
  expect(labels("1900-02-01", "2026-07-20", 9)).toEqual(["1920", "1940", "1960", "1980", "2000", "2020"]);
});

test.each([
  ["", "2026-05-01"],
  ["2026-05-01", ""],
  ["no date", "none"],
  ["2026-05-01", "2025-05-01"],
  ["0000-01-01", "9999-12-31"],
])("an axis from %j to %j, which is none, has no ticks", (from, to) => {
  expect(labels(from, to, 9)).toEqual([]);
});

test("an axis without room, without end or beyond all calendars ends all the same", () => {
  const day = dayNumber("2026-05-01");
  expect(dateTicks(day, day + 900, 0, text)).toEqual([]);
  expect(dateTicks(day, Number.POSITIVE_INFINITY, 9, text)).toEqual([]);
  expect(dateTicks(Number.NEGATIVE_INFINITY, day, 9, text)).toEqual([]);
  const far = dayNumber("9999-06-01");
  expect(dateTicks(far, far + 2000, 9, text).length).toBeLessThan(12);
});
