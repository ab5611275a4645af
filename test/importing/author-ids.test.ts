import { expect, test } from "vitest";
import { imported, sourceWith } from "./import-folder.ts";

test("an account's id is the platform's own, whatever a vendor puts before it", async () => {
  const ids = ["242", "tw:242", "TW:242", "did:plc:abc", "https://m.example/@anna", '"242"'];
  await imported(
    {
      "a.csv": `id,text,author\n${ids.map((id, n) => `${n},text ${n},"${id.replaceAll('"', '""')}"\n`).join("")}`,
    },
    async (folder) =>
      expect(
        (await folder.rows<{ id: string }>("select author_id as id from mentions order by line")).map(
          ({ id }) => id,
        ),
      ).toEqual(["242", "242", "242", "did:plc:abc", "https://m.example/@anna", "242"]),
    {
      sources: [
        sourceWith({ platform: "x", mapping: { native_id: "id", text: "text", author_id: "author" } }),
      ],
    },
  );
});

test("a message about an unknown file shows no endless names", async () => {
  await imported({ "a.csv": `${"a".repeat(5000)},b\n1,2\n` }, async (_folder, { warnings }) => {
    expect(warnings[0]?.rule).toBe("unknown-format");
    expect(warnings[0]?.hint?.length).toBeLessThan(400);
  });
});
