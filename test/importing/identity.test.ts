import fc from "fast-check";
import { expect, test } from "vitest";
import { statusId } from "./format-cases.ts";
import { ImportFolder, imported, sourceWith } from "./import-folder.ts";

const MAPPING = {
  native_id: "id",
  published_at: "time",
  author_name: "author",
  text: "text",
  url: "url",
  kind: "=repost if text starts 'RT @' | =original",
};
const SOURCES = [sourceWith({ match: "*.csv", platform: "x", mapping: MAPPING })];

interface PostRow {
  id: string;
  time: string;
  author: string;
  text: string;
  url: string;
}

const table = (rows: readonly PostRow[]) =>
  `id,time,author,text,url\n${rows.map((row) => [row.id, row.time, row.author, row.text, row.url].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n")}\n`;

const post = (over: Partial<PostRow>): PostRow => ({
  id: "",
  time: "2026-03-01T10:00:00Z",
  author: "anna",
  text: "Hello",
  url: "",
  ...over,
});
const count = (rows: readonly PostRow[]) =>
  imported(
    { "a.csv": table(rows) },
    async (folder) =>
      folder.rows("select mentions, duplicates, untrusted_ids, untrusted_id_rows from import_ledger"),
    { sources: SOURCES },
  );

test("one id, author and text is one mention, whatever else differs", async () => {
  expect(
    await count([post({ id: "1" }), post({ id: "1", text: "hello!" }), post({ id: "2" })]),
  ).toMatchObject([{ mentions: 2, duplicates: 1 }]);
});

test("a rounded id over several authors identifies nothing, and the ledger says so", async () => {
  const rows = ["anna", "bob", "carl"].map((author) =>
    post({ id: "570306133677760000", author, text: `Hello from ${author}` }),
  );
  expect(await count([...rows, rows[0] as PostRow])).toMatchObject([
    { mentions: 3, duplicates: 1, untrusted_ids: 1, untrusted_id_rows: 4 },
  ]);
});

test("a rounded id over several texts of one author identifies nothing", async () => {
  const id = "570306133677760000";
  expect(await count([post({ id, text: "First thing" }), post({ id, text: "Second thing" })])).toMatchObject([
    { mentions: 2, untrusted_ids: 1 },
  ]);
});

test("an id that cannot have been rounded may stand over an edit", async () => {
  expect(
    await count([post({ id: "abc", text: "First thing" }), post({ id: "abc", text: "First thing, edited" })]),
  ).toMatchObject([{ mentions: 1, duplicates: 1 }]);
});

test("a text cut short is the same text, and the longer one is kept", async () => {
  const full = "A long text that another tool cuts off somewhere in the middle of it";
  await imported(
    {
      "a.csv": table([
        post({ id: "1234567890123456789", text: `${full.slice(0, 40)}…` }),
        post({ id: "1234567890123456789", text: full }),
      ]),
    },
    async (folder) => expect(await folder.rows("select text from mentions")).toEqual([{ text: full }]),
    { sources: SOURCES },
  );
});

test("without an id the address counts, whatever it drags along", async () => {
  const url = "https://www.news.example/story";
  expect(
    await count([post({ url }), post({ url: "http://news.example/story/?utm_source=a&fbclid=b#top" })]),
  ).toMatchObject([{ mentions: 1 }]);
});

test("parameters that name the page keep addresses apart; those of sharing do not", async () => {
  const two = async (one: string, other: string) =>
    (await count([post({ url: one, text: "Same" }), post({ url: other, text: "Same" })]))[0]?.["mentions"];
  const forum = "https://forum.example/viewtopic.php?f=2";
  expect(await two(`${forum}&t=100`, `${forum}&t=999`)).toBe(2);
  expect(await two("https://blog.example/?s=1", "https://blog.example/?s=2")).toBe(2);
  expect(await two("https://code.example/file?ref=main", "https://code.example/file?ref=next")).toBe(2);
  expect(await two("https://news.example/a?ref=rss&p=1", "https://news.example/a?p=1")).toBe(1);
  expect(await two(`${forum}&t=100`, `${forum}&utm_source=a&t=100`)).toBe(1);
  expect(
    await two("https://www.youtube.com/watch?v=abc&t=10s", "https://youtube.com/watch?v=abc&t=99s"),
  ).toBe(1);
  expect(await two("https://x.com/anna?s=20&t=Ab1", "https://x.com/anna")).toBe(1);
});

