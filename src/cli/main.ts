import { readdirSync } from "node:fs";
import { EarshotError, EXIT, type ExitCode } from "../errors.ts";
import { PACKAGE_ROOT } from "../workspace.ts";
import { parseOptions } from "./options.ts";
import { reportError } from "./report-error.ts";
import { type Output, StreamTerminal } from "./terminal.ts";
import type { Verb } from "./verb.ts";

const VERBS = new URL("./verbs/", import.meta.url);

/** Names of all verbs: one file each in `verbs/`. */
export function verbNames(): string[] {
  return readdirSync(VERBS)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -3))
    .sort();
}

/** Import a verb by its name. */
export async function loadVerb(name: string): Promise<Verb> {
  const loaded = (await import(`./verbs/${name}.ts`)) as { verb: Verb };
  return loaded.verb;
}

export interface MainEffects {
  out: Output;
  err: Output;
  environment: NodeJS.ProcessEnv;
}

async function unknownVerb(name: string): Promise<EarshotError> {
  const { didYouMean } = await import("../pipeline/nearest-names.ts");
  const hint = didYouMean(name, verbNames());
  return new EarshotError(`unknown command: ${name}`, {
    remedy: hint ?? "`earshot help` lists the commands.",
  });
}

async function showHelp(name: string | undefined, effects: MainEffects): Promise<ExitCode> {
  const { overview, verbHelp } = await import("./help.ts");
  if (name === undefined) {
    const { VERB_SUMMARIES } = await import("./verb-summaries.ts");
    effects.out.write(overview(verbNames().map((verb) => [verb, VERB_SUMMARIES[verb] ?? ""])));
  } else if (verbNames().includes(name)) effects.out.write(verbHelp(await loadVerb(name)));
  else throw await unknownVerb(name);
  return EXIT.done;
}

async function dispatch(
  args: readonly string[],
  effects: MainEffects,
  controller: AbortController,
): Promise<ExitCode> {
  const settings = {
    json: args.includes("--json"),
    quiet: args.includes("--quiet") || args.includes("-q"),
    debug: args.includes("--debug"),
    noColor: args.includes("--no-color"),
  };
  const terminal = new StreamTerminal(settings, effects.out, effects.err, effects.environment);
  try {
    const [name, ...rest] = args;
    if (name === undefined || name === "--help" || name === "-h") return await showHelp(undefined, effects);
    if (name === "help") return await showHelp(rest[0], effects);
    if (name === "--version" || name === "-v") {
      const { earshotVersion } = await import("../pipeline/version.ts");
      effects.out.write(`${earshotVersion(PACKAGE_ROOT)}\n`);
      return EXIT.done;
    }
    if (!verbNames().includes(name)) throw await unknownVerb(name);
    const verb = await loadVerb(name);
    const { values, positionals } = parseOptions(rest, verb.options);
    if (values["help"]) return await showHelp(name, effects);
    const workspace = typeof values["workspace"] === "string" ? values["workspace"] : ".";
    return await verb.run({ positionals, options: values, workspace, terminal, signal: controller.signal });
  } catch (error) {
    return controller.signal.aborted ? EXIT.interrupted : reportError(error, terminal, settings.debug);
  } finally {
    terminal.end();
  }
}

/** Whoever reads the output has what it wanted (`… | head`); that shows only after the last write, so it stays on. */
function closed(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(EXIT.done);
  throw error;
}

/** Run one command. Ctrl-C stops it cleanly, a second Ctrl-C at once. Returns the exit code. */
export async function main(
  args: readonly string[],
  effects: MainEffects = { out: process.stdout, err: process.stderr, environment: process.env },
): Promise<ExitCode> {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("SIGHUP", stop);
  if (!process.stdout.listeners("error").includes(closed)) process.stdout.on("error", closed);
  try {
    return await dispatch(args, effects, controller);
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
    process.off("SIGHUP", stop);
  }
}
