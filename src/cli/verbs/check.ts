import { EXIT } from "../../errors.ts";
import { bindCheck } from "../../pipeline/bind-check.ts";
import { readPipeline } from "../../pipeline/index.ts";
import { loadStudy } from "../../study/load-study.ts";
import { locateWorkspace } from "../../workspace.ts";
import { countDiagnostics, sayDiagnostics } from "../diagnostics.ts";
import type { Verb } from "../verb.ts";

export const verb: Verb = {
  name: "check",
  summary: "Find what is wrong with the study, models, steps and checks, without running them.",
  options: {},
  examples: ["earshot check", "earshot check --workspace studies/spring --json"],
  async run({ workspace: folder, terminal }) {
    const workspace = locateWorkspace(folder);
    const { study, diagnostics } = loadStudy(workspace);
    const found = [...diagnostics];
    let parts = "study";
    if (study !== null) {
      const pipeline = await readPipeline(workspace, study);
      found.push(...pipeline.diagnostics, ...(await bindCheck(pipeline, study, workspace)));
      const checks = pipeline.nodes.filter((node) => node.kind === "check").length;
      parts = `study, ${pipeline.nodes.length - checks} steps and ${checks} checks`;
    }
    const wrong = found.some((each) => each.severity === "error");
    if (terminal.json) terminal.data(JSON.stringify({ ok: !wrong, diagnostics: found }, null, 2));
    else sayDiagnostics(terminal, found);
    if (found.length > 0) terminal.say(countDiagnostics(found));
    if (!wrong) terminal.say(`No mistake found in ${parts}.`);
    return wrong ? EXIT.usage : EXIT.done;
  },
};
