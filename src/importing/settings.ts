import { createHash } from "node:crypto";
import type { Diagnostic } from "../errors.ts";
import type { Source, Study } from "../study/study.ts";
import { runningCode } from "./code.ts";
import type { Format } from "./format.ts";
import { FORMATS } from "./formats/index.ts";
import { matchesFile } from "./inventory.ts";
import { MappingError, mappedColumns, parseMapping } from "./mapping.ts";
import { normalName } from "./recognise.ts";
import { TARGET_NAMES, type Target } from "./targets.ts";

/** Settings of study.yaml for a file: the first source whose `match` fits. */
export function sourceOf(study: Study, name: string): Source | null {
  return (
    study.sources.find(
      (source) => matchesFile(source.match, name.split("#")[0] as string) || matchesFile(source.match, name),
    ) ?? null
  );
}

/** Everything that decides how a file's rows are read; a change means that the file is read again. */
export function recipeOf(study: Study, source: Source | null): string {
  const formats = FORMATS.map((format) => `${format.id}@${format.version}`).join(",");
  const zone = source?.timeZone ?? study.timeZone;
  return createHash("sha256")
    .update(JSON.stringify([runningCode().reading, formats, source && { ...source, match: "" }, zone]))
    .digest("hex")
    .slice(0, 16);
}

/** The format that stands for a mapping written in the study. Problems come back as diagnostics. */
export function mappedFormat(
  mapping: Record<string, string>,
  available: ReadonlySet<string>,
  file: string,
): { format: Format; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const columns: Format["columns"] = {};
  const problem = (message: string, hint: string) =>
    diagnostics.push({ file, severity: "error", message, rule: "mapping", hint });
  for (const [target, expression] of Object.entries(mapping)) {
    if (!TARGET_NAMES.includes(target as Target)) {
      problem(`unknown mention column in the mapping: ${target}`, `Columns are: ${TARGET_NAMES.join(", ")}.`);
      continue;
    }
    try {
      const missing = mappedColumns(parseMapping(expression)).filter(
        (name) => !available.has(normalName(name)),
      );
      if (missing.length > 0)
        problem(
          `missing column for ${target}: ${missing.join(", ")}`,
          `The file has: ${[...available].slice(0, 40).join(", ")}.`,
        );
      columns[target as Target] = expression;
    } catch (error) {
      if (!(error instanceof MappingError)) throw error;
      problem(
        `invalid mapping of ${target}: ${error.message}`,
        "See docs/formats.md for what a mapping can say.",
      );
    }
  }
  const format: Format = {
    id: "generic",
    label: "Generic table",
    version: 1,
    vendor: "generic",
    shape: "table",
    signature: [],
    columns,
  };
  return { format, diagnostics };
}
