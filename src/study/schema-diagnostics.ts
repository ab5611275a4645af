import type { z } from "zod";
import type { Diagnostic } from "../errors.ts";
import { didYouMean } from "./nearest.ts";
import { studySchema } from "./schema.ts";
import type { StudySource } from "./study-source.ts";

type Issue = z.core.$ZodIssue;

function dotted(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function fields(schema: unknown): Record<string, unknown> | undefined {
  const definition = (schema as { def?: Record<string, unknown> }).def;
  return definition?.["shape"] as Record<string, unknown> | undefined;
}

function inside(schema: unknown, key: PropertyKey): unknown {
  let current = schema as { def: Record<string, unknown> } | undefined;
  while (current && (current.def["innerType"] || (current.def["type"] === "pipe" && current.def["in"])))
    current = (current.def["innerType"] ?? current.def["in"]) as typeof current;
  if (!current) return undefined;
  if (typeof key === "number") return current.def["element"];
  return fields(current)?.[String(key)] ?? current.def["valueType"];
}

function knownKeys(path: readonly PropertyKey[]): string[] {
  let schema: unknown = studySchema;
  for (const key of path) schema = inside(schema, key);
  while ((schema as { def?: Record<string, unknown> })?.def?.["innerType"])
    schema = (schema as { def: Record<string, unknown> }).def["innerType"];
  return Object.keys(fields(schema) ?? {});
}

function unknownKeys(source: StudySource, issue: Issue & { code: "unrecognized_keys" }): Diagnostic[] {
  const known = knownKeys(issue.path);
  const place = issue.path.length === 0 ? "" : ` in ${dotted(issue.path)}`;
  return issue.keys.map((key) =>
    source.diagnostic(
      source.offsetOfKey(issue.path, key),
      `unknown key${place}: ${shown(key)}`,
      "unknown-key",
      didYouMean(key, known),
    ),
  );
}

/** What zod found, in words, each at its place in the file. */
export function issueDiagnostics(source: StudySource, issue: Issue): Diagnostic[] {
  const name = dotted(issue.path) || "study";
  const value = valueAt(source.value, issue.path);
  const at = source.offsetOf(issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return unknownKeys(source, issue);
    case "invalid_type":
      if (value === undefined) return [source.diagnostic(at, `missing ${name}`, "missing-key")];
      return [
        source.diagnostic(
          at,
          `invalid ${name}: expected ${issue.expected}, found ${shown(value)}`,
          "wrong-type",
        ),
      ];
    case "invalid_value": {
      if (value === undefined) return [source.diagnostic(at, `missing ${name}`, "missing-key")];
      const hint = didYouMean(String(value), issue.values.map(String));
      return [source.diagnostic(at, `invalid ${name}: ${shown(value)}`, "invalid-value", hint)];
    }
    case "invalid_union":
      return [source.diagnostic(at, `invalid ${name}: ${shown(value)}`, "invalid-value")];
    default:
      return [source.diagnostic(at, `invalid ${name}: ${shown(value)}: ${issue.message}`, "invalid-value")];
  }
}
