import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { POSTS, STUDY, writeFiles } from "../pipeline/tiny-workspace.ts";

const program = fileURLToPath(new URL("../../src/cli/earshot.mjs", import.meta.url));
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

const emptyFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "earshot-cli-"));
  made.push(folder);
  return folder;
};

function workspace(): string {
  const root = emptyFolder();
  writeFiles(root, {
    "pipelines/study.yaml": STUDY,
    "data/exports/posts.csv": POSTS,
    "pipelines/models/posts.sql":
      "-- Posts.\n-- one row per mention\n-- text: what it says\nselect mention_id, text, published_at from mentions\n",
  });
  return root;
}

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** One command in this process; `cwd` is given as the workspace. */
async function earshot(
  args: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const ended: Ended = { code: null, out: "", err: "" };
  const out = { write: (text: string) => (ended.out += text) };
  const err = { write: (text: string) => (ended.err += text) };
  ended.code = await main([...args, "--workspace", cwd], { out, err, environment });
  return ended;
}

/** The same in a process of its own, as a person starts it. */
function started(args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd });
    const ended: Ended = { code: null, out: "", err: "" };
    child.stdout.on("data", (chunk: Buffer) => {
      ended.out += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      ended.err += chunk.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...ended, code }));
  });
}

const SELECT = ["--select", "+posts", "--no-site"];

test("init makes a workspace that passes check, and refuses to write over one", async () => {
  const folder = emptyFolder();
  expect(
    await earshot(["init", "--time-zone", "Europe/Riga", "--title", 'A "quoted": title'], folder),
  ).toMatchObject({ code: 0 });
  const checked = await started(["check"], folder);
  expect(checked.err).toContain("No mistake found");
  expect(checked.code).toBe(0);
  expect((await earshot(["init"], folder)).code).toBe(2);
});

test("a first run of some steps ends well without a site, and says what the site lacks", async () => {
  const root = workspace();
  const first = await earshot(["run", "--select", "+posts"], root);
  expect(first.code, first.err).toBe(0);
  expect(first.err).toMatch(/No site was built: it needs the tables .*topic_mentions, not made yet/);
  expect(existsSync(join(root, "dist"))).toBe(false);
  writeFiles(root, { "dist/index.html": "<p>the site of last week</p>" });
  const again = await earshot(["run", "--select", "+mention_topics"], root);
  expect(again.code, again.err).toBe(0);
  expect(again.err).toContain("The site stays as it was: it needs the tables");
  expect(readFileSync(join(root, "dist/index.html"), "utf8")).toBe("<p>the site of last week</p>");
});

test("run, plan, why, show and diff on one workspace", async () => {
  const root = workspace();
  const first = await earshot(["run", ...SELECT, "--json"], root);
  expect(first.code, first.err).toBe(0);
  expect(JSON.parse(first.out)).toMatchObject({
    status: "done",
    unchanged: false,
    inputs: [{ mentions: 3 }],
  });
  expect(first.err).toContain("1 export file, 3 rows: 3 mentions, 0 duplicates, 0 rejected");
  const second = await earshot(["run", ...SELECT], root);
  expect(second.err).toContain("Nothing had to run");
  expect(second.code).toBe(0);

  const plan = await earshot(["plan", "--select", "posts", "--all"], root);
  expect(plan.out).toMatch(/^posts +sql +unchanged$/m);
  const why = JSON.parse((await earshot(["why", "posts", "--json"], root)).out) as { action: string };
  expect(why.action).toBe("unchanged");

  const rows = JSON.parse((await earshot(["show", "posts", "--json", "--limit", "1"], root)).out) as object[];
  expect(rows).toHaveLength(1);
  const csv = await earshot(
    ["show", "--sql", "select 'a,b' as \"x\", null as y, 2 as z", "--format", "csv"],
    root,
  );
  expect(csv.out).toBe('x,y,z\n"a,b",,2\n');
  const docs = await earshot(["show", "posts", "--docs"], root);
  expect(docs.out).toContain("  text  what it says");
  const wrong = await earshot(["show", "post"], root);
  expect(wrong).toMatchObject({ code: 2, out: "" });
  expect(wrong.err).toContain('Did you mean "posts"');

  writeFiles(root, { "data/exports/more.csv": POSTS.replace(/^(\d),/gm, "7$1,").replaceAll("acme", "more") });
  await earshot(["run", ...SELECT], root);
  const diff = JSON.parse((await earshot(["diff", "--json"], root)).out) as {
    reasons: string[];
    tables: { table: string }[];
  };
  expect(diff.reasons).toContain("new export data/exports/more.csv: 3 mentions");
  // A table with texts leaves no rows in snapshots, so only their number can be compared.
  const posts = diff.tables.find((each) => each.table === "posts");
  expect(posts).toMatchObject({ rowsBefore: 3, rowsAfter: 6, added: null });
});

test("files: parquet and arrow are written, and only where a file is named", async () => {
  const root = workspace();
  await earshot(["run", ...SELECT, "--quiet"], root);
  for (const format of ["parquet", "arrow", "csv", "jsonl"]) {
    const file = join(root, `posts.${format}`);
    expect((await earshot(["show", "posts", "--output", file], root)).code, format).toBe(0);
    expect(readFileSync(file).length, format).toBeGreaterThan(20);
  }
  const magic = readFileSync(join(root, "posts.parquet")).subarray(0, 4).toString();
  expect(magic).toBe("PAR1");
  expect((await earshot(["show", "posts", "--format", "arrow"], root)).code).toBe(2);
});

