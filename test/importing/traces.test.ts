import { expect, test } from "vitest";
import { imported, sourceWith } from "./import-folder.ts";

test("traces of the researcher in JSON objects are dropped, what posts say of them stays", async () => {
  const post = (id: number, more: object) =>
    `${JSON.stringify({ id, at: "2026-03-01T10:00:00Z", said: 'my "user_agent" is odd', ...more })}\n`;
  const mapping = { native_id: "id", published_at: "at", text: "said" };
  await imported(
    {
      "a.ndjson":
        post(1, { user_agent: "SECRET", cookies: { a: "SECRET" }, nested: { score: 1.5 } }) +
        post(2, { mood: "fine" }),
    },
    async (folder) => {
      const found = await folder.rows<{ value: string }>(
        "select value from extras where name = 'json' order by line",
      );
      expect(found.map(({ value }) => JSON.parse(value))).toEqual([
        { id: 1, at: "2026-03-01T10:00:00Z", said: 'my "user_agent" is odd', nested: { score: 1.5 } },
        { id: 2, at: "2026-03-01T10:00:00Z", said: 'my "user_agent" is odd', mood: "fine" },
      ]);
    },
    { sources: [sourceWith({ platform: "forum", mapping })] },
  );
});

test("the raw text of rejected rows holds no traces of the researcher either", async () => {
  const mapping = { native_id: "id", published_at: "at", text: "said" };
  const sources = [sourceWith({ platform: "forum", mapping })];
  const good = '{"id":1,"at":"2026-03-01T10:00:00Z","said":"fine"}\n';
  const page = (rows: string) => `{"list":[${rows}]}`;
  await imported(
    {
      "a.ndjson": `${good}{"id":2,"at":"x","cookies":{"a":"SECRET"},"User_Agent" : "SEC\\"RET"}x\n{"user_agent":"SECRET","mood":"odd"}\n{"user_agent":"SECR`,
      "b.json": page(`${good},{"id":3,"user_agent":"SECRET","at":"2026-03-01T`),
      "c.csv":
        'id,at,said,user_agent\n1,2026-03-01T10:00:00Z,fine,SECRET\n,,,"Mozilla/5.0 (SECRET)"\n2,too few\n3,x,"torn,"Mozilla/5.0 (SECRET; a, b)"\n',
    },
    async (folder) => {
      const rejected = await folder.rows<{ file: string; raw: string }>("select * from rejected_rows");
      expect(new Set(rejected.map(({ file }) => file.slice(-6)))).toEqual(
        new Set(["b.json", "/c.csv", "ndjson"]),
      );
      expect(rejected.filter(({ raw }) => /SEC/.test(raw))).toEqual([]);
      expect(rejected.some(({ raw }) => raw.includes('"user_agent":null,"mood":"odd"'))).toBe(true);
    },
    { sources },
  );
});
