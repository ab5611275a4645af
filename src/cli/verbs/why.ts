import { EarshotError, EXIT } from "../../errors.ts";
import { inputsOf } from "../../pipeline/graph.ts";
import { planRun } from "../../pipeline/index.ts";
import { didYouMean } from "../../pipeline/nearest-names.ts";
import { withPlanningWorkspace } from "../planning.ts";
import type { Verb } from "../verb.ts";

export const verb: Verb = {
  name: "why",
  summary: "Explain why a step would run, or why not.",
  positionals: "STEP",
  options: {},
  examples: ["earshot why share_of_voice", "earshot why import --json"],
  async run({ positionals: [name], workspace, terminal }) {
    if (name === undefined) throw new EarshotError("why needs the name of a step");
    return withPlanningWorkspace(workspace, async (opened) => {
      const { plan, pipeline, state } = await planRun(opened);
      const wanted = name.toLowerCase();
      const node =
        pipeline.providers.get(wanted) ?? pipeline.nodes.find((each) => each.name.toLowerCase() === wanted);
      const planned = plan.nodes.find((each) => each.node === node);
      if (!node || !planned) {
        const hint = didYouMean(
          name,
          pipeline.nodes.map((each) => each.name),
        );
        throw new EarshotError(`unknown step: ${name}`, {
          remedy: hint ?? "`earshot plan --all` lists the steps.",
        });
      }
      const before = state.steps.get(node.name);
      const inputs = inputsOf(node, pipeline).map((input) => {
        const found = plan.nodes.find((each) => each.node === input);
        return { name: input.name, action: found?.action ?? "unchanged", reason: found?.reason ?? "" };
      });
      const last = before && {
        finishedAt: before.finishedAt,
        runId: before.runId,
        rows: before.rows,
        parts: before.parts,
      };
      const { action, reason, parts } = planned;
      if (terminal.json) {
        terminal.data(
          JSON.stringify(
            { step: node.name, place: node.place, action, reason, inputs, last: last ?? null, now: parts },
            null,
            2,
          ),
        );
        return EXIT.done;
      }
      terminal.data(`${node.name} (${node.kind}, ${node.place})`);
      terminal.data(
        action === "run"
          ? `would run: ${reason}`
          : "would not run: its definition, inputs, parameters and versions are as they were",
      );
      if (last)
        terminal.data(
          `last ran ${last.finishedAt} in run ${last.runId}${last.rows === null ? "" : `, ${last.rows} rows`}`,
        );
      for (const input of inputs.filter((each) => each.action === "run"))
        terminal.data(`  input ${input.name}: ${input.reason}`);
      return EXIT.done;
    });
  },
};