test("wrong use ends with 2 and says what to do", async () => {
  const root = workspace();
  const cases: [string[], RegExp][] = [
    [["rnu"], /unknown command: rnu[\s\S]*Did you mean "run"/],
    [["run", "--selct", "x"], /unknown option: --selct[\s\S]*Did you mean "select"/],
    [["run", "--select", "postss"], /postss matches nothing[\s\S]*Did you mean "posts"/],
    [["run", "nosuch"], /unknown recipe: nosuch/],
    [["show", "posts"], /nothing has run/],
    [["why"], /needs the name of a step/],
  ];
  for (const [args, message] of cases) {
    const ended = await earshot(args, root);
    expect(ended.err, args.join(" ")).toMatch(message);
    expect(ended.code, args.join(" ")).toBe(2);
    expect(ended.err, args.join(" ")).not.toContain("    at ");
  }
  const nowhere = await earshot(["run"], join(root, "nowhere"));
  expect(nowhere).toMatchObject({ code: 2, out: "" });
  expect(nowhere.err).toMatch(/no study in .*nowhere[\s\S]*earshot init/);
});

test("a broken model: place, caret, exit 2 with check and 3 with run; no colours in a pipe", async () => {
  const root = workspace();
  writeFiles(root, { "pipelines/models/posts.sql": "select mention_id,\n  txet\nfrom mentions\n" });
  const checked = await earshot(["check"], root);
  expect(checked.code).toBe(2);
  expect(checked.err).toContain("pipelines/models/posts.sql:2:3: error: Binder error");
  const ran = await earshot(["run", ...SELECT], root);
  expect(ran.code).toBe(3);
  expect(ran.err).toContain("    txet\n    ^\n");
  expect(ran.err).not.toContain("\u001b");
  const painted = await earshot(["check"], root, { FORCE_COLOR: "1", NO_COLOR: "" });
  expect(painted.err).toContain("\u001b[31m");
  const plain = await earshot(["check", "--no-color"], root, { FORCE_COLOR: "1" });
  expect(plain.err).not.toContain("\u001b");
});

test("text of mentions cannot steer the terminal", async () => {
  const root = workspace();
  writeFiles(root, {
    "data/exports/posts.csv": 'id,at,author,text\n1,2026-03-02T10:00:00Z,ann,"\u001b[2Jacme\u202e"\n',
  });
  await earshot(["run", ...SELECT, "--quiet"], root);
  const shown = await earshot(["show", "posts"], root);
  expect(shown.out).toContain("acme");
  for (const char of ["\u001b", "\u202e"]) expect(shown.out).not.toContain(char);
});

test("a folder that cannot be written gives a clear error", async () => {
  const root = workspace();
  if (process.getuid?.() === 0) {
    // root may write anywhere: a file in the place of the folder stands for it
    writeFiles(root, { "data/warehouse": "not a folder" });
  } else chmodSync(join(root, "data"), 0o555);
  const ended = await earshot(["run", ...SELECT], root);
  chmodSync(join(root, "data"), 0o755);
  expect(ended.code).not.toBe(0);
  expect(ended.err).toMatch(/cannot (write|open|make)/);
  expect(ended.err, "a new database would not help").not.toContain("earshot clean");
  expect(ended.err).not.toContain("defect");
});

test("clean lists and removes runs and the database", async () => {
  const root = workspace();
  await earshot(["run", ...SELECT, "--quiet"], root);
  await earshot(["run", ...SELECT, "--quiet"], root);
  const listed = JSON.parse((await earshot(["clean", "--list", "--json"], root)).out) as {
    unchanged: boolean;
  }[];
  expect(listed.map((each) => each.unchanged)).toEqual([false, true]);
  expect((await earshot(["clean", "--keep", "1", "--days", "0", "--database"], root)).code).toBe(0);
  expect(JSON.parse((await earshot(["clean", "--list", "--json"], root)).out)).toHaveLength(1);
  expect(existsSync(join(root, "data/warehouse/earshot.duckdb"))).toBe(false);
  expect((await earshot(["run", ...SELECT, "--quiet"], root)).code).toBe(0);
});

test("--quiet keeps quiet about everything but errors: mistakes with their places, failed checks", async () => {
  const root = workspace();
  writeFiles(root, { "pipelines/models/posts.sql": "select text\nfrom mentoins\n" });
  const broken = await earshot(["run", ...SELECT, "--quiet"], root);
  expect(broken.code).toBe(2);
  expect(broken.err).toMatch(/posts\.sql:2:6: error: unknown table: mentoins/);
  writeFiles(root, {
    "pipelines/models/posts.sql": "select text from mentions",
    "pipelines/checks/no_posts.sql": "select * from posts",
  });
  const failed = await earshot(["run", ...SELECT, "--quiet"], root);
  expect(failed.code).toBe(1);
  expect(failed.err).toMatch(/check failed: no_posts, 3 rows/);
});

test("a reader that closes the output early ends a command quietly", async () => {
  const child = spawn(process.execPath, [program, "help"]);
  const said: string[] = [];
  child.stdout.destroy();
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(said.join("")).toBe("");
  expect(code).toBe(0);
});
