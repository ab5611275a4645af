import type { Diagnostic } from "../errors.ts";
import type { Study } from "../study/study.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Format } from "./format.ts";
import { normalName, type Recognition } from "./recognise.ts";
import type { BadRow } from "./records.ts";

export interface PartContext {
  warehouse: Warehouse;
  study: Study;
  scratch: string;
  signal: AbortSignal;
}

/** Files whose rows could not be taken; the diagnostics say why. */
export class PartProblem extends Error {
  readonly diagnostics: Diagnostic[];
  constructor(diagnostics: Diagnostic[]) {
    super(diagnostics.map((each) => each.message).join("; "));
    this.diagnostics = diagnostics;
  }
}

export interface LoadedPart {
  format: Format;
  diagnostics: Diagnostic[];
  bad: BadRow[];
  /** Rows of the file, those of `bad` among them, as its reader counted them: not by what became of them. */
  rows: number;
  firstLine: number | null;
  headerLine: number | null;
  delimiter: string | null;
  columns: string[];
  unmapped: string[];
  /** Names of the cells kept in `extras`, in their order there. */
  extraNames: string[];
  preamble: Record<string, string>;
}

/** Characters of a column's name that a message shows. */
const LONGEST_NAME = 60;

/** Of the columns by which a format is told, those that the file has and the other formats do not ask for. */
function ownNames(format: Format, fitting: readonly Format[], names: readonly string[]): string[] {
  const has = new Set(names.map(normalName));
  const others = new Set(
    fitting.filter((each) => each !== format).flatMap((each) => each.signature.flat().map(normalName)),
  );
  const own = format.signature.flat().filter((name) => has.has(normalName(name)));
  const distinct = own.filter((name) => !others.has(normalName(name)));
  return [...new Set(distinct.length > 0 ? distinct : own)];
}

/** The message of a file that is no known format. */
export function unknownFormat(
  file: string,
  names: readonly string[],
  { fitting, nearest }: Pick<Recognition, "fitting" | "nearest">,
): Diagnostic {
  if (fitting.length > 1)
    return {
      file,
      severity: "error",
      rule: "ambiguous-format",
      message: `fits several formats: ${fitting.map((each) => each.id).join(", ")}`,
      hint: `Say which with \`format:\` under \`sources\` in study.yaml. ${fitting.map((each) => `${each.id} is told by ${ownNames(each, fitting, names).join(", ")}`).join("; ")}.`,
    };
  const shown = names
    .slice(0, 30)
    .map((name) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name))
    .join(", ");
  const near = nearest
    ? `; the nearest is ${nearest.format.label}, but these are missing: ${nearest.missing.join(", ")}`
    : "";
  return {
    file,
    severity: "error",
    rule: "unknown-format",
    message: `unknown export format${near}`,
    hint: `It has: ${shown}${names.length > 30 ? " …" : ""}. \`earshot formats ${file}\` proposes a mapping to paste into study.yaml.`,
  };
}
