import { expect, test } from "vitest";
import { imported, sourceWith } from "./import-folder.ts";

test("countries become one form; what the file said stays in extras", async () => {
  const said = ["NLD", "nl", "The Netherlands", "Niederlande", "Narnia", ""];
  await imported(
    { "a.csv": `id,text,country\n${said.map((each, n) => `${n},text ${n},${each}\n`).join("")}` },
    async (folder) => {
      expect(
        (await folder.rows<{ country: string }>("select country from mentions order by line")).map(
          ({ country }) => country,
        ),
      ).toEqual(["NL", "NL", "NL", "NL", "Narnia", null]);
      expect(
        await folder.rows("select line, value from extras where name = 'country' order by line"),
      ).toEqual([
        { line: 2, value: "NLD" },
        { line: 3, value: "nl" },
        { line: 4, value: "The Netherlands" },
        { line: 5, value: "Niederlande" },
      ]);
    },
    {
      sources: [
        sourceWith({ platform: "web", mapping: { native_id: "id", text: "text", country: "country" } }),
      ],
    },
  );
});
