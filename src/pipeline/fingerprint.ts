import { createHash } from "node:crypto";

/** SHA-256 in hex of a text or of bytes. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** JSON with the keys of every object in order, so that equal values give equal text. */
export function stableJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner) =>
      inner !== null && typeof inner === "object" && !Array.isArray(inner) && !(inner instanceof Date)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
        : inner,
    ) ?? "null"
  );
}

/** Everything that a step's result depends on. Two equal sets of parts mean equal tables. */
export interface FingerprintParts {
  /** Hash of the parsed SQL or of the bundled code. */
  code: string;
  /** Table read → fingerprint of the step that provides it. */
  inputs: Record<string, string>;
  /** The part of the study that the step reads, as JSON text. */
  parameters: string;
  /** Engine, models, lexicons. */
  versions: Record<string, string>;
}

/** Fingerprint of a step: 16 hex digits. */
export function fingerprint(parts: FingerprintParts): string {
  return sha256(stableJson(parts)).slice(0, 16);
}

function changedKeys(before: Record<string, string>, after: Record<string, string>): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => before[key] !== after[key]).sort();
}

/** What differs between two sets of parts, in words; empty when nothing does. */
export function explainChange(before: FingerprintParts, after: FingerprintParts): string[] {
  const reasons: string[] = [];
  if (before.code !== after.code) reasons.push("its definition changed");
  if (before.parameters !== after.parameters) reasons.push("its parameters in the study changed");
  for (const key of changedKeys(before.versions, after.versions)) {
    reasons.push(`${key} changed from ${before.versions[key] ?? "none"} to ${after.versions[key] ?? "none"}`);
  }
  const inputs = changedKeys(before.inputs, after.inputs);
  const added = inputs.filter((table) => before.inputs[table] === undefined);
  const gone = inputs.filter((table) => after.inputs[table] === undefined);
  const changed = inputs.filter((table) => !added.includes(table) && !gone.includes(table));
  if (changed.length > 0) reasons.push(`input changed: ${changed.join(", ")}`);
  if (added.length > 0) reasons.push(`it now reads ${added.join(", ")}`);
  if (gone.length > 0) reasons.push(`it no longer reads ${gone.join(", ")}`);
  return reasons;
}
