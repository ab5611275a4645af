import { readFileSync } from "node:fs";
import type { Workspace } from "../workspace.ts";
import { readModelHeader } from "./model-header.ts";
import type { SourceFile } from "./sources.ts";
import { type ReadNodes, sqlNode } from "./sql-nodes.ts";
import type { SqlParser } from "./sql-parser.ts";

/** A fenced SQL block of a notebook page. */
export interface NotebookBlock {
  /** Table that its result becomes: `notebook_<page>_<id>`. */
  table: string;
  /** The word after `sql id=`, else the block's number from 1. */
  id: string;
  sql: string;
  /** Line of the fence, from 1. */
  line: number;
}

const tableWord = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, "_");

/** The SQL blocks of a page: fences whose info string starts with `sql`. */
export function notebookBlocks(page: string, text: string): NotebookBlock[] {
  const blocks: NotebookBlock[] = [];
  let open: { fence: string; info: string; line: number; body: string[] } | null = null;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const fence = /^ {0,3}(`{3,}|~{3,})\s*(.*)$/.exec(line);
    if (open) {
      const closes = fence?.[1]?.startsWith(open.fence) && (fence[2] ?? "") === "";
      if (!closes) open.body.push(line);
      else {
        if (/^sql\b/i.test(open.info)) {
          const id = /\bid=["']?([A-Za-z0-9_-]+)/.exec(open.info)?.[1] ?? String(blocks.length + 1);
          const table = `notebook_${tableWord(page)}_${tableWord(id)}`;
          blocks.push({ table, id, sql: open.body.join("\n"), line: open.line });
        }
        open = null;
      }
    } else if (fence?.[1]) open = { fence: fence[1], info: fence[2] ?? "", line: index + 1, body: [] };
  }
  return blocks;
}

/** The nodes of a notebook page, one per SQL block. */
export async function readNotebook(
  source: SourceFile,
  parser: SqlParser,
  workspace: Workspace,
): Promise<ReadNodes> {
  const found: ReadNodes = { nodes: [], diagnostics: [] };
  const page = source.folder ? `${source.folder}/${source.name}` : source.name;
  for (const block of notebookBlocks(page, readFileSync(source.path, "utf8"))) {
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
    found.nodes.push(...read.nodes);
    found.diagnostics.push(...read.diagnostics);
  }
  return found;
}
