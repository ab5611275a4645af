import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Column names of an export format in their order (`columns/<format>.txt`, one a line). */
export function columns(format: string): string[] {
  const file = join(import.meta.dirname, "columns", `${format}.txt`);
  return readFileSync(file, "utf8").trimEnd().split("\n");
}
