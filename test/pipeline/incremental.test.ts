import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { MODELS, rows, run, tinyWorkspace, writeFiles } from "./tiny-workspace.ts";

/** Models by mention, by day, a view between them, and a step that counts by day. */
const BY_PARTS: Record<string, string> = {
  "pipelines/models/staging/posts.sql": `-- Posts with a day.
-- incremental: mention_id
select mention_id, published_on as day, text, author_name
from mentions
where text is not null
`,
  "pipelines/models/staging/said.sql": `-- What was said, by day.
-- incremental: text_hash
select text_hash, any_value(text) as text, count(*) as times
from mentions
where text_hash is not null
group by text_hash
`,
  "pipelines/models/staging/labelled.sql": `-- Mentions with how often their text was said.
-- incremental: mention_id, text_hash
select mentions.mention_id, mentions.published_on as day, said.times
from mentions
left join said using (text_hash)
`,
  "pipelines/models/marts/day_authors.sql": `-- Authors of each day.
-- incremental: day
select day, author_name, count(*) as posts, row_number() over (partition by day order by author_name) as place
from posts
group by day, author_name
`,
  "pipelines/models/marts/loud_days.sql": `-- Days as they are.
-- materialized: view
-- incremental: day
select * from day_authors where posts > 1
`,
  "pipelines/models/marts/day_sums.sql": `-- Sums of a view and a table.
-- incremental: day
select posts.day, count(*) as posts, (select count(*) from loud_days where loud_days.day = posts.day) as loud,
  sum(labelled.times * factor)::bigint as times
from posts
cross join factor
inner join labelled using (mention_id)
group by posts.day
`,
  "data/seeds/factor.csv": "factor\n3\n",
  "pipelines/steps/day_words.ts": `import { defineStep } from "earshot/steps";

export default defineStep({
  description: "Letters of a day.",
  grain: "day",
  reads: ["posts"],
  incremental: ["day"],
  columns: { day: { type: "DATE", description: "day" }, letters: { type: "INTEGER", description: "letters" } },
  async run({ rows, write, input }) {
    const found = await rows<{ day: string; text: string }>(\`select day::varchar as day, text from \${input("posts")}\`);
    const days = new Map<string, number>();
    for (const { day, text } of found) days.set(day, (days.get(day) ?? 0) + text.length);
    await write([...days].map(([day, letters]) => ({ day, letters })));
  },
});
`,
};

const TABLES = ["posts", "said", "labelled", "day_authors", "loud_days", "day_sums", "day_words"];

const post = (id: number, day: number, author: string, text: string) =>
  `${id},2026-03-${String(day).padStart(2, "0")}T10:00:00Z,${author},${text}`;
const file = (...posts: string[]) => `id,at,author,text\n${posts.join("\n")}\n`;

/** Many days, so that a few of them are a small part. */
const BASE = file(
  ...Array.from({ length: 60 }, (_, n) =>
    post(n, 1 + (n % 20), ["ann", "bob"][n % 2] ?? "", `acme says ${n % 25}`),
  ),
);

const reasons = (manifest: Awaited<ReturnType<typeof run>>) =>
  Object.fromEntries(
    manifest.steps.map(({ name, status, reason }) => [name, status === "ran" ? reason : status]),
  );

async function contents(workspace: ReturnType<typeof tinyWorkspace>) {
  const found: Record<string, unknown> = {};
  for (const table of TABLES) found[table] = await rows(workspace, `select * from ${table} order by all`);
  return found;
}

async function withWorkspace(work: (workspace: ReturnType<typeof tinyWorkspace>) => Promise<void>) {
  const workspace = tinyWorkspace({ ...BY_PARTS, "data/exports/posts.csv": BASE });
  try {
    await work(workspace);
  } finally {
    rmSync(workspace.root, { recursive: true });
  }
}

