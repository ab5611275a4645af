import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { type BadRow, MAX_RAW, RecordSplitter, type TextRecord } from "./records.ts";
import { ScratchText } from "./scratch-text.ts";
import type { TableLayout } from "./sniff.ts";

const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;

function readable(record: TextRecord, width: number): string | null {
  if (record.fault === "too large") return "row larger than 16 MiB";
  if (record.fault === "wrong number of fields" || (!record.fault && record.fields.length !== width))
    return `${record.fields.length || "wrong number of"} fields instead of ${width}`;
  if (record.fault) return record.fault;
  return isUtf8(Buffer.from(record.raw, "latin1")) ? null : "not valid UTF-8";
}

/**
 * Rewrites a UTF-8 delimited file that DuckDB's reader does not take as it stands (mixed line ends, torn quotes,
 * backslash escapes, wrong field counts) into one that it does: comma, every field quoted, LF, no header, the
 * physical line in front. Rows that cannot be saved come back; the others keep their bytes.
 */
export async function rewriteTable(
  path: string,
  layout: TableLayout,
  target: string,
  signal?: AbortSignal,
): Promise<{ rows: number; bad: BadRow[] }> {
  const width = layout.header.length;
  const splitter = new RecordSplitter(layout.dialect, { expected: width });
  const out = new ScratchText(target);
  const bad: BadRow[] = [];
  let rows = 0;
  const take = (records: TextRecord[]) => {
    const lines: string[] = [];
    for (const record of records) {
      if (record.line < layout.firstLine || record.raw === "") continue;
      const reason = readable(record, width);
      if (reason === null) {
        rows += 1;
        lines.push(`${record.line},${record.fields.map(quoted).join(",")}\n`);
      } else {
        const raw = Buffer.from(record.raw.slice(0, MAX_RAW), "latin1").toString("utf8");
        bad.push({ line: record.line, reason, raw });
      }
    }
    return lines.join("");
  };
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20, signal })) {
    let piece = (chunk as Buffer).toString("latin1");
    if (first && piece.startsWith("\u00EF\u00BB\u00BF")) piece = piece.slice(3);
    first = false;
    await out.write(take(splitter.push(piece)));
  }
  await out.write(take(splitter.end()));
  await out.end();
  return { rows, bad };
}
