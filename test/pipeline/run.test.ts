import { readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { EarshotError } from "../../src/errors.ts";
import { exitCodeOf, planRun, readManifests } from "../../src/pipeline/index.ts";
import { holdWorkspace } from "../../src/pipeline/run-lock.ts";
import { EXACT_SUM_VERSION } from "../../src/pipeline/session-functions.ts";
import { loadStudy } from "../../src/study/load-study.ts";
import type { Workspace } from "../../src/workspace.ts";
import {
  MODELS,
  POSTS,
  planned,
  recorder,
  rows,
  run,
  STUDY,
  tinyWorkspace,
  withScope,
  writeFiles,
} from "./tiny-workspace.ts";

const made: Workspace[] = [];
const workspaceOf = (files?: Record<string, string>) => {
  const workspace = tinyWorkspace(files);
  made.push(workspace);
  return workspace;
};
afterAll(() => {
  for (const { root } of made) rmSync(root, { recursive: true, force: true });
});

const edit = (workspace: Workspace, path: string, change: (text: string) => string) => {
  const file = join(workspace.root, path);
  writeFileSync(file, change(readFileSync(file, "utf8")));
};

test("a step copied into a workspace finds the package's files beside it, until the workspace has its own", async () => {
  const packaged = tinyWorkspace({
    ...MODELS,
    "pipelines/lib/words.ts": "export const countWords = (text: string): number => text.length;\n",
  });
  const { "pipelines/lib/words.ts": library, ...without } = MODELS;
  const own = tinyWorkspace(without);
  made.push(packaged, own);
  const workspace = { ...own, packageRoot: packaged.root };
  const words = "select sum(words)::int as words from word_counts";
  expect((await run(workspace)).status).toBe("done");
  expect(await rows(workspace, words)).toEqual([{ words: 35 }]);
  writeFiles(own.root, { "pipelines/lib/words.ts": library ?? "" });
  expect(await planned(workspace)).toContain("word_counts");
  await run(workspace);
  expect(await rows(workspace, words)).toEqual([{ words: 8 }]);
});

test("a first run makes every table, a second has nothing to do", async () => {
  const workspace = workspaceOf();
  const first = await run(workspace);
  expect(first.status).toBe("done");
  expect(first.unchanged).toBe(false);
  expect(first.inputs[0]).toMatchObject({ read: 3, mentions: 3, duplicates: 0, rejected: 0 });
  expect(first.checks.map((check) => `${check.name} ${check.status}`).sort()).toEqual([
    "import:ledger_adds_up passed",
    "import:readable_files passed",
    "import:rejected_share passed",
    "not_null:posts(mention_id,day) passed",
    "rows:posts_total(=1) passed",
    "unique:posts(mention_id) passed",
  ]);
  expect(await rows(workspace, "select * from posts_daily order by day")).toEqual([
    { day: "2026-03-02", posts: 2 },
    { day: "2026-03-03", posts: 1 },
  ]);
  expect(await rows(workspace, "select sum(words)::int as words from word_counts")).toEqual([{ words: 8 }]);
  expect(
    await rows(workspace, "select typeof(weight) as type, typeof(day) as day from weights limit 1"),
  ).toEqual([{ type: "DOUBLE", day: "DATE" }]);
  const second = await run(workspace);
  expect(second.unchanged).toBe(true);
  expect(second.checks).toEqual(first.checks);
  expect(second.steps.every((step) => step.status === "unchanged")).toBe(true);
});

test("what runs after a change is what the change reaches, and nothing else", async () => {
  const workspace = workspaceOf();
  await run(workspace);
  edit(
    workspace,
    "pipelines/models/staging/posts.sql",
    (text) => `${text.replace("-- Posts with a day.", "-- Posts.")}\n-- end\n`,
  );
  edit(workspace, "pipelines/models/staging/posts.sql", (text) =>
    text.replace("from mentions", "  FROM   mentions /* all */"),
  );
  expect(await planned(workspace), "comments, white space and keyword case").toEqual([]);
  edit(workspace, "pipelines/models/marts/posts_total.sql", (text) =>
    text.replace("sum(posts)", "max(posts)"),
  );
  expect(await planned(workspace), "a mart").toEqual(["posts_total"]);
  await run(workspace);
  edit(workspace, "pipelines/models/staging/posts.sql", (text) => text.replace("is not null", "<> ''"));
  expect(await planned(workspace), "a staging model").toEqual([
    "posts",
    "posts_daily",
    "posts_total",
    "word_counts",
  ]);
  await run(workspace);
  edit(workspace, "pipelines/lib/words.ts", (text) => text.replace("unused = 1", "unused = 2 // never read"));
  expect(await planned(workspace), "unused code").toEqual([]);
  edit(workspace, "pipelines/lib/words.ts", (text) => text.replace('split(" ")', "split(/ +/)"));
  expect(await planned(workspace), "code that a step uses").toEqual(["word_counts"]);
  await run(workspace);
  edit(workspace, "pipelines/study.yaml", (text) => text.replace("title: Tiny", "title: Small"));
  expect(await planned(workspace), "a parameter").toEqual(["study", "word_counts"]);
  await run(workspace);
  writeFiles(workspace.root, { "data/seeds/weights.csv": "day,weight\n2026-03-02,3\n" });
  expect(await planned(workspace), "a seed that nobody reads").toEqual(["weights"]);
  writeFiles(workspace.root, {
    "data/exports/more.csv": POSTS.replaceAll("acme", "other").replace(/^([123]),/gm, "9$1,"),
  });
  const plan = await withScope(workspace, async (scope) => (await planRun(scope)).plan);
  expect(plan.nodes.find(({ node }) => node.name === "import")?.reason).toBe("export files: 1 new");
  expect(plan.nodes.find(({ node }) => node.name === "posts")?.reason).toBe("input changed: mentions");
  await run(workspace);
  expect(await planned(workspace)).toEqual([]);
});

test("what reads a table that turns out as it was does not run", async () => {
  const workspace = workspaceOf();
  await run(workspace);
  edit(workspace, "pipelines/models/staging/posts.sql", (text) =>
    text.replace("text is not null", "text is not null and length(text) > 0"),
  );
  expect(await planned(workspace)).toEqual(["posts", "posts_daily", "posts_total", "word_counts"]);
  const manifest = await run(workspace);
  const status = Object.fromEntries(manifest.steps.map((step) => [step.name, step.status]));
  expect(status).toMatchObject({ posts: "ran", posts_daily: "unchanged", word_counts: "unchanged" });
  expect(manifest.steps.find((step) => step.name === "posts_daily")?.reason).toBe(
    "its inputs turned out unchanged",
  );
  expect(await planned(workspace)).toEqual([]);
  edit(workspace, "pipelines/models/staging/posts.sql", (text) => text.replace("> 0", "> 11"));
  const shorter = await run(workspace);
  expect(shorter.steps.filter((step) => step.status === "ran").map((step) => step.name)).toEqual([
    "posts",
    "posts_daily",
    "posts_total",
    "word_counts",
  ]);
  expect(await rows(workspace, "select posts from posts_total")).toEqual([{ posts: 2 }]);
});

test("a removed model takes its table along, a dropped table is made again, a view becomes a table", async () => {
  const workspace = workspaceOf();
  await run(workspace);
  rmSync(join(workspace.pipelines, "models/marts/posts_total.sql"));
  edit(workspace, "pipelines/models/marts/posts_daily.sql", (text) =>
    text.replace("materialized: view", "materialized: table"),
  );
  await withScope(workspace, ({ warehouse }) => warehouse.run("drop table weights"));
  expect(await planned(workspace)).toEqual(["posts_daily", "weights"]);
  await run(workspace);
  const found = await rows(
    workspace,
    "select table_name as name, table_type as kind from information_schema.tables where table_schema = 'main' and table_name in ('posts_total', 'posts_daily', 'weights') order by 1",
  );
  expect(found).toEqual([
    { name: "posts_daily", kind: "BASE TABLE" },
    { name: "weights", kind: "BASE TABLE" },
  ]);
});

test("a failing step shows line and caret, stops what reads it, and leaves the last good table", async () => {
  const workspace = workspaceOf();
  await run(workspace);
  edit(workspace, "pipelines/models/staging/posts.sql", (text) => text.replace("text\nfrom", "txet\nfrom"));
  writeFiles(workspace.root, { "pipelines/models/marts/other.sql": "select count(*) as n from mentions" });
  const manifest = await run(workspace);
  expect(manifest.status).toBe("failed");
  expect(exitCodeOf(manifest)).toBe(3);
  const status = Object.fromEntries(manifest.steps.map((step) => [step.name, step.status]));
  expect(status).toMatchObject({
    posts: "failed",
    posts_daily: "skipped",
    word_counts: "skipped",
    other: "ran",
  });
  const lines = manifest.steps.find((step) => step.name === "posts")?.error?.split("\n") ?? [];
  expect(lines.slice(0, 3)).toEqual([
    'pipelines/models/staging/posts.sql:6:41: error: Binder error: Referenced column "txet" not found in FROM clause! [sql]',
    "  select mention_id, published_on as day, txet",
    `${" ".repeat(42)}^`,
  ]);
  expect(lines[3]).toMatch(/^ {2}Candidate bindings: "text"/);
  expect(await rows(workspace, "select count(*)::int as n from posts")).toEqual([{ n: 3 }]);
  const fast = await run(workspace, { failFast: true, fullRefresh: true });
  expect(
    fast.steps.filter((step) => step.reason === "the run stopped at the first failure").length,
  ).toBeGreaterThan(0);
});

test("an error inside a TypeScript step is placed in its file", async () => {
  const workspace = workspaceOf({
    ...MODELS,
    "pipelines/steps/word_counts.ts": (MODELS["pipelines/steps/word_counts.ts"] ?? "").replace(
      "countWords(row.text)",
      "countWords(row.missing.text)",
    ),
  });
  const manifest = await run(workspace);
  expect(manifest.steps.find((step) => step.name === "word_counts")?.error).toMatch(
    /^pipelines\/steps\/word_counts\.ts:12:\d+: error: Cannot read properties of undefined/,
  );
});

test("an error in the SQL of a TypeScript step is placed at the query's own line", async () => {
  const step = MODELS["pipelines/steps/word_counts.ts"] ?? "";
  const workspace = workspaceOf({
    ...MODELS,
    "pipelines/steps/word_counts.ts": step.replace(
      '"select mention_id, text from posts"',
      "`select mention_id,\n        text || txet as text\n      from posts`",
    ),
  });
  const lines = (await run(workspace)).steps
    .find((found) => found.name === "word_counts")
    ?.error?.split("\n");
  expect(lines?.[0]).toMatch(/^pipelines\/steps\/word_counts\.ts:\d+:17: error: Binder Error: .*"txet"/);
  expect(lines?.slice(1, 3)).toEqual(["          text || txet as text", `${" ".repeat(18)}^`]);
});

test("a failing check ends the run with exit 1 and keeps sample rows; a warning does not", async () => {
  const workspace = workspaceOf({
    ...MODELS,
    "pipelines/checks/no_bad_words.sql":
      "-- Nobody is rude.\n-- threshold: 0\nselect text from posts where text like '%bad%'",
    "pipelines/checks/few_posts.sql": "-- severity: warn\nselect * from posts",
    "pipelines/checks/tolerant.sql": "-- threshold: 3\nselect * from posts",
  });
  const manifest = await run(workspace);
  const checks = new Map(manifest.checks.map((check) => [check.name, check]));
  expect(checks.get("no_bad_words")).toMatchObject({
    status: "failed",
    failures: 1,
    samples: [{ text: "acme is bad" }],
  });
  expect(checks.get("few_posts")).toMatchObject({ status: "warned", failures: 3 });
  expect(checks.get("tolerant")).toMatchObject({ status: "passed", failures: 3 });
  expect(manifest.status).toBe("checks_failed");
  expect(exitCodeOf(manifest)).toBe(1);
  const again = await run(workspace);
  expect(again.unchanged).toBe(true);
  expect(exitCodeOf(again), "a check that failed goes on failing").toBe(1);
});

test("a partial selection never passes for a full run", async () => {
  const workspace = workspaceOf();
  await run(workspace);
  edit(workspace, "pipelines/models/staging/posts.sql", (text) =>
    text.replace("is not null", "like '%acme%'"),
  );
  edit(workspace, "pipelines/models/marts/posts_total.sql", (text) => text.replace("sum", "max"));
  const partial = await run(workspace, { select: ["posts_total"] });
  expect(partial.steps.filter((step) => step.status === "ran").map((step) => step.name)).toEqual([
    "posts_total",
  ]);
  expect(await planned(workspace)).toEqual(["posts", "posts_daily", "posts_total", "word_counts"]);
});

test("an export that cannot be read fails the run, keeps the others, and is tried again", async () => {
  const workspace = workspaceOf();
  writeFiles(workspace.root, {
    "data/exports/what.csv": "q,z\n1,2\n",
    "pipelines/study.yaml": STUDY.replace('"*.csv"', '"posts.csv"'),
  });
  const manifest = await run(workspace);
  expect(exitCodeOf(manifest)).toBe(1);
  expect(manifest.checks.find((check) => check.name === "import:readable_files")).toMatchObject({
    status: "failed",
    failures: 1,
  });
  expect(await rows(workspace, "select count(*)::int as n from posts")).toEqual([{ n: 3 }]);
  const again = await run(workspace);
  expect(again.steps.filter((step) => step.status === "ran").map((step) => step.name)).toEqual(["import"]);
  rmSync(join(workspace.root, "data/exports/what.csv"));
  expect(exitCodeOf(await run(workspace))).toBe(0);
});

test("a second run at the same time is refused with who holds the workspace", async () => {
  const workspace = workspaceOf();
  const release = holdWorkspace(workspace, "earshot run");
  await expect(run(workspace)).rejects.toThrow(
    new RegExp(`in use by process ${process.pid} on .*earshot run`),
  );
  release();
  writeFileSync(
    join(workspace.warehouse, "run.lock"),
    JSON.stringify({
      pid: process.pid,
      host: (await import("node:os")).hostname(),
      command: "x",
      since: "",
      born: "1",
    }),
  );
  expect((await run(workspace)).status, "the lock of a process that is gone").toBe("done");
});

test("Ctrl-C stops the query, rolls back, and the next run goes on", async () => {
  const workspace = workspaceOf({
    ...MODELS,
    "pipelines/models/slow.sql":
      "select count(*) as n from range(1000000) a, range(100000) b, posts where a.range * b.range % 7 = length(text)",
  });
  const controller = new AbortController();
  const { events, listener } = recorder();
  const stop = (event: Parameters<typeof listener>[0]) => {
    listener(event);
    if (event.type === "step-started" && event.name === "slow") setTimeout(() => controller.abort(), 100);
  };
  const manifest = await run(workspace, { listener: stop, signal: controller.signal });
  expect(manifest.status).toBe("interrupted");
  expect(exitCodeOf(manifest)).toBe(130);
  expect(events.some((event) => event.type === "step-finished" && event.step.name === "slow")).toBe(true);
  writeFiles(workspace.root, { "pipelines/models/slow.sql": "select 1 as n" });
  expect((await run(workspace)).status).toBe("done");
});

test("every mistake in the pipeline is reported at once, before anything runs", async () => {
  const workspace = workspaceOf({
    "pipelines/models/a.sql": "select * from b",
    "pipelines/models/b.sql": "select *\nfrom a",
    "pipelines/models/c.sql": "select * from mentoins",
    "pipelines/models/d.sql": "selec 1",
    "pipelines/models/sub/c.sql": "select 1 as x",
    "pipelines/models/e.sql": "select 1; select 2",
    "pipelines/steps/f.ts": "export default { nothing: true };\n",
  });
  const error = await run(workspace).then(
    () => null,
    (thrown: unknown) => thrown as EarshotError,
  );
  expect(error).toBeInstanceOf(EarshotError);
  const found = error?.diagnostics
    .map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`)
    .sort();
  expect(found).toEqual([
    "pipelines/models/a.sql:1:15 cycle",
    "pipelines/models/c.sql:1:15 unknown-table",
    "pipelines/models/d.sql:1:1 syntax",
    "pipelines/models/e.sql:1:11 one-select",
    "pipelines/models/sub/c.sql:1:1 duplicate-name",
    "pipelines/steps/f.ts:1:1 step-definition",
  ]);
  expect(error?.diagnostics.find((each) => each.rule === "step-definition")?.message).toContain(
    "description must be a text; grain must be a text; reads must be a list",
  );
  expect(error?.diagnostics.find((each) => each.rule === "unknown-table")?.hint).toBe(
    'Did you mean "mentions"?',
  );
  expect(readManifests(workspace)).toEqual([]);
});

test("a mistake in a file that several steps import is said once", async () => {
  const workspace = workspaceOf({
    ...MODELS,
    "pipelines/lib/words.ts": 'export { countWords } from "./gone.ts";\n',
    "pipelines/steps/words_again.ts": MODELS["pipelines/steps/word_counts.ts"] ?? "",
  });
  const error = await run(workspace).catch((thrown: unknown) => thrown as EarshotError);
  expect(error).toBeInstanceOf(EarshotError);
  expect(
    (error as EarshotError).diagnostics.map(({ file, line, rule }) => `${file}:${line} ${rule}`),
  ).toEqual(["pipelines/lib/words.ts:1 step-build"]);
});

test("a file that is not UTF-8 says where; a byte order mark and Windows' line ends do no harm", async () => {
  const workspace = workspaceOf({
    ...MODELS,
    "pipelines/models/marked.sql":
      "\uFEFF-- Marked.\r\n-- materialized: view\r\nselect 1 as one\r\nfrom posts_total\r\n",
  });
  expect((await run(workspace)).status).toBe("done");
  expect(await rows(workspace, "select one from marked")).toEqual([{ one: 1 }]);
  const file = (name: string) => join(workspace.root, "pipelines", "models", name);
  writeFileSync(file("latin.sql"), Buffer.from("select 1 as a,\n  'é', 'caf\xe9' as b\n", "latin1"));
  writeFileSync(file("wide.sql"), Buffer.from("\uFEFFselect 1 as a\n", "utf16le"));
  const error = await run(workspace).catch((thrown: unknown) => thrown as EarshotError);
  const found = (error as EarshotError).diagnostics;
  expect(found.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)).toEqual([
    "pipelines/models/latin.sql:2:4 this file is not UTF-8",
    "pipelines/models/wide.sql:1:1 this file is not UTF-8 but UTF-16",
  ]);
});

test("a check that cannot be run says why and where, and its table stands", async () => {
  const workspace = workspaceOf({
    ...MODELS,
    "pipelines/models/marts/typed.sql": "-- Typed.\n-- unique: nosuch\nselect 1 as a\n",
    "pipelines/checks/broken.sql": "select *\nfrom posts_total\nwhere pots > 2\n",
  });
  const { events, listener } = recorder();
  const manifest = await run(workspace, { listener });
  expect(manifest.status).toBe("checks_failed");
  const said = events.flatMap((event) =>
    event.type === "check-finished" && event.error ? [event.error] : [],
  );
  expect(said.sort()).toEqual([
    expect.stringMatching(
      /^pipelines\/checks\/broken\.sql:3:7: error: .*"pots".*\n {2}where pots > 2\n {8}\^/,
    ),
    expect.stringMatching(/^pipelines\/models\/marts\/typed\.sql:2:1: error: .*"nosuch"/),
  ]);
  expect(await rows(workspace, "select a from typed")).toEqual([{ a: 1 }]);
});

test("two blocks of one page with one id are both named by their lines; a setting by its column", async () => {
  const block = "```sql id=a\nselect 1 as x\n```\n";
  const workspace = workspaceOf({
    ...MODELS,
    "reports/notebooks/n.md": `# Two\n\n${block}\n${block}`,
    "pipelines/models/m.sql": "-- materialized: tabel\nselect 1 as x\n",
  });
  const error = await run(workspace).catch((thrown: unknown) => thrown as EarshotError);
  const found = (error as EarshotError).diagnostics;
  expect(found.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)).toEqual([
    "pipelines/models/m.sql:1:18 invalid materialized: tabel; table or view",
    "reports/notebooks/n.md:7:1 duplicate name: notebook_n_a is already defined by reports/notebooks/n.md:3",
  ]);
});