test("a further file makes only the rows concerned anew, and says so", () =>
  withWorkspace(async (workspace) => {
    await run(workspace);
    writeFiles(workspace.root, { "data/exports/more.csv": file(post(90, 3, "cid", "acme says 7")) });
    const manifest = await run(workspace);
    expect(manifest.status).toBe("done");
    const said = reasons(manifest);
    expect(said["posts"]).toContain("; 1 of 61 rows made anew, by mention_id");
    expect(said["said"]).toContain("; 1 of 25 rows made anew, by text_hash");
    expect(said["labelled"]).toMatch(/; [34] of 61 rows made anew, by mention_id/);
    expect(said["day_authors"]).toContain("; 2 of 21 rows made anew, by day");
    expect(said["day_words"]).toContain("; 1 of 20 rows made anew, by day");
    const partly = await contents(workspace);
    await run(workspace, { fullRefresh: true });
    expect(await contents(workspace)).toEqual(partly);
  }));

test("rows that turn out as they were go no further", () =>
  withWorkspace(async (workspace) => {
    await run(workspace);
    writeFiles(workspace.root, { "data/exports/again.csv": file(post(3, 4, "bob", "acme says 3")) });
    const said = reasons(await run(workspace));
    expect(said["posts"]).toContain("made anew, by mention_id");
    expect(said["day_authors"]).toBe("unchanged");
    expect(said["day_words"]).toBe("unchanged");
  }));

test("a changed definition and a changed table without the key make all of it anew", () =>
  withWorkspace(async (workspace) => {
    await run(workspace);
    const path = "pipelines/models/marts/day_authors.sql";
    writeFiles(workspace.root, {
      [path]: (BY_PARTS[path] ?? "").replace("count(*) as posts", "2 * count(*) as posts"),
    });
    expect(reasons(await run(workspace))["day_authors"]).toBe("its definition changed");
    expect(await rows(workspace, "select min(posts) as least from day_authors")).toEqual([{ least: 6 }]);
    writeFiles(workspace.root, { "data/seeds/factor.csv": "factor\n5\n" });
    const said = reasons(await run(workspace));
    expect(said["day_sums"]).toContain("input changed: factor");
    expect(said["day_sums"]).not.toContain("made anew");
    expect(await rows(workspace, "select sum(times) % 5 as rest from day_sums")).toEqual([{ rest: 0 }]);
  }));

test("what a run left out is made up for by the next", () =>
  withWorkspace(async (workspace) => {
    await run(workspace);
    writeFiles(workspace.root, { "data/exports/one.csv": file(post(91, 5, "dan", "acme is new")) });
    await run(workspace, { select: ["posts"] });
    writeFiles(workspace.root, { "data/exports/two.csv": file(post(92, 6, "eve", "acme is newer")) });
    await run(workspace, { select: ["+posts"] });
    const said = reasons(await run(workspace));
    expect(said["day_authors"]).toContain("made anew, by day");
    const partly = await contents(workspace);
    await run(workspace, { fullRefresh: true });
    expect(await contents(workspace)).toEqual(partly);
  }));

