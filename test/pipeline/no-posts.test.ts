import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runSummary } from "../../src/cli/summary.ts";
import { exitCodeOf } from "../../src/pipeline/index.ts";
import type { Workspace } from "../../src/workspace.ts";
import { rows, run, tinyWorkspace, withScope, writeFiles } from "./tiny-workspace.ts";

const made: Workspace[] = [];
afterAll(() => {
  for (const { root } of made) rmSync(root, { recursive: true, force: true });
});

const moment = (n: number) => `2026-03-02T10:00:${String(n % 60).padStart(2, "0")}`;

/** A supergroup of Telegram: so many messages, and so many that say who came and went. */
function telegramChat(posts: number, services: number): string {
  const message = (id: number, more: Record<string, unknown>) => ({ id, date: moment(id), ...more });
  const messages = [
    ...Array.from({ length: posts }, (_, n) =>
      message(n, { type: "message", from: "Ann", from_id: "user1", text: `acme is good, ${n} times` }),
    ),
    ...Array.from({ length: services }, (_, n) =>
      message(1000 + n, { type: "service", actor: "Ann", action: "join_group_by_link" }),
    ),
  ];
  return JSON.stringify({ name: "Tiny", type: "public_supergroup", id: 7, messages });
}

/** A dump of Jetstream: posts between likes, follows, deletions and account events. */
function jetstream(posts: number, others: number): string {
  const value = (n: number, kind: string, commit?: Record<string, unknown>) =>
    `${JSON.stringify({ did: `did:plc:${kind}`, time_us: 1772359200000000 + n, kind, ...(commit && { commit: { rkey: `r${n}`, ...commit } }) })}\n`;
  const record = (n: number) => ({ createdAt: `${moment(n)}Z`, text: `acme is bad, ${n} times` });
  const post = { operation: "create", collection: "app.bsky.feed.post" };
  const other = [
    (n: number) => value(n, "commit", { operation: "create", collection: "app.bsky.feed.like" }),
    (n: number) => value(n, "commit", { operation: "create", collection: "app.bsky.graph.follow" }),
    (n: number) => value(n, "commit", { operation: "delete", collection: "app.bsky.feed.post" }),
    (n: number) => value(n, "identity"),
  ];
  const lines = [
    ...Array.from({ length: posts }, (_, n) => value(n, "commit", { ...post, record: record(n) })),
    ...Array.from({ length: others }, (_, n) => (other[n % 4] as (n: number) => string)(1000 + n)),
  ];
  return lines.join("");
}

function workspaceWith(files: Record<string, string>): Workspace {
  const workspace = tinyWorkspace({});
  made.push(workspace);
  rmSync(join(workspace.root, "data/exports/posts.csv"));
  writeFiles(workspace.root, {
    ...files,
    "pipelines/checks/ledger_agrees_with_tables.sql": readFileSync(
      join(import.meta.dirname, "../../pipelines/checks/ledger_agrees_with_tables.sql"),
      "utf8",
    ),
  });
  return workspace;
}

const statusOf = (manifest: Awaited<ReturnType<typeof run>>) =>
  manifest.checks.find(({ name }) => name === "import:rejected_share")?.status;

test("sound files with records that are no posts do not fail a run, which says how many there were", async () => {
  const workspace = workspaceWith({
    "data/exports/chat.json": telegramChat(3, 9),
    "data/exports/jetstream.jsonl": jetstream(2, 20),
  });
  const manifest = await run(workspace);
  expect(exitCodeOf(manifest)).toBe(0);
  expect(manifest.checks.filter(({ status }) => status !== "passed")).toEqual([]);
  expect(manifest.inputs).toMatchObject([
    { read: 12, mentions: 3, duplicates: 0, rejected: 9, notPosts: 9 },
    { read: 22, mentions: 2, duplicates: 0, rejected: 20, notPosts: 20 },
  ]);
  expect(
    await rows(
      workspace,
      "select class, reason, count(*)::int as n from rejected_rows group by all order by reason",
    ),
  ).toEqual([
    { class: "no post", reason: "a deletion, no post", n: 5 },
    { class: "no post", reason: "a like, follow or other record, no post", n: 10 },
    { class: "no post", reason: "a service message, no post", n: 9 },
    { class: "no post", reason: "an account event, no post", n: 5 },
  ]);
  const said = await withScope(workspace, ({ warehouse }) => runSummary(warehouse, manifest));
  expect(said.join("\n")).toContain(
    "34 rows: 5 mentions, 0 duplicates, 29 rejected (29 of them no posts by their format)",
  );
});

test("records that are no posts do not thin out the faults of a file", async () => {
  const workspace = workspaceWith({
    "data/exports/jetstream.jsonl": `${jetstream(50, 900)}{"did": "did:plc:a", "time_us": 17\n`,
  });
  const manifest = await run(workspace);
  expect(manifest.inputs).toMatchObject([{ read: 951, mentions: 50, rejected: 901, notPosts: 900 }]);
  expect(statusOf(manifest)).toBe("failed");
  expect(exitCodeOf(manifest)).toBe(1);
  expect(manifest.checks.find(({ name }) => name === "import:rejected_share")?.samples).toEqual([
    { rejected: 1, rows_read: 51 },
  ]);
  const enough = workspaceWith({
    "data/exports/jetstream.jsonl": `${jetstream(100, 900)}{"did": "did:plc:a", "time_us": 17\n`,
  });
  expect(statusOf(await run(enough))).toBe("passed");
});
