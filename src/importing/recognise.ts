import type { Format } from "./format.ts";
import { FORMATS } from "./formats/index.ts";

/** Header or key name as signatures compare it: without case, white space squeezed. */
export function normalName(name: string): string {
  return name
    .replace(/^\uFEFF/, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/** What a set of names is. */
export interface Recognition {
  /** The one format that fits, or null. */
  format: Format | null;
  /** All that fit; more than one is an error. */
  fitting: Format[];
  /** Best match where none fits. */
  nearest: { format: Format; missing: string[] } | null;
}

function missingNames(format: Format, names: ReadonlySet<string>): { missing: string[]; size: number } {
  let best: { missing: string[]; size: number } | null = null;
  for (const alternative of format.signature) {
    const missing = alternative.filter((name) => !names.has(normalName(name)));
    const found = { missing, size: alternative.length };
    if (!best || missing.length / alternative.length < best.missing.length / best.size) best = found;
    if (missing.length === 0 && best.missing.length === 0 && found.size > best.size) best = found;
  }
  return best ?? { missing: [], size: 0 };
}

/**
 * Which format has these column names or key paths? Of several that fit, one whose matched signature is larger
 * than the others' wins; otherwise none does.
 */
export function recognise(names: Iterable<string>, shape: Format["shape"], formats = FORMATS): Recognition {
  const set = new Set([...names].map(normalName));
  const scored = formats
    .filter((format) => format.shape === shape)
    .map((format) => ({ format, ...missingNames(format, set) }))
    .filter(({ format }) => !format.absent?.some((name) => set.has(normalName(name))));
  const fitting = scored.filter((each) => each.missing.length === 0).sort((a, b) => b.size - a.size);
  const clear =
    fitting.length > 0 && (fitting.length === 1 || (fitting[0]?.size ?? 0) > (fitting[1]?.size ?? 0));
  const nearest = scored
    .filter((each) => each.missing.length > 0 && each.missing.length < each.size)
    .sort((a, b) => a.missing.length / a.size - b.missing.length / b.size || b.size - a.size)[0];
  return {
    format: clear ? (fitting[0]?.format ?? null) : null,
    fitting: fitting.map((each) => each.format),
    nearest: nearest ? { format: nearest.format, missing: nearest.missing } : null,
  };
}
