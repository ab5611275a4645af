import type { Markup } from "../../../reports/components/markup.ts";
import { dayNumber, niceCeiling } from "../../../reports/components/scale.ts";
import { drawTermBars } from "../../../reports/components/term-bars.ts";
import { drawTimeRows, type TimeRow } from "../../../reports/components/time-rows.ts";
import type { Row } from "../../warehouse/index.ts";
import { frameChart } from "../chart-frame.ts";
import type { PageContext } from "../page-context.ts";
import { TagProblem } from "../tags.ts";

/** Bars and lines drawn; more make no chart that a person can read. */
const MOST_BARS = 40;
const MOST_LINES = 12;

interface Columns {
  value: string;
  labels: string[];
  date: string | undefined;
}

const isoDay = (cell: unknown): string | null => {
  const text = cell instanceof Date ? cell.toISOString() : typeof cell === "string" ? cell : "";
  return /^\d{4}-\d{2}-\d{2}(?:T00:00:00|$)/.test(text) ? text.slice(0, 10) : null;
};

/** What the result offers a chart: its first column of numbers (`authors` last of all), its texts, its days. */
function columnsOf(rows: readonly Row[]): Columns {
  const names = Object.keys(rows[0] ?? {});
  const all = (test: (cell: unknown) => boolean) =>
    names.filter((name) => rows.every((row) => row[name] === null || test(row[name])));
  const numbers = all((cell) => typeof cell === "number");
  const days = all((cell) => isoDay(cell) !== null);
  const value = numbers.find((name) => name !== "authors") ?? numbers[0];
  if (value === undefined) throw new TagProblem("this chart needs a column of numbers");
  return {
    value,
    labels: names.filter((name) => !numbers.includes(name) && !days.includes(name)),
    date: days.find((name) => rows.some((row) => row[name] !== null)),
  };
}

const labelOf = (row: Row, labels: readonly string[]) => labels.map((name) => row[name] ?? "–").join(" · ");
const valueText = (value: number, { text }: PageContext) =>
  text.number(value, Number.isInteger(value) ? 0 : 2);

function figure(
  context: PageContext,
  name: string,
  title: string,
  rows: string[],
  draw: (width: number) => Markup,
) {
  const alternative = `${title}: ${rows.slice(0, 10).join("; ")}`;
  const plain = { subtitle: "", note: "", table: null, definition: null };
  const drawings = [{ view: null, draw }];
  return frameChart({ ...plain, id: name.replaceAll("_", "-"), title, alternative, drawings }, context);
}

function bars(context: PageContext, name: string, rows: readonly Row[]): Markup {
  const { value, labels, date } = columnsOf(rows);
  const heads = labels.length > 0 ? labels : date === undefined ? [] : [date];
  const shown = rows.slice(0, MOST_BARS).map((row) => {
    const now = Number(row[value] ?? 0);
    if (now < 0) throw new TagProblem(`chart=bar draws numbers from 0 up; ${value} holds ${now}`);
    const term = labels.length > 0 ? labelOf(row, labels) : (isoDay(row[date ?? ""]) ?? "");
    return { term, before: null, now, text: valueText(now, context) };
  });
  const title = heads.length > 0 ? `${value} · ${heads.join(", ")}` : value;
  return figure(
    context,
    name,
    title,
    shown.map(({ term, text }) => `${term} ${text}`),
    (width) => drawTermBars(shown, 0, width),
  );
}

function lines(context: PageContext, name: string, rows: readonly Row[]): Markup {
  const { value, labels, date } = columnsOf(rows);
  if (date === undefined) throw new TagProblem("chart=line needs a column of days, such as published_on");
  const series = new Map<string, Row[]>();
  for (const row of rows) {
    const label = labelOf(row, labels);
    const own = series.get(label);
    if (own) own.push(row);
    else series.set(label, [row]);
  }
  const drawn = [...series].slice(0, MOST_LINES).map(([label, own], colour): TimeRow => {
    const points = own
      .flatMap((row) => {
        const day = isoDay(row[date]);
        return day === null
          ? []
          : [{ day: dayNumber(day), y: row[value] === null ? null : Number(row[value]) }];
      })
      .sort((a, b) => a.day - b.day);
    const last = points.findLast(({ y }) => y !== null)?.y ?? null;
    const latest = last === null ? "" : valueText(last, context);
    const topic = context.data.topic(label);
    const shown = { label: topic?.label ?? label, colour: topic?.colour ?? Math.min(colour, 7) };
    return { ...shown, latest, points, marks: [], levels: [] };
  });
  const days = drawn.flatMap(({ points }) => points.map(({ day }) => day));
  const values = drawn.flatMap(({ points }) => points.flatMap(({ y }) => (y === null ? [] : [y])));
  const model = {
    ...{ id: name, rows: drawn, gaps: [], partial: [], tips: [], style: "points" as const },
    domain: [Math.min(0, ...values), niceCeiling(Math.max(...values))] as const,
    from: Math.min(...days),
    to: Math.max(...days),
    tick: (tick: number) => valueText(tick, context),
  };
  const title = [`${value} · ${date}`, ...labels].join(", ");
  return figure(
    context,
    name,
    title,
    drawn.map(({ label, latest }) => `${label} ${latest}`),
    (width) => drawTimeRows(model, width, context.text),
  );
}

/** The result of a notebook's block as bars or lines. Throws a `TagProblem` where its columns make none. */
export function notebookChart(
  context: PageContext,
  name: string,
  kind: string,
  rows: readonly Row[],
): Markup {
  return kind === "line" ? lines(context, name, rows) : bars(context, name, rows);
}
