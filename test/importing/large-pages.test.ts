import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ElementLists } from "../../src/importing/json-elements.ts";
import { splitJson } from "../../src/importing/json-split.ts";
import { PAGE_LIMITS } from "../../src/importing/large-pages.ts";
import { imported } from "./import-folder.ts";

const LISTS = ["messages", "chats.list[].messages", "data.children"];
const SPEC: ElementLists = { lists: LISTS, within: ["replies"] };
const SMALL = { page: 40, piece: 60, around: 100_000, batch: 300 };
const WHOLE = { ...PAGE_LIMITS, batch: 2 ** 20 };

interface Split {
  /** Rows with their lines, in the order of the text. */
  rows: { line: number; row: unknown }[];
  bad: { line: number; reason: string }[];
  counted: number;
  pages: unknown[];
}

/** The rows of a page, and those within them, in the order of the text. */
function rowsOf(value: unknown, path = ""): unknown[] {
  if (value === null || typeof value !== "object") return [];
  if (!Array.isArray(value))
    return Object.entries(value).flatMap(([key, inner]) =>
      rowsOf(inner, path === "" ? key : `${path}.${key}`),
    );
  const rows = LISTS.includes(path) || path.endsWith(".replies") || path === "replies";
  return value.flatMap((inner) => [...(rows ? [inner] : []), ...rowsOf(inner, `${path}[]`)]);
}