test("what uses exact_sum has its definition in its fingerprint, and nothing else has", async () => {
  const workspace = workspaceOf({
    ...MODELS,
    "pipelines/models/summed.sql": "select EXACT_SUM(posts) as posts from posts_daily",
    "pipelines/models/mentioned.sql": "select 1 as x -- not by exact_sum",
    "pipelines/steps/summed_too.ts": (MODELS["pipelines/steps/word_counts.ts"] ?? "").replace(
      "select mention_id, text from posts",
      "select mention_id, text from posts where (select exact_sum(posts) from posts_daily) > 0",
    ),
  });
  await withScope(workspace, async (scope) => {
    const { nodes } = (await planRun(scope)).plan;
    const using = nodes.filter(({ parts }) => parts.versions["exact_sum"] !== undefined);
    expect(using.map(({ node }) => node.name).sort()).toEqual(["summed", "summed_too"]);
    expect(using.map(({ parts }) => parts.versions["exact_sum"])).toEqual([
      EXACT_SUM_VERSION,
      EXACT_SUM_VERSION,
    ]);
  });
});

test("files that were read before are not parsed again by another process, unless they or the reader changed", async () => {
  const workspace = workspaceOf();
  const past = new Date(Date.now() - 60_000);
  const model = join(workspace.root, "pipelines/models/marts/posts_total.sql");
  const touch = (name: string) => utimesSync(join(workspace.root, name), past, past);
  for (const name of Object.keys(MODELS)) touch(name);
  await run(workspace);
  const kept = join(workspace.warehouse, "steps", "sources.json");
  const stored = () => readFileSync(kept, "utf8");
  expect(
    Object.keys(JSON.parse(stored()).files)
      .map((path) => path.split("/").at(-1))
      .sort(),
  ).toEqual(["posts.sql", "posts_daily.sql", "posts_total.sql"]);
  const elsewhere = async () => {
    vi.resetModules();
    const { readPipeline } = await import("../../src/pipeline/pipeline.ts");
    const { study } = loadStudy(workspace);
    const { nodes } = await readPipeline(workspace, study as never);
    return nodes.find((node) => node.name === "posts_total")?.docs.description;
  };
  writeFileSync(kept, stored().replace("All posts.", "As it was read."));
  expect(await elsewhere()).toBe("As it was read.");
  writeFileSync(kept, stored().replace(/"key":"[0-9a-f]{16}/, '"key":"0000000000000000'));
  expect(await elsewhere()).toBe("All posts.");
  writeFileSync(kept, stored().replace("All posts.", "As it was read."));
  writeFileSync(model, readFileSync(model, "utf8").replace("All posts.", "Each and every post."));
  expect(await elsewhere()).toBe("Each and every post.");
});
