import { EarshotError, EXIT, type ExitCode } from "../../errors.ts";
import { assertSound, readPipeline } from "../../pipeline/index.ts";
import { findTests, runTests, type TestResult } from "../../pipeline/model-tests.ts";
import { requireStudy } from "../../study/load-study.ts";
import { locateWorkspace } from "../../workspace.ts";
import { counted } from "../numbers.ts";
import { openWarehouse } from "../open-warehouse.ts";
import type { Terminal, Verb, VerbCall } from "../verb.ts";

function print(result: TestResult, terminal: Terminal): void {
  const name = `${result.model}/${result.name}`;
  if (result.passed) {
    terminal.say(`passed  ${name}`);
    return;
  }
  terminal.error(`failed  ${name}`);
  if (result.error) terminal.error(result.error);
  for (const row of result.missing) terminal.error(`  missing     ${JSON.stringify(row)}`);
  for (const row of result.unexpected) terminal.error(`  unexpected  ${JSON.stringify(row)}`);
}

async function record(call: VerbCall, model: string): Promise<ExitCode> {
  const { recordTest } = await import("../../pipeline/record-test.ts");
  const workspace = locateWorkspace(call.workspace);
  const study = requireStudy(workspace);
  const pipeline = await readPipeline(workspace, study);
  assertSound(pipeline);
  const limit = Number(call.options["rows"] ?? 5);
  if (!Number.isInteger(limit) || limit < 1)
    throw new EarshotError(`invalid rows: ${String(call.options["rows"])}`);
  const name = String(call.options["case"] ?? "recorded");
  if (!/^[\w-]+$/.test(name)) throw new EarshotError(`invalid case: ${name}; letters, digits, - and _`);
  const live = await openWarehouse(workspace, true);
  try {
    const folder = await recordTest({ model, name, limit }, live, pipeline, study, workspace);
    call.terminal.say(`Wrote ${folder}: read expected.csv and correct it where the model is wrong.`);
    if (call.terminal.json) call.terminal.data(JSON.stringify({ folder }));
    return EXIT.done;
  } finally {
    live.close();
  }
}

export const verb: Verb = {
  name: "test",
  summary: "Run the unit tests of models and steps, or record one from live rows.",
  positionals: "[MODEL…]",
  options: {
    record: {
      type: "string",
      value: "MODEL",
      description: "Write a test of this model from a few live rows, with handles, texts and ids replaced.",
    },
    case: { type: "string", value: "NAME", description: "Name of the recorded case. Default: recorded." },
    rows: { type: "string", value: "ROWS", description: "Mentions to record. Default: 5." },
  },
  examples: [
    "earshot test",
    "earshot test volume_daily",
    "earshot test --record volume_daily --case reposts",
  ],
  async run(call) {
    const model = call.options["record"];
    if (typeof model === "string") return record(call, model);
    const workspace = locateWorkspace(call.workspace);
    const study = requireStudy(workspace);
    const wanted = new Set(call.positionals);
    const tests = findTests(workspace).filter((test) => wanted.size === 0 || wanted.has(test.model));
    if (tests.length === 0) {
      call.terminal.say(
        "No unit tests: a case is a folder pipelines/tests/MODEL/CASE with CSV files and expected.csv.",
      );
      return wanted.size === 0 ? EXIT.done : EXIT.usage;
    }
    const pipeline = await readPipeline(workspace, study);
    assertSound(pipeline);
    const results = await runTests(tests, pipeline, study, workspace);
    if (call.terminal.json) call.terminal.data(JSON.stringify(results, null, 2));
    for (const result of results) print(result, call.terminal);
    const failed = results.filter((result) => !result.passed).length;
    call.terminal.say(`${counted(results.length, "test")}, ${failed} failed`);
    return failed > 0 ? EXIT.checkFailed : EXIT.done;
  },
};
