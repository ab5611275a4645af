import type { RunRequest } from "../pipeline/index.ts";
import type { VerbCall, VerbOption } from "./verb.ts";

/** Options of every verb that chooses steps. */
export const SELECTION_OPTIONS: Readonly<Record<string, VerbOption>> = {
  select: {
    type: "string",
    short: "s",
    multiple: true,
    value: "STEPS",
    description: "Only these: name, +name, name+, @name, folder/*, tag:x, state:modified.",
  },
  exclude: {
    type: "string",
    multiple: true,
    value: "STEPS",
    description: "All but these; the same grammar.",
  },
  "full-refresh": { type: "boolean", description: "Run the selected steps although nothing changed." },
};

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** What the options say about steps. */
export function selectionRequest(options: VerbCall["options"]): RunRequest {
  return {
    select: texts(options["select"]),
    exclude: texts(options["exclude"]),
    fullRefresh: options["full-refresh"] === true,
  };
}
