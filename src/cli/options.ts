import { parseArgs } from "node:util";
import { EarshotError } from "../errors.ts";
import { didYouMean } from "../pipeline/nearest-names.ts";
import type { VerbOption } from "./verb.ts";

/** Options that every verb takes. */
export const COMMON_OPTIONS: Readonly<Record<string, VerbOption>> = {
  workspace: {
    type: "string",
    short: "w",
    value: "DIR",
    description: "Folder of the workspace. Default: the current folder.",
  },
  json: { type: "boolean", description: "Print the result as JSON on standard output." },
  quiet: { type: "boolean", short: "q", description: "Say nothing but errors." },
  debug: { type: "boolean", description: "Show details and, for a defect, where it happened." },
  "no-color": { type: "boolean", description: "No colours; NO_COLOR in the environment does the same." },
  help: { type: "boolean", short: "h", description: "Show help." },
};

export interface ParsedOptions {
  values: Record<string, string | boolean | string[] | undefined>;
  positionals: string[];
}

interface ArgError extends Error {
  code?: string;
}

/** Read the arguments of a verb. Throws a usage error that names the nearest option. */
export function parseOptions(
  args: readonly string[],
  options: Readonly<Record<string, VerbOption>>,
): ParsedOptions {
  const all = { ...COMMON_OPTIONS, ...options };
  const config = Object.fromEntries(
    Object.entries(all).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short && { short }), ...(multiple && { multiple }) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: config,
      allowPositionals: true,
      strict: true,
    });
    return { values: { ...values } as ParsedOptions["values"], positionals };
  } catch (error) {
    const { code, message } = error as ArgError;
    if (!code?.startsWith("ERR_PARSE_ARGS")) throw error;
    const name = /'(?:-\w, )?-{1,2}([^' ]+)/.exec(message)?.[1] ?? "";
    const hint = didYouMean(name, Object.keys(all));
    const first = (message.split(". ")[0] ?? message).replace(
      /^Unknown option '(.*)'$/,
      "unknown option: $1",
    );
    throw new EarshotError(first, { remedy: hint ?? "Add --help to see the options." });
  }
}