test("an address over different texts identifies nothing", async () => {
  const url = "https://www.news.example/";
  expect(await count([post({ url, text: "One" }), post({ url, text: "Two", author: "bob" })])).toMatchObject([
    { mentions: 2 },
  ]);
});

test("without id and address: author, time and text", async () => {
  expect(
    await count([post({}), post({}), post({ author: "bob" }), post({ time: "2026-03-01T10:00:01Z" })]),
  ).toMatchObject([{ mentions: 3, duplicates: 1 }]);
});

test("without an author, equal texts of a day are several people's; only other files repeat them", async () => {
  const praise = (n: number) =>
    table(Array.from({ length: n }, () => post({ author: "", time: "2026-03-01", text: "Great app" })));
  await imported(
    { "a.csv": praise(4), "b.csv": praise(2), "c.csv": praise(5) },
    async (folder) => {
      expect(await folder.rows("select count(*) as n from mentions")).toEqual([{ n: 5 }]);
      expect(await folder.rows("select reason, count(*) as n from duplicate_rows group by all")).toEqual([
        { reason: "same day and text, in another file", n: 6 },
      ]);
    },
    { sources: SOURCES },
  );
  expect(await count([post({ author: "" }), post({ author: "" })])).toMatchObject([{ mentions: 1 }]);
});

test("a row without an id joins the id of its address", async () => {
  const url = `https://x.com/anna/status/${statusId("2026-03-01T10:00:00Z")}`;
  expect(await count([post({ url }), post({ id: statusId("2026-03-01T10:00:00Z") })])).toMatchObject([
    { mentions: 1, duplicates: 1 },
  ]);
});

test("reposts named in the text are tied to their original and take its text", async () => {
  const text = "A long original text that the repost cuts off before it has come to its end, as ever";
  await imported(
    {
      "a.csv": table([
        post({ id: "1", author: "bob", text }),
        post({ id: "2", author: "anna", text: `RT @bob: ${text.slice(0, 60)}…` }),
      ]),
    },
    async (folder) => {
      const [original] = await folder.rows(
        "select mention_id, text_hash from mentions where kind = 'original'",
      );
      const [repost] = await folder.rows(
        "select original_id, text, text_hash from mentions where kind = 'repost'",
      );
      expect(repost).toEqual({
        original_id: original?.["mention_id"],
        text,
        text_hash: original?.["text_hash"],
      });
    },
    { sources: SOURCES },
  );
});

test("copies of a text share a group and stay mentions", async () => {
  await imported(
    {
      "a.csv": table([
        post({ id: "1", text: "Buy now https://a.example/1" }),
        post({ id: "2", author: "bob", text: "BUY now! https://b.example/2" }),
      ]),
    },
    async (folder) =>
      expect(
        await folder.rows("select count(*) as n, count(distinct copy_group) as groups from mentions"),
      ).toEqual([{ n: 2, groups: 1 }]),
    { sources: SOURCES },
  );
});

const rowOf = fc.record({
  id: fc.constantFrom("", "", "1", "2", "570306133677760000", "570306133677760000", "abc"),
  time: fc.constantFrom("2026-03-01T10:00:00Z", "2026-03-01T10:00:01Z", "2026-03-02T10:00:00Z"),
  author: fc.constantFrom("anna", "bob", ""),
  text: fc.constantFrom(
    "Hello",
    "hello!",
    "Goodbye",
    "A longer text that may be cut…",
    "A longer text that may be cut off",
    "RT @anna: Hello",
    "",
  ),
  url: fc.constantFrom(
    "",
    "",
    "https://a.example/1",
    "http://www.a.example/1/?utm_source=b",
    "https://a.example/2",
  ),
});

