import { NOTEBOOK_CHARTS, notebookBlocks } from "../notebook-blocks.ts";
import type { Workspace } from "../workspace.ts";
import { readModelHeader } from "./model-header.ts";
import { readSource, type SourceFile } from "./sources.ts";
import { type ReadNodes, sqlNode } from "./sql-nodes.ts";
import type { SqlParser } from "./sql-parser.ts";

/** The nodes of a notebook page, one per SQL block. */
export async function readNotebook(
  source: SourceFile,
  parser: SqlParser,
  workspace: Workspace,
): Promise<ReadNodes> {
  const found: ReadNodes = { nodes: [], diagnostics: [] };
  const page = source.folder ? `${source.folder}/${source.name}` : source.name;
  for (const block of notebookBlocks(page, readSource(source))) {
    const header = { ...readModelHeader(block.sql, source.place), problems: [] };
    const read = await sqlNode(
      {
        name: block.table,
        kind: "notebook",
        path: source.path,
        place: source.place,
        folder: "notebooks",
        text: block.sql,
        lineOffset: block.line,
        header,
      },
      parser,
      workspace,
    );
    if (block.chart !== null && !NOTEBOOK_CHARTS.includes(block.chart)) {
      found.diagnostics.push({
        ...{ file: source.place, line: block.line, column: 1, severity: "error", rule: "notebook-chart" },
        message: `unknown chart: ${block.chart}; there are ${NOTEBOOK_CHARTS.join(" and ")}`,
      });
    }
    found.nodes.push(...read.nodes);
    found.diagnostics.push(...read.diagnostics);
  }
  return found;
}
