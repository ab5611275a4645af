import { expect, test } from "vitest";
import { parse } from "yaml";
import { explainFile } from "../../src/importing/index.ts";
import type { Source } from "../../src/study/study.ts";
import { table } from "./format-cases/format-case.ts";
import { ImportFolder, sourceWith, studyWith } from "./import-folder.ts";
import { SITES } from "./proposal-cases.ts";

test.each(SITES.map((each) => [each.name, each] as const))(
  "%s: the proposal as printed imports it",
  async (_name, { file, content, mapping, platform, last }) => {
    const folder = await ImportFolder.open({ [file]: content });
    try {
      const [found] = await explainFile(folder.path(file));
      const source = (parse(found?.proposal ?? "") as { sources: Source[] }).sources[0];
      expect(source).toEqual({ match: file, format: "generic", ...(platform ? { platform } : {}), mapping });
      await folder.import({}, studyWith({ sources: [sourceWith(source as Source)] }));
      const rows = await folder.rows("select * from mentions order by published_at");
      expect(rows).toHaveLength(2);
      expect(rows[1]).toMatchObject(last);
    } finally {
      folder.close();
    }
  },
);

test("dates of which day and month cannot be told apart come with a warning beside the proposal", async () => {
  const folder = await ImportFolder.open({
    "odd.csv": table(
      "Post No,Posted,Message",
      { "Post No": 1, Posted: "03/04/2026", Message: "the first of them" },
      { "Post No": 2, Posted: "05/06/2026", Message: "the second of them" },
    ),
  });
  try {
    const [found] = await explainFile(folder.path("odd.csv"));
    expect(found?.proposal).toContain("Posted @ %d/%m/%Y");
    expect(found?.diagnostics.map(({ message }) => message).join("\n")).toContain("cannot be told apart");
  } finally {
    folder.close();
  }
});
