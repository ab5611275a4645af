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

function isStepDefinition(value: unknown): value is StepDefinition {
  if (typeof value !== "object" || value === null) return false;
  const step = value as Partial<StepDefinition>;
  return (
    typeof step.description === "string" &&
    Array.isArray(step.reads) &&
    typeof step.columns === "object" &&
    typeof step.run === "function"
  );
}

/** Import a bundled step. Throws when its default export is not a step. */
export async function loadStep(module: string, place: string): Promise<StepDefinition> {
  process.setSourceMapsEnabled(true);
  const loaded = await importModule(module);
  if (isStepDefinition(loaded.default)) return loaded.default;
  throw new EarshotError(`${place}: the default export is not a step`, {
    diagnostics: [
      {
        file: place,
        line: 1,
        column: 1,
        severity: "error",
        message: "the default export is not a step: it needs description, grain, reads, columns and run",
        rule: "step-definition",
        hint: 'Write `export default defineStep({ … })`, with defineStep from "earshot/steps".',
      },
    ],
  });
}
