import { pathToFileURL } from "node:url";
import { EarshotError } from "../errors.ts";
import type { StepDefinition } from "./step.ts";

const LACKS_TYPESCRIPT = new Set([
  "ERR_UNKNOWN_FILE_EXTENSION",
  "ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING",
]);

async function importModule(module: string): Promise<{ default?: unknown }> {
  const address = pathToFileURL(module).href;
  try {
    return (await import(/* @vite-ignore */ address)) as { default?: unknown };
  } catch (error) {
    if (!LACKS_TYPESCRIPT.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    const { register } = await import("tsx/esm/api");
    register();
    return (await import(/* @vite-ignore */ `${address}?typescript`)) as { default?: unknown };
  }
}

const isText = (value: unknown) => typeof value === "string";

/** What keeps a default export from being a step, in words; empty for a step. */
function stepProblems(value: unknown): string[] {
  if (typeof value !== "object" || value === null)
    return ["it needs description, grain, reads, columns and run"];
  const step = value as Record<keyof StepDefinition, unknown>;
  const columns: unknown[] =
    typeof step.columns === "object" && step.columns !== null ? Object.values(step.columns) : [];
  const typed = columns.every((each) => isText((each as { type?: unknown } | null)?.type));
  const wrong: [boolean, string][] = [
    [!isText(step.description), "description must be a text"],
    [!isText(step.grain), "grain must be a text"],
    [!(Array.isArray(step.reads) && step.reads.every(isText)), "reads must be a list of names of tables"],
    [columns.length === 0 || !typed, "columns must give each column a type and a description"],
    [typeof step.run !== "function", "run must be a function"],
  ];
  return wrong.flatMap(([is, words]) => (is ? [words] : []));
}

/** Import a bundled step. Throws when its default export is not a step. */
export async function loadStep(module: string, place: string): Promise<StepDefinition> {
  process.setSourceMapsEnabled(true);
  const loaded = await importModule(module);
  const problems = stepProblems(loaded.default);
  if (problems.length === 0) return loaded.default as StepDefinition;
  throw new EarshotError(`${place}: the default export is not a step`, {
    diagnostics: [
      {
        file: place,
        line: 1,
        column: 1,
        severity: "error",
        message: `the default export is not a step: ${problems.join("; ")}`,
        rule: "step-definition",
        hint: 'Write `export default defineStep({ … })`, with defineStep from "earshot/steps".',
      },
    ],
  });
}
