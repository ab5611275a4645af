import { describe, expect, test } from "vitest";
import { textBytes } from "../../src/importing/byte-source.ts";
import { elementLines } from "../../src/importing/json-elements.ts";
import { PageSalvage } from "../../src/importing/page-salvage.ts";
import { imported } from "./import-folder.ts";

const SPEC = { lists: ["data"], within: ["replies.data"] };

describe("rows of a JSON value", () => {
  test("are the elements of its lists, each with its line", () => {
    expect(elementLines('{"data": [\n {"a": 1},\n {"b": [1, 2, "data"]}\n, 5, "x" ]}', 10, SPEC)).toEqual([
      11, 12, 13, 13,
    ]);
    expect(elementLines('{"x": {"data": [1, 2]}, "data": []}', 1, SPEC)).toEqual([]);
  });

  test("are the value itself where it has none, and those inside rows", () => {
    expect(elementLines('{"data": {"id": 1}}', 4, SPEC)).toEqual([4]);
    expect(
      elementLines('{"x": 1,\n "replies": {"data": [{},\n {"replies": {"data": [{}]}}]}}', 1, SPEC),
    ).toEqual([1, 2, 3, 3]);
    expect(elementLines('{"meta": {"count": 0}}', 1, { ...SPEC, emptyPage: "meta.count" })).toEqual([]);
  });
});

test("of a damaged page the sound elements are found by their places", () => {
  const found = (text: string) =>
    [...new PageSalvage(textBytes(text), SPEC).read()].map((each) => [
      each.found,
      "start" in each ? text.slice(each.start, each.end).trim() : each.text,
    ]);
  expect(found('{"data": [{"id": 1},\n {"id": 2,},\n {"id": 3}],\n "more": {"data": [1]}}')).toEqual([
    ["list", '{"data": ['],
    ["row", '{"id": 1}'],
    ["damage", '{"id": 2,},'],
    ["row", '{"id": 3}'],
    ["page", '],\n "more": {"data": [1]}}'],
  ]);
  expect(found('{"data": [{"id": 1},\n {"id": 2}, {"id": ')).toEqual([
    ["list", '{"data": ['],
    ["row", '{"id": 1}'],
    ["row", '{"id": 2}'],
    ["damage", '{"id":'],
    ["page", "]}"],
  ]);
});

interface Row {
  line: number;
  text: string;
}

async function read(content: string): Promise<{ rows: Row[]; rejected: Record<string, unknown>[] }> {
  return imported({ "a.json": content }, async (folder) => {
    const [ledger] = await folder.rows<Record<string, number>>("select * from import_ledger");
    expect(ledger?.["rows_read"]).toBe(
      (ledger?.["mentions"] ?? 0) + (ledger?.["duplicates"] ?? 0) + (ledger?.["rejected"] ?? 0),
    );
    return {
      rows: await folder.rows<Row>("select line, text from mentions order by line, text"),
      rejected: await folder.rows("select line, reason from rejected_rows order by line, reason"),
    };
  });
}

const post = (n: number) => ({ id: `${n}`, text: `text ${n}`, created_at: "2026-03-01T10:00:00Z" });

test("posts in pages have the lines they stand on, also when several pages share one", async () => {
  const pretty = JSON.stringify({ data: [post(1), post(2)], meta: {} }, null, 1);
  expect((await read(pretty)).rows).toEqual([
    { line: 3, text: "text 1" },
    { line: 8, text: "text 2" },
  ]);
  const pages = JSON.stringify([{ data: [post(1)] }, { errors: [{ title: "x" }] }, { data: [post(2)] }]);
  const { rows, rejected } = await read(pages);
  expect(rows.map(({ text }) => text)).toEqual(["text 1", "text 2"]);
  expect(rejected).toEqual([{ line: 1, reason: "an error message, no mention" }]);
});

test("a page that is cut off keeps the posts before the cut", async () => {
  const pretty = JSON.stringify({ data: [post(1), post(2), post(3)] }, null, 1);
  const { rows, rejected } = await read(pretty.slice(0, pretty.indexOf("text 3")));
  expect(rows.map(({ text }) => text)).toEqual(["text 1", "text 2"]);
  expect(rejected).toEqual([{ line: 13, reason: "not valid JSON" }]);
});

test("what stands between values and is none is rejected, not passed over", async () => {
  const { rows, rejected } = await read(
    `[\n${JSON.stringify({ data: [post(1)] })},\n5, "x", null,\n${JSON.stringify({ data: [post(2)] })}\n]\nrubbish, behind\n`,
  );
  expect(rows.map(({ text }) => text)).toEqual(["text 1", "text 2"]);
  expect(rejected).toEqual([
    { line: 3, reason: "not a JSON object" },
    { line: 3, reason: "not a JSON object" },
    { line: 3, reason: "not a JSON object" },
    { line: 6, reason: "not valid JSON" },
  ]);
});
