import { EXIT } from "../../errors.ts";
import type { PlannedNode } from "../../pipeline/index.ts";
import { sayDiagnostics } from "../diagnostics.ts";
import { counted } from "../numbers.ts";
import { withPlanningWorkspace } from "../planning.ts";
import { SELECTION_OPTIONS, selectionRequest } from "../selection-options.ts";
import type { Verb } from "../verb.ts";

const json = ({ node, action, reason, fingerprint }: PlannedNode) => ({
  name: node.name,
  kind: node.kind,
  file: node.file === null ? null : node.place,
  action,
  reason,
  fingerprint,
  reads: node.reads,
});

export const verb: Verb = {
  name: "plan",
  summary: "Show what a run would do, and why.",
  options: {
    ...SELECTION_OPTIONS,
    all: { type: "boolean", description: "Show also what would not run." },
  },
  examples: ["earshot plan", "earshot plan --select tag:sentiment --json"],
  async run({ workspace, options, terminal }) {
    return withPlanningWorkspace(workspace, async (opened) => {
      sayDiagnostics(terminal, opened.diagnostics);
      const plan = await opened.plan(selectionRequest(options));
      if (terminal.json) {
        terminal.data(JSON.stringify({ unchanged: plan.unchanged, steps: plan.nodes.map(json) }, null, 2));
        return EXIT.done;
      }
      const shown = plan.nodes.filter((found) => options["all"] === true || found.action === "run");
      const width = Math.max(0, ...shown.map((found) => found.node.name.length));
      for (const { node, action, reason } of shown) {
        terminal.data(
          `${node.name.padEnd(width)}  ${node.kind.padEnd(10)}  ${action === "run" ? reason : action}`,
        );
      }
      const n = plan.nodes.filter((found) => found.action === "run").length;
      terminal.say(
        plan.unchanged ? "Nothing has to run." : `${counted(n, "step")} of ${plan.nodes.length} would run.`,
      );
      return EXIT.done;
    });
  },
};
