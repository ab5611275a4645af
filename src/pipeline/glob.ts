import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** A pattern as a regular expression over paths: `**` any folders, `*` and `?` within one, `[…]`, `{a,b}`. */
export function globExpression(pattern: string, flags = ""): RegExp {
  let source = "";
  let braces = 0;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] as string;
    if (pattern.startsWith("**/", i)) {
      source += "(?:.*/)?";
      i += 2;
    } else if (pattern.startsWith("**", i)) {
      source += ".*";
      i += 1;
    } else if (char === "*") source += "[^/]*";
    else if (char === "?") source += "[^/]";
    else if (char === "{") {
      source += "(?:";
      braces++;
    } else if (char === "}" && braces > 0) {
      source += ")";
      braces--;
    } else if (char === "," && braces > 0) source += "|";
    else
      source += char === "[" || char === "]" || char === "-" ? char : char.replace(/[.+^$()|\\{}]/g, "\\$&");
  }
  try {
    return new RegExp(`^${source}${")".repeat(braces)}$`, flags);
  } catch {
    return new RegExp(`^${pattern.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`, flags);
  }
}

/** Files that an absolute pattern names, sorted; the path itself where it has no wild card. */
export function globFiles(pattern: string): string[] {
  const wild = pattern.search(/[*?[{]/);
  if (wild < 0) return [pattern];
  const base = dirname(`${pattern.slice(0, wild)}x`);
  const expression = globExpression(pattern);
  try {
    return readdirSync(base, { recursive: true, encoding: "utf8" })
      .map((path) => join(base, path))
      .filter((path) => expression.test(path))
      .sort();
  } catch {
    return [];
  }
}
