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
