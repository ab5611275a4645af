/** A fenced SQL block of a notebook page. */
export interface NotebookBlock {
  /** Table that its result becomes: `notebook_<page>_<id>`. */
  table: string;
  /** The word after `sql id=`, else the block's number from 1. */
  id: string;
  sql: string;
  /** What the fence asks for: `chart=bar`, `chart=line`; null: a table alone. */
  chart: string | null;
  /** Lines of the opening and closing fence, from 1. */
  line: number;
  lastLine: number;
}

/** Charts that a fence may ask for. */
export const NOTEBOOK_CHARTS: readonly string[] = ["bar", "line"];

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
          const chart = /\bchart=["']?([A-Za-z0-9_-]+)/.exec(open.info)?.[1] ?? null;
          const sql = open.body.join("\n");
          blocks.push({ table, id, sql, chart, line: open.line, lastLine: index + 1 });
        }
        open = null;
      }
    } else if (fence?.[1]) open = { fence: fence[1], info: fence[2] ?? "", line: index + 1, body: [] };
  }
  return blocks;
}
