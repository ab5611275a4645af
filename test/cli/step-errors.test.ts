import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { POSTS, STUDY, writeFiles } from "../pipeline/tiny-workspace.ts";

const root = mkdtempSync(join(tmpdir(), "step-errors-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const step = (body: string) => `import { defineStep } from "earshot/steps";

export default defineStep({
  description: "One that fails.",
  grain: "mention",
  reads: ["mentions"],
  columns: { mention_id: { type: "VARCHAR", description: "the mention" }, n: { type: "INTEGER", description: "a number" } },
  async run({ rows, write, writeSql }) {
${body}
  },
});
`;

test.each([
  [
    "rows",
    "    const found = await rows<{ mention_id: string }>(`\n      select mention_id,\n        platfrom\n      from mentions`);\n    await write(found);",
    /failing\.ts:11:9: error: Binder Error: Referenced column "platfrom" not found.*\n {10}platfrom\n {10}\^\n.*"platform"/,
  ],
  [
    "writeSql",
    "    void rows;\n    void write;\n    await writeSql(`select mention_id from mentoins`);",
    /failing\.ts:11:44: error: Catalog Error: Table with name mentoins does not exist!.*\n.*mentoins`\);\n +\^\n.*Did you mean "mentions/,
  ],
  [
    "code of its own",
    "    void rows;\n    void writeSql;\n    await write([]);\n    throw new Error('on purpose');",
    /failing\.ts:12:11: error: on purpose.*\n {6}throw new Error\('on purpose'\);\n {12}\^/,
  ],
  [
    "a value of another type",
    "    void rows;\n    void writeSql;\n    await write([{ mention_id: 'x', n: 'many' }]);",
    /failing\.ts:11:11: error: .*'many' to INT32.*column n(?![\s\S]*LINE 1)/,
  ],
  [
    "a column that is not declared",
    "    void rows;\n    void writeSql;\n    await write([{ mention_di: 'x', n: 1 }]);",
    /failing\.ts:11:11: error: the rows hold mention_di, which `columns` does not declare, and no mention_id.*\n {6}await write\(\[\{ mention_di: 'x', n: 1 \}\]\);\n {12}\^\n.*Did you mean "mention_id"/,
  ],
])("an error in %s names the line of the step", async (_, body, expected) => {
  writeFiles(root, {
    "pipelines/study.yaml": STUDY,
    "data/exports/posts.csv": POSTS,
    "pipelines/steps/failing.ts": step(body),
  });
  let err = "";
  const code = await main(["run", "--select", "+failing", "--workspace", root], {
    out: { write: () => true },
    err: { write: (text: string) => (err += text) },
    environment: {},
  });
  expect(code).toBe(3);
  expect(err).toMatch(expected);
});
