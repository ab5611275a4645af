import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sourceFiles } from "../../src/bundle-build.mjs";
import { MODELS, rows, run, STUDY, tinyWorkspace } from "./tiny-workspace.ts";

const KILLS = 50;
const ROWS = 500;
const TABLES = ["mentions", "posts", "posts_daily", "posts_total", "posts_by_author", "posts_ranked"];
/** One file, so that fifty processes start fast; its modules know where their own files are. */
const runner = fileURLToPath(new URL("../../coverage/run-once.mjs", import.meta.url));

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL("./run-once.ts", import.meta.url))],
    outfile: runner,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "error",
    plugins: [sourceFiles({})],
  });
});

/** Mulberry32 (Ettinger 2017): a small generator, so that a seed repeats a test. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const posts = (count: number, salt: number) =>
  `id,at,author,text\n${Array.from({ length: count }, (_, i) => `${i},2026-03-0${1 + (i % 9)}T10:00:00Z,u${i % 50},acme ${salt} post ${i}`).join("\n")}\n`;

const FILES: Record<string, string> = {
  ...Object.fromEntries(Object.entries(MODELS).filter(([path]) => path.endsWith(".sql"))),
  "pipelines/models/posts_by_author.sql":
    "select author_name, count(*) as posts from mentions group by author_name",
  "pipelines/models/posts_ranked.sql":
    "select *, rank() over (order by posts desc, author_name) as place from posts_by_author",
};

interface Victim {
  /** Let it open the database and run; resolves when it does. */
  go(): Promise<void>;
  /** Its exit code and the signal that ended it. */
  ended: Promise<unknown[]>;
  kill(): void;
}

/** Start a process that will run the workspace again and again once told to; starting ahead saves time. */
function startVictim(root: string): Victim {
  const child = spawn(process.execPath, [runner, root], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  return {
    ended,
    kill: () => child.kill("SIGKILL"),
    go: async () => {
      child.stdin.write("go\n");
      await Promise.race([once(child.stdout, "data"), ended]);
    },
  };
}

const victim = tinyWorkspace(FILES);
const undisturbed = tinyWorkspace(FILES);
afterAll(() => {
  for (const { root } of [victim, undisturbed]) rmSync(root, { recursive: true, force: true });
});

const contents = async (workspace: typeof victim) => {
  const found: Record<string, unknown> = {};
  for (const table of TABLES)
    found[table] = await rows(
      workspace,
      `select count(*)::int as n, sum(hash(t)::hugeint)::varchar as hash from ${table} as t`,
    );
  return found;
};

test(`${KILLS} kills at random moments leave whole tables, and the next run mends everything`, async () => {
  const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const random = randomOf(seed);
  writeFileSync(join(victim.root, "data/exports/posts.csv"), posts(ROWS, 0));
  expect((await run(victim)).status).toBe("done");
  const ahead = [startVictim(victim.root), startVictim(victim.root)];
  for (let killed = 1; killed <= KILLS; killed++) {
    writeFileSync(join(victim.root, "data/exports/posts.csv"), posts(ROWS, killed));
    const next = ahead.shift() as Victim;
    if (killed + ahead.length < KILLS) ahead.push(startVictim(victim.root));
    await next.go();
    await new Promise((resolve) => setTimeout(resolve, random() * 300));
    next.kill();
    expect(await next.ended, "the process was at work until it was killed").toEqual([null, "SIGKILL"]);
    if (killed % 10 !== 0) continue;
    const sql =
      "select (select count(*) from posts)::int as posts, (select sum(posts) from posts_daily)::int as daily";
    expect(await rows(victim, sql), `after kill ${killed}`).toEqual([{ posts: ROWS, daily: ROWS }]);
  }
  const last = posts(ROWS, KILLS + 1);
  for (const workspace of [victim, undisturbed]) {
    writeFileSync(join(workspace.root, "data/exports/posts.csv"), last);
    writeFileSync(join(workspace.root, "pipelines/study.yaml"), STUDY);
    const manifest = await run(workspace);
    expect(manifest.status).toBe("done");
    expect(manifest.checks.every((check) => check.status === "passed")).toBe(true);
  }
  expect(await contents(victim)).toEqual(await contents(undisturbed));
}, 240_000);
