import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { cleanWorkspace, earshot, missingData, show } from "./run-study.ts";

const FILE = "facebook_pages_2016.csv.gz";
const WORKSPACE = join("test", "studies", "facebook");
const missing = missingData(FILE);

describe.skipIf(missing !== undefined)(`four candidates${missing ? ` (skipped: ${missing})` : ""}`, () => {
  beforeAll(() => {
    cleanWorkspace(WORKSPACE);
    const run = earshot("run", "--workspace", WORKSPACE);
    expect(run.code, run.stderr).toBe(0);
  });

  test("warnings are few enough to read: at most two per topic in four months", () => {
    const rows = show<{ topic: string; n: number }>(
      WORKSPACE,
      "select topic, count(*) as n from warnings group by topic",
      true,
    );
    for (const { topic, n } of rows) expect(n, topic).toBeLessThanOrEqual(2);
  });

  test("what emerged in a week is what happened in it, and never the candidate's own name", () => {
    const rows = show<{ period: string; topic: string; term: string }>(
      WORKSPACE,
      "select period, topic, term from emerging_terms",
      true,
    );
    const emerged = new Set(rows.map(({ period, topic, term }) => `${period} ${topic} ${term}`));
    const expected = [
      "2016-w09 trump #supertuesday",
      "2016-w09 trump romney",
      "2016-w10 trump chicago",
      "2016-w12 trump brussels",
      "2016-w13 trump lewandowski",
      "2016-w17 cruz fiorina",
      "2016-w18 trump presumptive nominee",
    ];
    expect(expected.filter((one) => !emerged.has(one))).toEqual([]);
    const own: Record<string, RegExp> = {
      trump: /^([#$]?(donald)?trump('s|s)?|donald( trump)?)$/,
      clinton: /^([#$]?(hillary)?clinton('s|s)?|hillary( clinton)?)$/,
      sanders: /^([#$]?(bernie)?sanders('s)?|bernie( sanders)?)$/,
      cruz: /^([#$]?(ted)?cruz('s)?|ted( cruz)?)$/,
    };
    expect(rows.filter(({ topic, term }) => own[topic]!.test(term))).toEqual([]);
    expect(rows.length).toBeLessThan(150);
  });
});