/** Numbers from 0 below 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

test("files coming, going and changing in any order give the tables of one run over what is there", async () => {
  const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 1e6));
  console.log(`seed ${seed}`);
  const next = random(seed);
  const below = (n: number) => Math.floor(next() * n);
  const some = () =>
    file(
      ...Array.from({ length: 1 + below(5) }, () =>
        post(below(80), 1 + below(20), ["ann", "bob", "cid"][below(3)] ?? "", `acme says ${below(25)}`),
      ),
    );
  await withWorkspace(async (workspace) => {
    await run(workspace);
    let partly = 0;
    for (let round = 0; round < 6; round++) {
      const path = `data/exports/file-${below(4)}.csv`;
      if (next() < 0.3) rmSync(`${workspace.root}/${path}`, { force: true });
      else writeFiles(workspace.root, { [path]: some() });
      const manifest = await run(workspace);
      expect(manifest.status, `seed ${seed}`).toBe("done");
      partly += manifest.steps.filter(({ reason }) => reason.includes("made anew")).length;
      const found = await contents(workspace);
      if (round % 3 === 2) await run(workspace, { fullRefresh: true });
      else continue;
      expect(await contents(workspace), `seed ${seed}, round ${round}`).toEqual(found);
    }
    expect(partly).toBeGreaterThan(5);
  });
}, 60_000);

test("a column that is not one says so", async () => {
  const workspace = tinyWorkspace({
    ...MODELS,
    "pipelines/models/a.sql": "-- A.\n-- incremental: a, b, c\nselect 1 as a\n",
  });
  try {
    await expect(run(workspace)).rejects.toMatchObject({
      diagnostics: [
        {
          file: "pipelines/models/a.sql",
          line: 2,
          message: "invalid incremental: a, b, c; a column, or two",
        },
      ],
    });
  } finally {
    rmSync(workspace.root, { recursive: true });
  }
});

/** Tables whose columns are the values of another: a model's and a step's, and one that reads them. */
const BY_VALUES: Record<string, string> = {
  "pipelines/models/staging/posts.sql": BY_PARTS["pipelines/models/staging/posts.sql"] ?? "",
  "pipelines/models/marts/day_by_author.sql": `-- Posts of each author, a column each.
-- incremental: day
pivot (select day, author_name from posts)
on author_name
using count(*)
group by day
`,
  "pipelines/models/marts/day_author_rows.sql": `-- The same, a row each.
-- incremental: day
unpivot day_by_author
on columns(* exclude (day))
into name author_name value posts
`,
  "pipelines/steps/day_columns.ts": `import { defineStep } from "earshot/steps";

export default defineStep({
  description: "Posts of each author, a column each.",
  grain: "day",
  reads: ["posts"],
  incremental: ["day"],
  columns: { day: { type: "DATE", description: "day" } },
  async run({ writeSql, input }) {
    await writeSql(\`pivot (select day, author_name from \${input("posts")}) on author_name using count(*) group by day\`);
  },
});
`,
};

test("columns that come and go with the data make all of the table anew", async () => {
  const workspace = tinyWorkspace({ ...BY_VALUES, "data/exports/posts.csv": BASE });
  const all = async () => {
    const found: Record<string, unknown> = {};
    for (const table of ["day_by_author", "day_author_rows", "day_columns"])
      found[table] = await rows(workspace, `select * from ${table} order by all`);
    return found;
  };
  const step = async () => {
    const manifest = await run(workspace);
    expect(manifest.status).toBe("done");
    const partly = await all();
    await run(workspace, { fullRefresh: true });
    expect(await all()).toEqual(partly);
    return { said: reasons(manifest), partly };
  };
  try {
    await run(workspace);
    const more = "data/exports/more.csv";
    writeFiles(workspace.root, { [more]: file(post(90, 3, "cid", "acme")) });
    const come = await step();
    expect(come.said["posts"]).toContain("made anew, by mention_id");
    expect(come.said["day_by_author"]).not.toContain("made anew");
    expect(come.said["day_columns"]).not.toContain("made anew");
    // 20 days by three authors: the new one has a row in days that no file changed.
    expect(come.partly["day_author_rows"]).toHaveLength(60);
    writeFiles(workspace.root, { [more]: file(post(90, 3, "cid", "acme"), post(91, 3, "ann", "acme")) });
    expect((await step()).said["day_by_author"]).not.toContain("made anew");
    const every = ["ann", "bob", "cid"].map((author, n) => post(92 + n, 3, author, "acme"));
    writeFiles(workspace.root, { [more]: file(post(90, 4, "bob", "acme"), ...every) });
    await step();
    writeFiles(workspace.root, { [more]: file(post(90, 4, "bob", "acme")) });
    const gone = await step();
    expect(gone.said["day_by_author"]).not.toContain("made anew");
    expect(gone.partly["day_author_rows"]).toHaveLength(40);
  } finally {
    rmSync(workspace.root, { recursive: true });
  }
});