async function split(text: string | Buffer, limits: typeof SMALL, lines = false): Promise<Split> {
  const folder = mkdtempSync(join(tmpdir(), "earshot-test-"));
  const path = join(folder, "in");
  try {
    writeFileSync(path, text);
    const found = await splitJson(path, join(folder, "out"), { lines, limits, elements: SPEC });
    const split = (file: string) =>
      readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => line.split("\t"));
    const pages: unknown[] = [];
    const rows = found.files.flatMap((file) => {
      const placed = split(file.elements as string);
      return split(file.path).flatMap(([, text], value) => {
        const page = JSON.parse(text as string) as unknown;
        pages.push(page);
        const own = placed.filter(([number]) => Number(number) === value + 1);
        const there = rowsOf(page);
        const all = there.length > 0 || own.length === 0 ? there : [page];
        expect(own.map(([, element]) => Number(element))).toEqual(all.map((_, index) => index + 1));
        return all.map((row, index) => ({ line: Number(own[index]?.[2]), row }));
      });
    });
    const bad = found.bad.map(({ line, reason }) => ({ line, reason }));
    return { rows, bad, counted: found.rows, pages };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const row = fc.oneof(
  fc.record({
    id: fc.nat(99),
    text: fc.string(),
    replies: fc.array(fc.record({ id: fc.nat(9) }), { maxLength: 2 }),
  }),
  fc.record({ text: fc.constantFrom('a "quoted" \\ [1,2]', "}],[{", "ünï\u2028", "\n") }),
  fc.integer(),
  fc.constantFrom("text", "]", null, true, [], [1, [2]], {}),
);
const rows = fc.array(row, { maxLength: 8 });
const page = fc.oneof(
  fc.record({ name: fc.string(), messages: rows, about: fc.constantFrom("messages", { messages: [1] }) }),
  fc.record({
    chats: fc.record({ list: fc.array(fc.record({ id: fc.nat(), messages: rows }), { maxLength: 4 }) }),
  }),
  fc.record({
    data: fc.record({ after: fc.string(), children: rows, before: fc.constant([1, 2]) }),
    kind: fc.string(),
  }),
);

test("a page that is cut into smaller ones gives the same rows on the same lines", async () => {
  const seed = Date.now() % 1_000_000;
  console.log(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(page, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(0, 1, 3),
      async (pages, indent) => {
        const text = `\uFEFF${pages.map((each) => JSON.stringify(each, null, indent)).join("\n")}\n`;
        const whole = await split(text, WHOLE);
        const cut = await split(text, SMALL);
        const key = ({ line, row: each }: Split["rows"][number]) => JSON.stringify([line, each]);
        expect(cut.rows.map(key).sort()).toEqual(whole.rows.map(key).sort());
        expect([cut.counted, cut.bad]).toEqual([whole.counted, whole.bad]);
      },
    ),
    { seed, numRuns: 150, endOnFailure: true },
  );
});

test("every smaller page keeps what stands around the rows, before and behind them", async () => {
  const long = (n: number) => ({ id: n, text: "x".repeat(500) });
  const whole = { name: "a chat", messages: [long(1), long(2), long(3)], includes: { users: ["anna"] } };
  const { pages } = await split(JSON.stringify(whole, null, 2), { ...SMALL, piece: 20 });
  expect(pages).toEqual([1, 2, 3].map((n) => ({ ...whole, messages: [long(n)] })));
});

test("of a large page that is cut off or damaged the sound rows are kept", async () => {
  const text = JSON.stringify(
    { name: "a", messages: [{ id: 1 }, { id: 2, text: "two" }, { id: 3 }] },
    null,
    1,
  );
  const cut = await split(text.slice(0, text.indexOf("two") + 2), SMALL);
  expect(cut.rows).toEqual([{ line: 4, row: { id: 1 } }]);
  expect(cut.bad).toEqual([{ line: 7, reason: "not valid JSON" }]);
  const bytes = Buffer.from(text.replace('"two"', '"t\u00e9"'), "latin1");
  const wrong = await split(bytes, SMALL);
  expect(wrong.rows.map(({ line }) => line)).toEqual([4, 11]);
  expect(wrong.bad).toEqual([{ line: 7, reason: "not valid UTF-8" }]);
  const torn = await split(text.replace('"two"', "two"), SMALL);
  expect([torn.rows.length, torn.bad, torn.counted]).toEqual([2, [{ line: 7, reason: "not valid JSON" }], 3]);
  const between = await split(text.slice(0, text.indexOf("{", text.indexOf("two"))), SMALL);
  expect([between.rows.length, between.bad]).toEqual([2, []]);
});

test("on one line of many, and where there is no list to cut", async () => {
  const large = JSON.stringify({ messages: [{ id: 1, text: "x".repeat(50) }, { id: 2 }] });
  const alone = JSON.stringify({ id: 3, text: "y".repeat(50) });
  const { rows: found } = await split(`{"id":0}\n${large}\n${alone}\n`, SMALL, true);
  expect(found.map(({ line }) => line).sort()).toEqual([1, 2, 2, 3]);
  const around = { ...SMALL, around: 10 };
  expect((await split(large, around)).rows).toHaveLength(2);
});

test("a chat export larger than what is held in memory is imported whole", async () => {
  const count = 3000;
  const message = (n: number) => ({
    id: n,
    type: "message",
    date: "2026-03-01T10:00:00",
    date_unixtime: String(1_772_359_200 + n),
    from: "Anna",
    from_id: "user1",
    text: `${n} ${"ä long text \n".repeat(100)}`,
  });
  const chat = (id: number) => ({
    id,
    name: `chat ${id}`,
    type: "public_supergroup",
    messages: Array.from({ length: count / 3 }, (_, i) => message(i)),
  });
  const text = JSON.stringify({ about: "x", chats: { list: [1, 2, 3].map(chat) } }, null, 1);
  expect(Buffer.byteLength(text)).toBeGreaterThan(PAGE_LIMITS.page);
  await imported({ "result.json": text }, async (folder, { warnings }) => {
    expect(warnings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(await folder.rows("select format, rows_read, mentions, rejected from import_ledger")).toEqual([
      { format: "telegram", rows_read: count, mentions: count, rejected: 0 },
    ]);
    const lines = text.split("\n").flatMap((line, index) => (/^ {5}\{$/.test(line) ? [index + 1] : []));
    const found = await folder.rows<{ line: number }>("select line from mentions order by line");
    expect(found.map(({ line }) => line)).toEqual(lines);
    expect(await folder.rows("select count(distinct thread_id) as chats from mentions")).toEqual([
      { chats: 3 },
    ]);
  });
}, 60_000);
