import type { ExitCode } from "../errors.ts";

/** One option of a verb; help is generated from this. */
export interface VerbOption {
  type: "string" | "boolean";
  short?: string;
  multiple?: boolean;
  /** Name of the value in help, e.g. `DIR`. */
  value?: string;
  description: string;
}

/** One command of `earshot`. Verbs are loaded lazily: a verb's file is imported only when it is called. */
export interface Verb {
  name: string;
  summary: string;
  /** Positional arguments as help shows them, e.g. `FILE…` or `[RECIPE]`. */
  positionals?: string;
  options: Readonly<Record<string, VerbOption>>;
  examples: readonly string[];
  run(call: VerbCall): Promise<ExitCode>;
}

/** What a verb is given; effects come in from outside so that tests need no mocking. */
export interface VerbCall {
  positionals: readonly string[];
  options: Readonly<Record<string, string | boolean | string[] | undefined>>;
  /** Workspace folder from `--workspace`, default the current folder. */
  workspace: string;
  terminal: Terminal;
  /** Aborted on Ctrl-C; long work stops cleanly. */
  signal: AbortSignal;
}

/** Data goes to `data` (standard output), everything else to the other methods (standard error). */
export interface Terminal {
  data(text: string): void;
  /** Like `data`, without a line end of its own: a part of a longer output. */
  write(text: string): void;
  /** A line for a person; silent with --quiet. */
  say(text: string): void;
  warn(text: string): void;
  error(text: string): void;
  /** Detail shown with --debug. */
  debug(text: string): void;
  /** Progress of long work: one rewritten line on a terminal, plain lines elsewhere. */
  progress(label: string, done: number, total?: number): void;
  /** True when --json was given: verbs print JSON to `data`. */
  json: boolean;
  colour: boolean;
  columns: number;
}
