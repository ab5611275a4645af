/** A fenced SQL block of a notebook page. */
export interface NotebookBlock {
  /** Table that its result becomes: `notebook_<page>_<id>`. */
  table: string;
  /** The word after `sql id=`, else the block's number from 1. */
  id: string;
  sql: string;
  /** Lines of the opening and closing fence, from 1. */
  line: number;
  lastLine: number;
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
          blocks.push({ table, id, sql: open.body.join("\n"), line: open.line, lastLine: index + 1 });
        }
        open = null;
      }
    } else if (fence?.[1]) open = { fence: fence[1], info: fence[2] ?? "", line: index + 1, body: [] };
  }
  return blocks;
}