async function outcome(parts: readonly (readonly PostRow[])[]): Promise<unknown> {
  const folder = await ImportFolder.open({}, { sources: SOURCES });
  try {
    parts.forEach((rows, index) => {
      folder.write(`${index}.csv`, table(rows));
    });
    await folder.import();
    return await standing(folder);
  } finally {
    folder.close();
  }
}

async function standing(folder: ImportFolder): Promise<unknown> {
  for (const row of await folder.rows<{
    rows_read: number;
    mentions: number;
    duplicates: number;
    rejected: number;
  }>("select * from import_ledger"))
    expect(row.rows_read).toBe(row.mentions + row.duplicates + row.rejected);
  return {
    mentions: await folder.rows("select * exclude (file, line) from mentions order by all"),
    duplicates: await folder.rows(
      "select mention_id, reason, count(*) as n from duplicate_rows group by all order by all",
    ),
    rejected: await folder.rows("select reason, count(*) as n from rejected_rows group by all order by all"),
    untrusted: await folder.rows("select sum(untrusted_id_rows) as n from import_ledger"),
  };
}

/** The row in a world of its own, so that many cases stand in one import without touching each other. */
function inWorld(row: PostRow, world: number): PostRow {
  const said = row.text.replace(/^(RT @anna: )?(?=.)/, (_, repost) =>
    repost ? `RT @anna${world}: w${world} ` : `w${world} `,
  );
  const id = /^5/.test(row.id) ? `5703061336${1000 + world}0000` : row.id && `${row.id}${1000 + world}`;
  return {
    ...row,
    id,
    author: row.author && `${row.author}${world}`,
    text: said,
    url: row.url.replace("a.example/", `a.example/${world}/`),
  };
}

const WORLDS = 40;

test("neither the order of rows and files nor a split over files changes the result", async () => {
  const seed = Date.now() % 1_000_000;
  console.log(`seed ${seed}`);
  const world = fc.array(fc.tuple(rowOf, fc.nat(1000)), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(world, { minLength: WORLDS, maxLength: WORLDS }), async (worlds) => {
      const keyed = worlds.flatMap((rows, n) =>
        rows.map(([row, key]): [PostRow, number] => [inWorld(row, n), key]),
      );
      const parts: PostRow[][] = [[], [], []];
      for (const [row, key] of [...keyed].sort((a, b) => a[1] - b[1])) parts[key % 3]?.push(row);
      const whole = await outcome([keyed.map(([row]) => row)]);
      expect(await outcome(parts.filter((part) => part.length > 0))).toEqual(whole);
    }),
    { seed, numRuns: 6, endOnFailure: true },
  );
}, 60_000);

test("files that come and go one after the other leave what an import of those that stay gives", async () => {
  const seed = Date.now() % 1_000_000;
  console.log(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(rowOf, { minLength: 1, maxLength: 6 }), { minLength: 5, maxLength: 6 }),
      fc.array(fc.nat(5), { minLength: 2, maxLength: 3 }),
      async (files, toggles) => {
        const folder = await ImportFolder.open({}, { sources: SOURCES });
        try {
          const there = new Set(files.keys());
          for (const index of there) folder.write(`${index}.csv`, table(files[index] ?? []));
          await folder.import();
          for (const toggle of toggles) {
            const index = toggle % files.length;
            if (there.delete(index)) folder.remove(`${index}.csv`);
            else {
              there.add(index);
              folder.write(`${index}.csv`, table(files[index] ?? []));
            }
            if (there.size === 0) continue;
            await folder.import();
            const fresh = [...there].sort().map((each) => files[each] ?? []);
            expect(await standing(folder)).toEqual(await outcome(fresh));
          }
        } finally {
          folder.close();
        }
      },
    ),
    { seed, numRuns: 2, endOnFailure: true },
  );
}, 60_000);