test("a part with the columns of the table is put into it; one without a column that is named is no mistake", async () => {
  const workspace = tinyWorkspace({
    ...BY_VALUES,
    "data/exports/posts.csv": BASE,
    "pipelines/models/marts/day_named.sql": `-- Posts of two authors.
-- incremental: day
select day, ann, bob
from (pivot (select day, author_name from posts) on author_name using count(*) group by day)
`,
  });
  const more = "data/exports/more.csv";
  try {
    await run(workspace);
    const both = [post(90, 3, "ann", "acme"), post(91, 3, "bob", "acme")];
    writeFiles(workspace.root, { [more]: file(...both) });
    const put = reasons(await run(workspace));
    expect(put["day_by_author"]).toContain("; 1 of 20 rows made anew, by day");
    expect(put["day_named"]).toContain("; 1 of 20 rows made anew, by day");
    // Of the second day only bob has posts: no column is called ann in its part.
    writeFiles(workspace.root, { [more]: file(...both, post(92, 2, "bob", "acme")) });
    const manifest = await run(workspace);
    expect(manifest.status).toBe("done");
    expect(reasons(manifest)["day_named"]).not.toContain("made anew");
    expect(await rows(workspace, "select ann, bob from day_named where day = '2026-03-02'")).toEqual([
      { ann: 0, bob: 4 },
    ]);
  } finally {
    rmSync(workspace.root, { recursive: true });
  }
});

test("a mistake that only the rows of a part make is found at its place in the model", async () => {
  const path = "pipelines/models/marts/numbers.sql";
  const workspace = tinyWorkspace({
    ...BY_VALUES,
    "data/exports/posts.csv": BASE,
    [path]: `-- Numbers of texts.
-- incremental: day
select
  day,
  max(replace(text, 'acme says ', '')::integer) as number
from posts
group by day
`,
  });
  try {
    expect((await run(workspace)).status).toBe("done");
    writeFiles(workspace.root, { "data/exports/more.csv": file(post(92, 3, "ann", "acme says nothing")) });
    const manifest = await run(workspace);
    const failed = manifest.steps.find(({ name }) => name === "numbers");
    expect(failed?.error).toContain(`${path}:5:38: error: Conversion error: `);
  } finally {
    rmSync(workspace.root, { recursive: true });
  }
});

test.each([
  ["a row gone", "delete from day_authors where day = '2026-03-09'"],
  ["a value changed", "update day_authors set posts = 1000 where day = '2026-03-09'"],
  ["a row too many", "insert into day_authors values ('2026-03-30', 'zoe', 5, 1)"],
  ["a column more", "alter table day_authors add column remark varchar"],
  [
    "a view instead",
    "create table kept as from day_authors; drop table day_authors; create view day_authors as from kept",
  ],
])("a table changed by hand is made anew as a whole: %s", (_, sql) =>
  withWorkspace(async (workspace) => {
    await run(workspace);
    await rows(workspace, sql);
    writeFiles(workspace.root, { "data/exports/more.csv": file(post(90, 3, "cid", "acme says 7")) });
    const manifest = await run(workspace);
    expect(manifest.status).toBe("done");
    const said = reasons(manifest);
    expect(said["posts"]).toContain("made anew, by mention_id");
    expect(said["day_authors"]).not.toContain("made anew");
    const mended = await contents(workspace);
    await run(workspace, { fullRefresh: true });
    expect(await contents(workspace)).toEqual(mended);
  }),
);

test("what is read from a table changed by hand is not told by what was changed in it", () =>
  withWorkspace(async (workspace) => {
    await run(workspace);
    writeFiles(workspace.root, { "data/exports/more.csv": file(post(90, 3, "cid", "acme says 7")) });
    await run(workspace, { select: ["+posts"] });
    await rows(workspace, "delete from posts where day = '2026-03-05'");
    writeFiles(workspace.root, { "data/exports/two.csv": file(post(91, 6, "eve", "acme says 8")) });
    const said = reasons(await run(workspace));
    expect(said["posts"]).not.toContain("made anew");
    expect(said["day_authors"]).not.toContain("made anew");
    const found = await contents(workspace);
    await run(workspace, { fullRefresh: true });
    expect(await contents(workspace)).toEqual(found);
  }));
