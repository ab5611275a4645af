import { expect, test } from "vitest";
import { readPipeline } from "../../src/pipeline/index.ts";
import { findTests, runTests } from "../../src/pipeline/model-tests.ts";
import { loadStudy } from "../../src/study/load-study.ts";
import { locateWorkspace, PACKAGE_ROOT } from "../../src/workspace.ts";

test("the package's own models and steps pass their cases", async () => {
  const workspace = locateWorkspace(PACKAGE_ROOT);
  const { study } = loadStudy(workspace);
  if (!study) throw new Error("the sample study is wrong");
  const cases = findTests(workspace);
  const models = new Set(cases.map((each) => each.model));
  for (const model of ["volume_daily", "topic_mentions", "periods", "share_of_voice"]) {
    expect(models).toContain(model);
  }
  const results = await runTests(cases, await readPipeline(workspace, study), study, workspace);
  expect(results.filter((result) => !result.passed)).toEqual([]);
  expect(results).toHaveLength(cases.length);
});
