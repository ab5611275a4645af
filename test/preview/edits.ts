/** An edit whose way into the open page is timed. */
export interface TimedEdit {
  name: string;
  /** File of the package that is copied into the workspace and edited there. */
  file: string;
  /** Page that is open. */
  page: string;
  /** What on the page has to change; default: its charts. */
  selector?: string;
  /** The file's text at the n-th edit, from 1. */
  text(source: string, n: number): string;
}

const CHARTS = "#observablehq-main figure.chart svg";

const volume = (source: string, n: number) =>
  source.replace("originals), 0) as mentions", `originals), 0) * ${n + 1} as mentions`);

/** Models, a step in TypeScript and the study, each with a page that shows what comes of it. */
export const TIMED_EDITS: readonly TimedEdit[] = [
  { name: "model volume_daily, trends", file: "models/marts/volume_daily.sql", page: "trends", text: volume },
  {
    name: "model volume_daily, overview",
    file: "models/marts/volume_daily.sql",
    page: "index",
    text: volume,
  },
  {
    name: "model volume_daily, topic page",
    file: "models/marts/volume_daily.sql",
    page: "topics/sulmora",
    text: volume,
  },
  {
    name: "model share_sums, share of voice",
    file: "models/intermediate/share_sums.sql",
    page: "share-of-voice",
    text: (source, n) =>
      source.replace(
        "coalesce(numerator.y, 0)::double as y",
        `coalesce(numerator.y, 0)::double / ${n + 1} as y`,
      ),
  },
  {
    name: "model sentiment_sums, sentiment",
    file: "models/intermediate/sentiment_sums.sql",
    page: "sentiment",
    text: (source, n) =>
      source.replace(
        "'y': whole.positive - whole.negative,",
        `'y': whole.positive / ${n + 1} - whole.negative,`,
      ),
  },
  {
    name: "step trend in TypeScript, trends",
    file: "steps/trend.ts",
    page: "trends",
    selector: "#observablehq-main table",
    text: (source, n) => source.replace("slope_per_week: rounded", `slope_per_week: ${n + 1} * rounded`),
  },
  {
    name: "study: label of a topic, overview",
    file: "study.yaml",
    page: "index",
    text: (source, n) => source.replace(/label: Dolvan\b.*/, `label: Dolvan${n}`),
  },
];

/** Where a change is looked for. */
export const selectorOf = (edit: TimedEdit) => edit.selector ?? CHARTS;
