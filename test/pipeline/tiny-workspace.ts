import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  executeRun,
  planRun,
  type RunEvent,
  type RunRequest,
  type RunScope,
} from "../../src/pipeline/index.ts";
import { loadStudy } from "../../src/study/load-study.ts";
import { Warehouse } from "../../src/warehouse/warehouse.ts";
import { locateWorkspace, type Workspace } from "../../src/workspace.ts";

export const STUDY = `title: Tiny
time_zone: UTC
topics:
  - id: acme
    role: own
    query: acme
sources:
  - match: "*.csv"
    format: generic
    platform: forum
    mapping: { native_id: id, published_at: at, text: text, author_name: author }
`;

export const POSTS = `id,at,author,text
1,2026-03-02T10:00:00Z,ann,acme is good
2,2026-03-02T11:00:00Z,bob,acme is bad
3,2026-03-03T12:00:00Z,cid,nothing here
`;

export const MODELS: Record<string, string> = {
  "pipelines/models/staging/posts.sql": `-- Posts with a day.
-- one row per mention
-- mention_id: the mention
-- unique: mention_id
-- not_null: mention_id, day
select mention_id, published_on as day, text
from mentions
where text is not null
`,
  "pipelines/models/marts/posts_daily.sql": `-- Posts per day.
-- one row per day
-- materialized: view
-- tags: daily
select day, count(*) as posts
from posts
group by day
`,
  "pipelines/models/marts/posts_total.sql": `-- All posts.
-- rows: = 1
select sum(posts)::bigint as posts
from posts_daily
`,
  "pipelines/steps/word_counts.ts": `import { defineStep } from "earshot/steps";
import { countWords } from "../lib/words.ts";

export default defineStep({
  description: "Words of each post.",
  grain: "mention",
  reads: ["posts"],
  columns: { mention_id: { type: "VARCHAR", description: "the mention" }, words: { type: "INTEGER", description: "words" } },
  parameters: (study) => ({ title: study.title }),
  async run({ rows, write }) {
    const found = await rows<{ mention_id: string; text: string }>("select mention_id, text from posts");
    await write(found.map((row) => ({ mention_id: row.mention_id, words: countWords(row.text) })));
  },
});
`,
  "pipelines/lib/words.ts": `export const countWords = (text: string): number => text.split(" ").length;
export const unused = 1;
`,
  "data/seeds/weights.csv": "day,weight\n2026-03-02,1.5\n2026-03-03,2\n",
};

/** Write files below a folder, folders made as needed. */
export function writeFiles(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** A workspace of a few files that takes nothing from the package, so that tests say what is in it. */
export function tinyWorkspace(files: Readonly<Record<string, string>> = MODELS): Workspace {
  const root = mkdtempSync(join(tmpdir(), "earshot-pipeline-"));
  writeFiles(root, { "pipelines/study.yaml": STUDY, "data/exports/posts.csv": POSTS, ...files });
  return closed(root);
}

/** The workspace at `root` without the package's models, steps, checks and seeds. */
export function closed(root: string): Workspace {
  return { ...locateWorkspace(root), packageRoot: root };
}

/** Open the database of a workspace, do `work`, close it. */
export async function withScope<T>(workspace: Workspace, work: (scope: RunScope) => Promise<T>): Promise<T> {
  const { study, sha256, diagnostics } = loadStudy(workspace);
  if (study === null) throw new Error(JSON.stringify(diagnostics));
  const warehouse = await Warehouse.open({ path: workspace.database });
  try {
    return await work({ workspace, study, studySha256: sha256, warehouse });
  } finally {
    warehouse.close();
  }
}

export const run = (workspace: Workspace, request: RunRequest = {}) =>
  withScope(workspace, (scope) => executeRun(scope, request));

/** Names of the steps (no checks) that a plan would run. */
export const planned = (workspace: Workspace, request: RunRequest = {}) =>
  withScope(workspace, async (scope) => {
    const { plan } = await planRun(scope, request);
    const runs = plan.nodes.filter(({ node, action }) => action === "run" && node.kind !== "check");
    return runs.map(({ node }) => node.name).sort();
  });

export const rows = (workspace: Workspace, sql: string) =>
  withScope(workspace, ({ warehouse }) => warehouse.rows(sql));

/** Collects the events of a run. */
export function recorder(): { events: RunEvent[]; listener: (event: RunEvent) => void } {
  const events: RunEvent[] = [];
  return { events, listener: (event) => events.push(event) };
}
