import { element, join, type Markup } from "../../reports/components/markup.ts";
import type { Row } from "../warehouse/index.ts";
import { dataTable } from "./data-tables.ts";
import { breakablePath } from "./file-name.ts";
import { languagesPart } from "./methods-languages.ts";
import { carePart, limitsLink, limitsPart } from "./methods-limits.ts";
import type { PageContext } from "./page-context.ts";
import { queryQuality } from "./query-quality.ts";
import type { Tag } from "./tags.ts";

/** One part of the methods page, made from the run's manifest; null when there is nothing to say. */
export function methodsPage(tag: Tag, context: PageContext): Markup | null {
  switch (tag.argument) {
    case "facts":
      return facts(context);
    case "topics":
      return topics(context);
    case "languages":
      return languagesPart(context);
    case "care":
      return carePart(context);
    case "limits":
      return element("div", { id: "limits" }, limitsPart(context));
    case "limits-link":
      return limitsLink(context);
    case "checks":
      return checks(context);
    case "steps":
      return steps(context);
    case "reproduce":
      return reproduce(context);
    default:
      return null;
  }
}

function facts(context: PageContext): Markup {
  const { data, text } = context;
  const { run } = data;
  const { study } = run;
  const first = data.periods[0]?.starts_on;
  const last = data.periods.at(-1)?.ends_on;
  const rows: [string, string | null][] = [
    ["facts.title", study.title],
    ["facts.objective", study.objective],
    ["facts.period", first && last ? text.range(first, last) : null],
    ["facts.every", text.say(`every.${study.every}`)],
    ["facts.zone", study.timeZone],
    ["facts.privacy", text.say(`profile.${study.profile}.long`)],
    ["facts.run", run.id],
    [
      "facts.software",
      `Earshot ${run.versions.earshot}, DuckDB ${run.versions.duckdb}, Node ${run.versions.node}`,
    ],
    [
      "facts.models",
      Object.entries(run.versions.models)
        .map(([name, version]) => `${name} ${version}`)
        .join(", ") || null,
    ],
  ];
  return element(
    "dl",
    { class: "facts" },
    rows.map(([key, value]) =>
      value ? element("div", {}, element("dt", {}, text.say(key)), element("dd", {}, value)) : null,
    ),
  );
}

function topics(context: PageContext): Markup {
  const { data, text } = context;
  const columns = [
    { head: text.say("column.topic"), cell: (row: Row) => String(row["label"]) },
    { head: text.say("column.role"), cell: (row: Row) => text.say(`role.${row["role"]}`) },
    { head: text.say("column.query"), cell: (row: Row) => queryCell(context, String(row["id"])) },
  ];
  const rows = data.run.study.topics.map(({ id, label, role }): Row => ({ id, label, role }));
  const published = data.has("topics") ? "topics" : undefined;
  return join(dataTable(context, text.say("table.topics"), columns, rows, published), queryQuality(context));
}

/** The query in full, the topic it stays inside, and what is kept out. */
function queryCell(context: PageContext, id: string): Markup {
  const { data, text } = context;
  const topic = data.run.study.topics.find((each) => each.id === id);
  const rule = topic?.rule;
  const outer = topic?.parent ? (data.topic(topic.parent)?.label ?? topic.parent) : null;
  const kept: string[] = [];
  if (rule && rule.words.length > 0)
    kept.push(text.list(rule.words.map((word) => text.say("quote", { text: word }))));
  if (rule && rule.sites.length > 0) kept.push(text.list(rule.sites));
  if (rule && rule.authorNames.length > 0) kept.push(text.list(rule.authorNames));
  else if (rule && rule.authors > 0) kept.push(text.say("query.authors", { n: rule.authors }));
  return join(
    element("code", {}, rule?.query ?? topic?.query ?? ""),
    outer && element("p", { class: "query-note" }, text.say("query.inside", { topic: outer })),
    kept.length > 0 &&
      element("p", { class: "query-note" }, text.say("query.without", { list: kept.join("; ") })),
  );
}

function checks(context: PageContext): Markup | null {
  const { data, text } = context;
  if (data.run.checks.length === 0) return null;
  const failed = data.run.checks.filter((check) => check.status === "failed" || check.status === "warned");
  const sentence = text.say("checks.sentence", { n: data.run.checks.length, failed: failed.length });
  if (failed.length === 0) return element("p", {}, sentence);
  const columns = [
    { head: text.say("column.check"), cell: (row: Row) => String(row["name"]) },
    { head: text.say("column.status"), cell: (row: Row) => text.say(`check.${row["status"]}`) },
    {
      head: text.say("column.failures"),
      number: true,
      cell: (row: Row) => text.number(Number(row["failures"])),
    },
  ];
  const rows = failed.map((check): Row => ({ ...check }));
  return join(element("p", {}, sentence), dataTable(context, text.say("table.checks"), columns, rows));
}

function steps(context: PageContext): Markup | null {
  const { data, text } = context;
  if (data.run.steps.length === 0) return null;
  const columns = [
    { head: text.say("column.step"), cell: (row: Row) => element("code", {}, String(row["name"])) },
    { head: text.say("column.kind"), cell: (row: Row) => String(row["kind"]) },
    { head: text.say("column.file"), cell: (row: Row) => breakablePath(String(row["file"] ?? "")) },
    {
      head: text.say("column.rows"),
      number: true,
      cell: (row: Row) => (row["rows"] === null ? "" : text.number(Number(row["rows"]))),
    },
  ];
  return dataTable(
    context,
    text.say("table.steps"),
    columns,
    data.run.steps.map((step): Row => ({ ...step })),
  );
}

function reproduce(context: PageContext): Markup {
  const { data, text } = context;
  const columns = [
    {
      head: text.say("ledger.file"),
      cell: (row: Row) => breakablePath(String(row["file"])),
    },
    { head: text.say("column.bytes"), number: true, cell: (row: Row) => text.number(Number(row["bytes"])) },
    { head: "SHA-256", cell: (row: Row) => element("code", { class: "hash" }, String(row["sha256"])) },
  ];
  const rows = data.run.inputs.map((input): Row => ({ ...input }));
  return join(
    element("p", {}, text.say("reproduce.sentence", { version: data.run.versions.earshot })),
    element("pre", { tabindex: 0 }, element("code", {}, "npm ci && npx earshot run && npx earshot site")),
    rows.length > 0 && dataTable(context, text.say("table.inputs"), columns, rows),
  );
}
