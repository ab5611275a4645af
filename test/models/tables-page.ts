import { readdirSync, readFileSync } from "node:fs";
import { IMPORT_DOCS } from "../../src/pipeline/import-docs.ts";
import { readModelHeader } from "../../src/pipeline/model-header.ts";
import type { StepDefinition } from "../../src/pipeline/step.ts";

/** One documented table. */
export interface DocumentedTable {
  name: string;
  layer: string;
  kind: string;
  description: string;
  grain: string;
  /** Name and meaning, in order. */
  columns: [string, string][];
}

const LAYERS: [layer: string, title: string, text: string][] = [
  ["import", "Import", "What the export files come to."],
  ["mentions", "Per mention", "One row per mention, made by the per-text steps and the topic queries."],
  ["staging", "Staging", "Days, periods, texts, and mentions with all that is known of them."],
  [
    "intermediate",
    "Intermediate",
    "Sums over authors and counts of terms: what keeps the heavy work in the database. Analysis steps read these.",
  ],
  ["marts", "Marts", "Tables to read and to chart, in SQL."],
  ["analysis", "Analysis", "Tables with intervals, tests and causes, in TypeScript over small tables."],
];

function sqlFiles(): string[] {
  return readdirSync("pipelines/models", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sql"))
    .sort();
}

/** What the models and steps of the package say about themselves. */
export async function documentedTables(): Promise<DocumentedTable[]> {
  const models = sqlFiles().map((path): DocumentedTable => {
    const header = readModelHeader(readFileSync(`pipelines/models/${path}`, "utf8"), path);
    return {
      name: path.replace(/^.*\//, "").replace(/\.sql$/, ""),
      layer: path.split("/")[0]!,
      kind: header.materialized === "view" ? "SQL view" : "SQL model",
      description: header.description,
      grain: header.grain ?? "",
      columns: Object.entries(header.columns),
    };
  });
  const files = readdirSync("pipelines/steps").filter((file) => file.endsWith(".ts"));
  const steps = files.sort().map(async (file): Promise<DocumentedTable> => {
    const loaded = (await import(`../../pipelines/steps/${file}`)) as { default: StepDefinition };
    const { description, grain, columns } = loaded.default;
    return {
      name: file.replace(/\.ts$/, ""),
      layer: file.startsWith("mention_") ? "mentions" : "analysis",
      kind: "TypeScript step",
      ...{ description, grain },
      columns: Object.entries(columns).map(([name, column]) => [name, column.description]),
    };
  });
  return [...models, ...(await Promise.all(steps))];
}

/** What the import says of its tables. */
export function importedTables(): DocumentedTable[] {
  return Object.entries(IMPORT_DOCS).map(([name, { description, grain, columns }]) => ({
    ...{ name, layer: "import", kind: "Import", description },
    grain: grain ?? "",
    columns: Object.entries(columns),
  }));
}

const oneLine = (text: string) => text.replaceAll("|", "\\|").replace(/\s+/g, " ").trim();

function section({ name, kind, description, grain, columns }: DocumentedTable): string {
  const rows = columns.map(([column, meaning]) => `| \`${column}\` | ${oneLine(meaning)} |`);
  return [
    `### ${name}`,
    oneLine(description),
    `${kind}, one row per ${oneLine(grain)}.`,
    `| column | meaning |\n| --- | --- |\n${rows.join("\n")}`,
  ].join("\n\n");
}

/** The page docs/tables.md below its introduction. */
export function tablesPage(tables: readonly DocumentedTable[]): string {
  const parts = LAYERS.map(([layer, title, text]) => {
    const own = tables.filter((table) => table.layer === layer).map(section);
    return [`## ${title}`, text, ...own].join("\n\n");
  });
  return `${parts.join("\n\n")}\n`;
}
