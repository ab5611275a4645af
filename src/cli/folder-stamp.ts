import { readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** Sizes and times of change of all files below a folder, as one text; empty where there is none. */
export function folderStamp(folder: string, leaveOut: RegExp): string {
  const stamps: string[] = [];
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const full = join(path, entry.name);
      const inside = relative(folder, full);
      if (leaveOut.test(inside)) continue;
      if (entry.isDirectory()) visit(full);
      else {
        const stats = statSync(full, { throwIfNoEntry: false });
        if (stats) stamps.push(`${inside}:${stats.size}:${stats.mtimeMs}`);
      }
    }
  };
  try {
    visit(folder);
  } catch {
    return "";
  }
  return stamps.sort().join("\n");
}
