import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { notebookBlocks } from "../../src/notebook-blocks.ts";
import { bindCheck } from "../../src/pipeline/bind-check.ts";
import { readPipeline } from "../../src/pipeline/index.ts";
import { loadStudy } from "../../src/study/load-study.ts";
import { MODELS, planned, rows, run, tinyWorkspace, writeFiles } from "./tiny-workspace.ts";

const PAGE = `# Busy days

\`\`\`sql id=busy chart=line
select day, posts
from posts_daily
where posts > 1
\`\`\`

Prose with \`\`\`sql in it.

~~~sql
select count(*) as n from posts
~~~

\`\`\`js
select("not SQL")
\`\`\`
`;

const workspace = tinyWorkspace({ ...MODELS, "reports/notebooks/Busy days.md": PAGE });
afterAll(() => rmSync(workspace.root, { recursive: true, force: true }));

test("the SQL blocks of a page are found, with lines and table names", () => {
  expect(notebookBlocks("Busy days", PAGE)).toEqual([
    {
      table: "notebook_busy_days_busy",
      id: "busy",
      sql: "select day, posts\nfrom posts_daily\nwhere posts > 1",
      chart: "line",
      line: 3,
      lastLine: 7,
    },
    {
      table: "notebook_busy_days_2",
      id: "2",
      sql: "select count(*) as n from posts",
      chart: null,
      line: 11,
      lastLine: 13,
    },
  ]);
});

test("blocks run as steps, again only when what they read changes, and errors name the line of the page", async () => {
  await run(workspace);
  expect(await rows(workspace, "select * from notebook_busy_days_busy")).toEqual([
    { day: "2026-03-02", posts: 2 },
  ]);
  expect(await rows(workspace, "select * from notebook_busy_days_2")).toEqual([{ n: 3 }]);
  writeFiles(workspace.root, {
    "reports/notebooks/Busy days.md": PAGE.replace("# Busy days", "# Other words\n"),
  });
  expect(await planned(workspace)).toEqual([]);
  writeFiles(workspace.root, { "reports/notebooks/Busy days.md": PAGE.replace("posts > 1", "psts > 1") });
  expect(await planned(workspace)).toEqual(["notebook_busy_days_busy"]);
  const { study } = loadStudy(workspace);
  if (!study) throw new Error("the study is wrong");
  const found = await bindCheck(await readPipeline(workspace, study), study, workspace);
  expect(found.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
    "reports/notebooks/Busy days.md:6:7",
  ]);
});
