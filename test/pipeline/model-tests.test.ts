import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readPipeline } from "../../src/pipeline/index.ts";
import { findTests, runTests } from "../../src/pipeline/model-tests.ts";
import { recordTest } from "../../src/pipeline/record-test.ts";
import { loadStudy } from "../../src/study/load-study.ts";
import { MODELS, run, tinyWorkspace, withScope, writeFiles } from "./tiny-workspace.ts";

const workspace = tinyWorkspace({
  ...MODELS,
  "pipelines/tests/posts_daily/two_days/posts.csv":
    'mention_id,day,text\na,2026-01-01,x\nb,2026-01-01,\nc,2026-01-02,""\n',
  "pipelines/tests/posts_daily/two_days/expected.csv": "posts,day\n1,2026-01-02\n2,2026-01-01\n",
  "pipelines/tests/posts_daily/wrong/posts.csv": "mention_id,day\na,2026-01-01\n",
  "pipelines/tests/posts_daily/wrong/expected.csv": "day,posts\n2026-01-01,7\n",
  "pipelines/tests/posts_total/from_a_view/posts_daily.csv": "day,posts\n2026-01-01,4\n2026-01-02,5\n",
  "pipelines/tests/posts_total/from_a_view/expected.csv": "posts\n9\n",
  "pipelines/tests/word_counts/typescript/posts.csv": "mention_id,text\na,one two three\n",
  "pipelines/tests/word_counts/typescript/expected.csv": "mention_id,words\na,3\n",
  "pipelines/tests/nothing/at_all/expected.csv": "x\n1\n",
});
afterAll(() => rmSync(workspace.root, { recursive: true, force: true }));

async function results() {
  const { study } = loadStudy(workspace);
  if (!study) throw new Error("the study is wrong");
  const pipeline = await readPipeline(workspace, study);
  return runTests(findTests(workspace), pipeline, study, workspace);
}

test("cases of models and steps run on their own rows; what differs is shown", async () => {
  const found = new Map((await results()).map((each) => [`${each.model}/${each.name}`, each]));
  expect([...found].filter(([, each]) => each.passed).map(([name]) => name)).toEqual([
    "posts_daily/two_days",
    "posts_total/from_a_view",
    "word_counts/typescript",
  ]);
  expect(found.get("posts_daily/wrong")).toMatchObject({
    missing: [{ day: "2026-01-01", posts: 7 }],
    unexpected: [{ day: "2026-01-01", posts: 1 }],
  });
  expect(found.get("nothing/at_all")?.error).toContain("unknown model: nothing");
});

test("a recorded case passes and names nobody", async () => {
  await run(workspace);
  await withScope(workspace, async ({ warehouse, study }) => {
    const pipeline = await readPipeline(workspace, study);
    const request = { model: "posts", name: "recorded", limit: 5 };
    const folder = await recordTest(request, warehouse, pipeline, study, workspace);
    const written =
      readFileSync(join(folder, "mentions.csv"), "utf8") + readFileSync(join(folder, "expected.csv"), "utf8");
    for (const secret of ["ann", "bob", "acme", "nothing here"]) expect(written).not.toContain(secret);
    expect(readFileSync(join(folder, "expected.csv"), "utf8").split("\n")).toHaveLength(5);
  });
  expect((await results()).find((each) => each.name === "recorded")).toMatchObject({ passed: true });
  writeFiles(workspace.root, {
    "pipelines/models/staging/posts.sql":
      "select mention_id, published_on as day, upper(text) as text from mentions",
  });
  expect((await results()).find((each) => each.name === "recorded")).toMatchObject({ passed: false });
});
