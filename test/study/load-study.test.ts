import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EarshotError, EXIT, formatDiagnostic } from "../../src/errors.ts";
import { loadStudy, requireStudy, studyJsonSchema } from "../../src/study/index.ts";
import { locateWorkspace, PACKAGE_ROOT } from "../../src/workspace.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "study-"));
  mkdirSync(join(folder, "pipelines"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(text: string) {
  writeFileSync(join(folder, "pipelines", "study.yaml"), text);
  return loadStudy(locateWorkspace(folder));
}

const SMALL = "title: Small\ntime_zone: Europe/Riga\ntopics:\n  - id: acme\n    query: acme\n";

describe("a study file", () => {
  it("gets defaults", () => {
    const { study, diagnostics, sha256 } = load(SMALL);
    expect(diagnostics).toEqual([]);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(study).toMatchObject({
      title: "Small",
      objective: null,
      timeZone: "Europe/Riga",
      period: { every: "week", from: null, to: null },
      exports: ["data/exports"],
      languages: { score: null, allowGuesses: false },
      privacy: { profile: "public" },
      import: { maxRejectedShare: 0.01 },
      site: { title: "Small", languages: ["en"] },
    });
    expect(study?.topics[0]).toEqual({
      id: "acme",
      label: "acme",
      role: "own",
      query: "acme",
      category: "main",
      parent: null,
      exclude: { words: [], authors: [], sites: [] },
      inflect: [],
      foldAccents: false,
      tests: { match: [], miss: [] },
      accounts: [],
    });
  });

  it("names a model of sentiment, or the folder of a classifier with its languages and labels", () => {
    expect(load(SMALL).study?.sentiment).toEqual({ model: "earshot" });
    expect(load(`${SMALL}sentiment: { model: vendor }\n`).study?.sentiment).toEqual({ model: "vendor" });
    const own = { model: "classifier", folder: "./models/mine" };
    const all = load(`${SMALL}sentiment: { model: ./models/mine, languages: all }\n`);
    expect(all.study?.sentiment).toEqual({ ...own, languages: null, labels: null });
    const some = load(
      `${SMALL}sentiment: { model: ./models/mine, languages: [fi], labels: { LABEL_0: negative, LABEL_1: positive } }\n`,
    );
    expect(some.study?.sentiment).toEqual({
      ...own,
      languages: ["fi"],
      labels: { LABEL_0: "negative", LABEL_1: "positive" },
    });
  });

  it("is mapped to camel case, inner topics to parents, shares to fractions", () => {
    const { study, diagnostics } = load(`${SMALL}    label: Acme
    category: tools
    inflect: [lv]
    accounts: ["@AcmeHelp"]
    topics:
      - { id: acme-price, query: price OR cheap }
sources:
  - { match: "*.csv", time_zone: Europe/Helsinki, source_type: social, mapping: { text: body } }
languages: { score: [lv], allow_guesses: true }
import: { max_rejected_share: 2.5% }
targets:
  - { topic: acme, metric: net_sentiment, at_least: 0.1 }
campaigns:
  - { id: spring, topic: acme, from: 2026-03-01 }
`);
    expect(diagnostics).toEqual([]);
    expect(study?.topics[1]).toMatchObject({
      id: "acme-price",
      parent: "acme",
      role: "product",
      category: "tools",
      inflect: ["lv"],
    });
    expect(study?.topics[0]?.accounts).toEqual(["AcmeHelp"]);
    expect(study?.sources[0]).toMatchObject({
      timeZone: "Europe/Helsinki",
      sourceType: "social",
      mapping: { text: "body" },
    });
    expect(study?.languages).toEqual({ score: ["lv"], allowGuesses: true });
    expect(study?.import.maxRejectedShare).toBeCloseTo(0.025);
    expect(study?.targets[0]).toEqual({ topic: "acme", metric: "net_sentiment", atLeast: 0.1, atMost: null });
    expect(study?.campaigns[0]).toEqual({
      id: "spring",
      label: "spring",
      topic: "acme",
      from: "2026-03-01",
      to: null,
    });
  });

  it("reads a block list into its exclusions and its hash", () => {
    const text = `${SMALL}exclusions: { words: [spam], file: block.txt }\n`;
    writeFileSync(
      join(folder, "block.txt"),
      "# people\nauthor:@troll # why\nsite: spam.example\n#giveaway\njob offer\n",
    );
    const first = load(text);
    expect(first.diagnostics).toEqual([]);
    expect(first.study?.exclusions).toEqual({
      words: ["spam", "#giveaway", "job offer"],
      authors: ["troll"],
      sites: ["spam.example"],
    });
    writeFileSync(join(folder, "block.txt"), "spam\n");
    expect(load(text).sha256).not.toBe(first.sha256);
  });
});

describe("mistakes", () => {
  it("are all reported, each with line, column, source line and the nearest name", () => {
    const { study, diagnostics } = load(`title: Broken
tme_zone: Europe/Riga
period: { every: weekly }
topics:
  - id: Acme Ltd
    query: >
      acme OR
      (tools
    rle: own
  - id: two
    role: rival
    query: "a OR b AND kind:repst"
    inflect: [xx]
  - id: two
    query: '{nothing}'
targets:
  - { topic: tow, metric: net_sentimnt, at_least: 1 }
campaigns:
  - { id: c, topic: two, from: 2026-02-30 }
`);
    expect(study).toBeNull();
    const found = diagnostics.map((d) => `${d.line}:${d.column} ${d.rule}`);
    expect(found).toEqual([
      "1:1 missing-key",
      "2:1 unknown-key",
      "3:18 invalid-value",
      "5:9 invalid-value",
      "8:7 open-bracket",
      "9:5 unknown-key",
      "11:11 invalid-value",
      "12:15 mixed-operators",
      "12:29 invalid-value",
      "13:15 unknown-inflection",
      "14:9 duplicate-id",
      "15:13 unknown-macro",
      "17:14 unknown-topic",
      "17:27 invalid-value",
      "19:32 invalid-value",
    ]);
    expect(diagnostics.every((d) => d.file === join("pipelines", "study.yaml"))).toBe(true);
    const key = diagnostics.find((d) => d.rule === "unknown-key" && d.line === 2);
    expect(key?.hint).toBe('Did you mean "time_zone"?');
    expect(formatDiagnostic(key!)).toContain("  tme_zone: Europe/Riga\n  ^");
    expect(diagnostics.find((d) => d.line === 9)?.hint).toContain('"role"');
  });

  it.each([
    ["", "wrong-type"],
    ["title: [", "yaml-syntax"],
    ["- a\n- b\n", "wrong-type"],
    [`${SMALL}exclusions: { file: none.txt }\n`, "missing-file"],
    [`${SMALL}time_zone: x\n`, "yaml-syntax"],
    [SMALL.replace("Europe/Riga", "Europe/Rigga"), "invalid-value"],
    [`${SMALL}__proto__: { a: 1 }\n`, "unknown-key"],
    [`${SMALL}macros: { "a b": x }\n`, "invalid-macro"],
    [`${SMALL}targets: [{ topic: acme, metric: mentions }]\n`, "invalid-value"],
    [`${SMALL}targets: [{ topic: acme, metric: mentions, at_least: -1 }]\n`, "invalid-value"],
    [`${SMALL}targets: [{ topic: acme, metric: net_sentiment, at_least: 10 }]\n`, "invalid-value"],
    [`${SMALL}sentiment: { model: my-model, languages: all }\n`, "invalid-value"],
    [`${SMALL}sentiment: { model: ./my-model }\n`, "invalid-value"],
    [`${SMALL}sentiment: { model: vendor, labels: { good: positive } }\n`, "invalid-value"],
    [`${SMALL}sentiment: { model: ./my-model, languages: english }\n`, "invalid-value"],
    [`${SMALL}targets: [{ topic: acme, metric: share_of_voice, at_least: 30 }]\n`, "invalid-value"],
    [`${SMALL}targets: [{ topic: acme, metric: response_within_hour, at_most: 80 }]\n`, "invalid-value"],
    [`${SMALL}targets: [{ topic: acme, metric: mentions, at_least: 9, at_most: 3 }]\n`, "invalid-value"],
    [`${SMALL}period: { from: 2026-02-01, to: 2026-01-01 }\n`, "invalid-value"],
    [`${SMALL}exclusions: { words: ["(a"] }\n`, "open-bracket"],
  ])("%j: %s", (text, rule) => {
    const { study, diagnostics } = load(text);
    expect(study).toBeNull();
    expect(diagnostics.map((d) => d.rule)).toContain(rule);
  });

  it.each([
    ["role: product", "share_of_voice", '"acme" has no share of voice'],
    ["role: own", "response_within_hour", '"acme" has no `accounts`'],
    ["role: competitor", "share_of_voice", null],
    ["accounts: [acme]", "response_within_hour", null],
  ])("targets on figures a topic never has are warned of: %s, %s", (setting, metric, message) => {
    const text = `title: t\ntime_zone: Europe/Riga\ntopics: [{ id: acme, query: acme, ${setting} }]\n`;
    const { study, diagnostics } = load(
      `${text}targets: [{ topic: acme, metric: ${metric}, at_least: 0.3 }]\n`,
    );
    expect(study).not.toBeNull();
    expect(diagnostics.map((d) => d.rule)).toEqual(message === null ? [] : ["silent-target"]);
    if (message !== null) expect(diagnostics[0]).toMatchObject({ severity: "warning", line: 4 });
    if (message !== null) expect(diagnostics[0]?.message).toContain(message);
  });

  it("come as one error that carries them", () => {
    writeFileSync(join(folder, "pipelines", "study.yaml"), "title: x\n");
    try {
      requireStudy(locateWorkspace(folder));
      expect.fail("no error");
    } catch (error) {
      expect(error).toBeInstanceOf(EarshotError);
      expect((error as EarshotError).exitCode).toBe(EXIT.usage);
      expect((error as EarshotError).diagnostics.length).toBe(2);
    }
  });
});

it("the committed editor schema is the current one", () => {
  const committed: unknown = JSON.parse(
    readFileSync(join(PACKAGE_ROOT, "pipelines", "study.schema.json"), "utf8"),
  );
  expect(committed).toEqual(JSON.parse(JSON.stringify(studyJsonSchema())));
});

it.each(["airlines", "stocknet"])("the %s study has no mistake", (name) => {
  const loaded = loadStudy(locateWorkspace(join(PACKAGE_ROOT, "test", "studies", name)));
  expect(loaded.diagnostics).toEqual([]);
  expect(loaded.study?.topics.length).toBe(6);
});
