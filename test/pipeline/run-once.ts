import { once } from "node:events";
import { executeRun } from "../../src/pipeline/index.ts";
import { closed, withScope } from "./tiny-workspace.ts";

// Runs the workspace named on the command line again and again, once it is told to, until it is killed.
await once(process.stdin, "data");
const workspace = closed(process.argv[2] ?? "");
await withScope(workspace, async (scope) => {
  console.log("started");
  await executeRun(scope, { command: "a run to be killed" });
  for (let round = 0; round < 100; round++) await executeRun(scope, { fullRefresh: true });
});
