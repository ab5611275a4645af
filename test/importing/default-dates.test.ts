import { expect, test } from "vitest";
import { imported, sourceWith } from "./import-folder.ts";

const SOURCES = [
  sourceWith({
    platform: "web",
    mapping: { native_id: "id", published_at: "time", author_name: "author", text: "text" },
  }),
];

interface Post {
  time: string;
  text: string;
}

const two = (n: number) => String(n).padStart(2, "0");
/** A post every few minutes of three days, each at a second of its own. */
const USUAL: Post[] = Array.from({ length: 300 }, (_, n) => ({
  time: `2026-03-${two(1 + Math.floor(n / 100))} ${two(Math.floor((n % 100) / 5))}:${two((n * 7) % 60)}:${two((n * 13) % 60)}`,
  text: `post ${n}`,
}));
const many = (rows: number, time: string, text: (n: number) => string): Post[] =>
  Array.from({ length: rows }, (_, n) => ({ time, text: text(n) }));

/** How many mentions have which date quality, with the posts in one file or spread over two. */
async function qualities(posts: Post[], files = 1): Promise<Record<string, number>> {
  const parts = Array.from({ length: files }, (_, part) => posts.filter((_, n) => n % files === part));
  const content = parts.map(
    (rows, part) =>
      `id,time,author,text\n${rows.map(({ time, text }, n) => `${part}-${n},${time},a${n},${text}\n`).join("")}`,
  );
  return imported(
    Object.fromEntries(content.map((each, part) => [`${part}.csv`, each])),
    async (folder) => {
      const rows = await folder.rows<{ quality: string; n: number }>(
        "select date_quality as quality, count(*) as n from mentions group by all",
      );
      return Object.fromEntries(rows.map(({ quality, n }) => [quality, n]));
    },
    { sources: SOURCES },
  );
}

test("the second of the export over many texts stands for no date, however rows are spread over files", async () => {
  const posts = [...USUAL, ...many(40, "2026-03-04 14:23:51", (n) => `undated ${n}`)];
  expect(await qualities(posts)).toEqual({ ok: 300, default: 40 });
  expect(await qualities(posts, 3)).toEqual({ ok: 300, default: 40 });
});

test("exports that overlap change nothing about it", async () => {
  const posts = [...USUAL, ...many(40, "2026-03-04 14:23:51", (n) => `undated ${n}`)];
  const lines = posts.map(({ time, text }, n) => `${n},${time},a${n},${text}\n`).join("");
  const file = `id,time,author,text\n${lines}`;
  await imported(
    { "a.csv": file, "b.csv": file },
    async (folder) => {
      const rows = await folder.rows(
        "select date_quality as quality, count(*)::int as n from mentions group by all order by all",
      );
      expect(rows).toEqual([
        { quality: "default", n: 40 },
        { quality: "ok", n: 300 },
      ]);
    },
    { sources: SOURCES },
  );
});

test("so does one midnight where others have a time of day", async () => {
  const posts = [...USUAL, ...many(25, "2026-01-01 00:00:00", (n) => `undated ${n}`)];
  expect(await qualities(posts)).toEqual({ ok: 300, default: 25 });
});

test("real bursts stay: copies, a busy minute, a round hour, days without times, few rows", async () => {
  const copies = many(40, "2026-03-02 14:23:51", () => "the same everywhere");
  const busy = [51, 52, 53].flatMap((second) =>
    many(30, `2026-03-02 14:23:${second}`, (n) => `goal ${second} ${n}`),
  );
  const round = many(40, "2026-03-02 09:00:00", (n) => `scheduled ${n}`);
  const few = many(15, "2026-03-02 14:23:11", (n) => `few ${n}`);
  for (const burst of [copies, busy, round, few])
    expect(await qualities([...USUAL, ...burst])).toEqual({ ok: 300 + burst.length });
  const days = [1, 2, 3].flatMap((day) => many(40, `2026-03-0${day} 00:00:00`, (n) => `day ${day} ${n}`));
  expect(await qualities(days)).toEqual({ ok: 120 });
  expect(await qualities(many(40, "2026-03-01 00:00:00", (n) => `one day ${n}`))).toEqual({ ok: 40 });
});
