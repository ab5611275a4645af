import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.ts";
import { Warehouse } from "../../src/warehouse/warehouse.ts";
import { locateWorkspace } from "../../src/workspace.ts";

let folder: string;

async function earshot(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: "", err: "" };
  const code = await main(["query", ...args, "--workspace", folder], {
    out: { write: (text: string) => (written.out += text) },
    err: { write: (text: string) => (written.err += text) },
    environment: {},
  });
  return { code, ...written };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "query-"));
  mkdirSync(join(folder, "pipelines"));
  writeFileSync(
    join(folder, "pipelines", "study.yaml"),
    `title: Shops
time_zone: UTC
topics:
  - id: acme
    query: acme NOT bank
    tests: { match: [an Acme], miss: [acme bank] }
  - { id: bolt, role: competitor, query: bolt, tests: { match: [nothing] } }
`,
  );
  const warehouse = await Warehouse.open({ path: locateWorkspace(folder).database });
  await warehouse.run(`
    create table mentions as
    select i::varchar as mention_id, text, null::varchar as title, md5_number_lower(text)::ubigint as text_hash
    from (values (1, 'acme \u001b[31m one'), (2, 'acme bank'), (3, 'acme bolt'), (4, 'x')) as t (i, text)`);
  warehouse.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("earshot query", () => {
  it("lists the topics", async () => {
    const { code, out } = await earshot();
    expect(code).toBe(0);
    expect(out).toContain("acme NOT bank");
  });

  it("shows what a topic finds, without letting a text steer the terminal", async () => {
    const { code, out } = await earshot("acme");
    expect(code).toBe(0);
    expect(out).toContain("acme: 2 mentions of 4 mentions (50.0 %)");
    expect(out).toMatch(/bank\s+excluded\s+1\s+1\s+taken out by it/);
    expect(out).toContain("bolt: 1 mention");
    expect(out).toContain("Just outside\n  2 acme bank\n");
    expect(out).not.toContain("\u001b");
  });

  it("prints it all as JSON, for a query that is not in the study too", async () => {
    const { code, out } = await earshot("--try", "acme AND bank", "--json");
    expect(code).toBe(0);
    const [view] = JSON.parse(out) as { mentions: number; clauses: unknown[] }[];
    expect(view?.mentions).toBe(1);
    expect(view?.clauses).toHaveLength(2);
  });

  it("warns of a trial that may not mean what was meant, and says where queries go", async () => {
    const mixed = await earshot("--try", "acme AND bolt OR bank");
    expect(mixed.code).toBe(0);
    expect(mixed.err).toContain("AND and OR are mixed without brackets");
    expect((await earshot("--try", "acme AND (bolt OR bank)")).err).not.toContain("mixed");
    expect((await earshot("acme AND bolt")).err).toContain("A query goes behind `--try`.");
    expect((await earshot("acmee")).err).not.toContain("--try");
  });

  it("runs the test texts, and ends with 1 where one fails", async () => {
    expect(await earshot("--test", "acme")).toMatchObject({
      code: 0,
      out: "2 test texts passed, 0 failed\n",
    });
    const { code, out } = await earshot("--test");
    expect(code).toBe(1);
    expect(out).toBe("  bolt: must match and does not: nothing\n2 test texts passed, 1 failed\n");
  });

  it("translates, the query to one side and the notes to the other", async () => {
    const { code, out, err } = await earshot("--from", "brandwatch", "{ACME} AND city:berlin");
    expect(code).toBe(0);
    expect(out).toBe('++"ACME"\n');
    expect(err).toContain("not translated: city:berlin");
  });

  it.each([
    [["--from", "brandwach", "a"], "unknown vendor"],
    [["--from", "brandwatch"], "no query"],
    [["--from", "brandwatch", "(a OR"], "never closed"],
    [["acne"], 'Did you mean "acme"'],
    [["--try", "acme AND *"], "a wildcard cannot stand alone"],
    [["acme", "--samples", "many"], "invalid number of samples"],
  ])("%j: %s", async (args, message) => {
    const { code, err } = await earshot(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
